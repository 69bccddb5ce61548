using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Analyzers.Flow.Sinks;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Leakage;

/// <summary>An operation that tells a library to log what it would hide.</summary>
/// <param name="What">What it does, for a message.</param>
/// <param name="Logged">What is logged then.</param>
/// <param name="Place">Where that is written.</param>
internal readonly record struct SensitiveLogging(string What, string Logged, SyntaxNode Place)
{
    private const string Tokens = "tokens and personal data";

    /// <summary>What an operation switches on; null for nearly all operations.</summary>
    public static SensitiveLogging? Of(OperationContext context) =>
        context.Operation switch
        {
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property }, Value: var value } => IsSwitch(property) && IsTrue(value, context.Flow)
                ? new SensitiveLogging($"'{property.Name}' is true", property.Name == "LogCompleteSecurityArtifact" ? "whole tokens" : Tokens, context.Operation.Syntax)
                : null,
            IInvocationOperation call => OfCall(call, context),
            _ => null,
        };

    private static SensitiveLogging? OfCall(IInvocationOperation call, OperationContext context)
    {
        var (method, flow) = (call.TargetMethod, context.Flow);
        switch (method.Name)
        {
            case "WithLogging" when method.OutermostNamespace() == "Microsoft" && method.IsIn("Microsoft.Identity.Client")
                && call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "enablePiiLogging") is { IsImplicit: false } pii && IsTrue(pii.Value, flow):
                return new SensitiveLogging("'enablePiiLogging' is true", Tokens, pii.Value.Syntax);
            case "EnableSensitiveDataLogging" when method.IsIn("Microsoft.EntityFrameworkCore") && !call.Arguments.Any(argument => argument.Parameter?.Name == "sensitiveDataLoggingEnabled" && !IsTrue(argument.Value, flow))
                && ContextOf(call, context) is { } data && TokenColumnOf(data, flow) is { } column:
                return new SensitiveLogging("'EnableSensitiveDataLogging' is called", $"the values of '{column}'", call.Syntax);
            case "Add" when call is { Instance: IPropertyReferenceOperation { Property: { ContainingType: { Name: "HttpLoggingOptions" or "W3CLoggerOptions" } options } headers }, Arguments: [{ Value: var name }] } && options.IsIn("Microsoft.AspNetCore.HttpLogging")
                && flow.ConstantText(name) is { } header && LoggedHeaders.AreSensitive(header, headers.Name == "ResponseHeaders"):
                return new SensitiveLogging($"'{header}' is among the headers that are logged", LoggedHeaders.Content(header), call.Syntax);
            case "RedactLoggedHeaders" when method.IsIn("Microsoft.Extensions.DependencyInjection") && call.Arguments is [.., { Value: var redacted }] && LeavesAuthorization(redacted, flow):
                return new SensitiveLogging("'RedactLoggedHeaders' does not name 'Authorization'", "access tokens", redacted.Syntax);
            default:
                return null;
        }
    }

    private static bool IsSwitch(IPropertySymbol property) =>
        property.Name switch
        {
            "ShowPII" or "LogCompleteSecurityArtifact" => property.ContainingType.HasMetadataName("Microsoft.IdentityModel.Logging.IdentityModelEventSource"),
            "EnablePiiLogging" => property.IsIn("Microsoft.Identity.Client") || property.IsIn("Microsoft.Identity.Web"),
            _ => false,
        };

    private static bool IsTrue(IOperation value, TokenFlow flow) => flow.Constant(value) is true;

    // RedactLoggedHeaders(_ => false), RedactLoggedHeaders(["X-Api-Key"]): what is not named is logged, Authorization too.
    private static bool LeavesAuthorization(IOperation redacted, TokenFlow flow)
    {
        if (flow.BodyOf(redacted) is { } predicate)
        {
            return TokenFlow.ReturnsOf(predicate) is { IsEmpty: false } returned && returned.All(value => flow.Constant(value) is false);
        }

        var list = flow.Origin(redacted) ?? redacted;
        var names = TokenParts.ElementsOf(list.WithoutConversions());
        return !names.IsEmpty && names.All(name => flow.ConstantText(name) is { } text && !string.Equals(text, "Authorization", StringComparison.OrdinalIgnoreCase));
    }

    // AddDbContext<Shop>(options => options.EnableSensitiveDataLogging()), or the context that configures itself.
    private static INamedTypeSymbol? ContextOf(IInvocationOperation call, OperationContext context)
    {
        for (IOperation? around = call; around is not null; around = around.Parent)
        {
            if (around is IInvocationOperation { TargetMethod.TypeArguments: { IsEmpty: false } types } && types.OfType<INamedTypeSymbol>().FirstOrDefault(IsDbContext) is { } registered)
            {
                return registered;
            }
        }

        return context.ContainingSymbol.ContainingType is { } type && IsDbContext(type) ? type : null;
    }

    private static bool IsDbContext(INamedTypeSymbol type) => type.IsOrDerivesFrom("Microsoft.EntityFrameworkCore.DbContext");

    // A text of an entity that is named as a token, or the token of an entity that is one.
    private static string? TokenColumnOf(INamedTypeSymbol context, TokenFlow flow)
    {
        foreach (var set in context.GetMembers().OfType<IPropertySymbol>())
        {
            if (set.Type is INamedTypeSymbol { Name: "DbSet", TypeArguments: [INamedTypeSymbol entity] } && TokenMembers.NameIn(entity, flow) is { } column)
            {
                return column;
            }
        }

        return null;
    }
}
