using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Analyzers.Storage;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.RefreshTokens;

namespace TokenGuard.Analyzers.RefreshTokens;

/// <summary>TKG6005: options or entities give refresh tokens a life without end, or one that is longer than the limit.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RefreshTokenWithoutExpiryAnalyzer() : TokenGuardAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.RefreshTokenWithoutExpiry, RuleDefinition.Category, RefreshTokenWithoutExpiry.Definition);

    // A client only keeps what an authorization server told it.
    private protected override void Register(RuleContext context)
    {
        if (!UserTokens.IsClient(context.Types))
        {
            context.OnOperation(Mentions.OfRefreshTokens, CheckAssignment, OperationKind.SimpleAssignment);
            context.OnOperation(Mentions.OfRefreshTokens, CheckInitializer, OperationKind.PropertyInitializer);
            context.OnOperation(Mentions.OfRefreshTokens, CheckCall, OperationKind.Invocation);
            context.OnOperation(Mentions.OfRefreshTokens, CheckCreation, OperationKind.ObjectCreation);
        }
    }

    private static void CheckAssignment(OperationContext context)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IMemberReferenceOperation { Type: { } type, Member: var member } target)
        {
            return;
        }

        if (member.Name == "AbsoluteRefreshTokenLifetime")
        {
            CheckClient(context, assignment);
        }
        else if ((LifetimeEvaluator.IsTime(type) || LifetimeEvaluator.IsDuration(type)) && IsEnd(member.Name, (target.Instance?.Type ?? member.ContainingType) as INamedTypeSymbol, context.Policy) && !IsSetAgain(context, assignment))
        {
            Check(context, member.Name, assignment.Value, LifetimeEvaluator.IsTime(type), mayBeMissing: !member.IsMemberOf("OpenIddict.Server.OpenIddictServerOptions"));
        }
    }

    private static void CheckInitializer(OperationContext context)
    {
        var initializer = (IPropertyInitializerOperation)context.Operation;
        if (initializer.InitializedProperties is [{ Type: var type } property] && (LifetimeEvaluator.IsTime(type) || LifetimeEvaluator.IsDuration(type)) && IsEnd(property.Name, property.ContainingType, context.Policy))
        {
            Check(context, property.Name, initializer.Value, LifetimeEvaluator.IsTime(type), mayBeMissing: true);
        }
    }

    // SetRefreshTokenLifetime(null) of a server says "for ever", of a principal "as the server says".
    private static void CheckCall(OperationContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod is { Name: "SetRefreshTokenLifetime", ContainingType.Name: "OpenIddictServerBuilder" or "OpenIddictExtensions" } method
            && !SymbolEqualityComparer.Default.Equals(method.ContainingType, context.ContainingSymbol.ContainingType))
        {
            Check(context, method.Name, call.Arguments[call.Arguments.Length - 1].Value, isTime: false, mayBeMissing: method.ContainingType.Name != "OpenIddictServerBuilder");
        }
    }

    // new RefreshToken(token, expires)
    private static void CheckCreation(OperationContext context)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (creation.Arguments.IsEmpty || creation.Type is not INamedTypeSymbol type || !type.IsDeclaredIn(context.Compilation))
        {
            return;
        }

        foreach (var argument in creation.Arguments)
        {
            if (argument is { ArgumentKind: ArgumentKind.Explicit, Parameter: { } parameter } && LifetimeEvaluator.IsTime(parameter.Type) && IsEnd(parameter.Name, type, context.Policy))
            {
                Check(context, parameter.Name, argument.Value, isTime: true, mayBeMissing: true);
            }
        }
    }

    private static bool IsEnd(string member, INamedTypeSymbol? holder, TokenPolicy policy) =>
        RefreshTokenFacts.IsEnd(member, holder is not null && TokenNames.OfHolder(holder.Name, policy) == TokenKind.Refresh);

    private static void Check(OperationContext context, string member, IOperation value, bool isTime, bool mayBeMissing)
    {
        var flow = context.Flow;
        foreach (var origin in flow.Origins(value))
        {
            var length = !mayBeMissing && origin.ConstantValue is { HasValue: true, Value: null } ? TimeSpan.MaxValue : isTime ? flow.LongestTimeFromNow(origin) : flow.LongestDuration(origin);
            if (length is { } known && RefreshTokenFacts.IsTooLong(known, context.Policy) && !Contexts.IsDevelopmentOnly(origin, flow))
            {
                // The place to look at is where the length is written, as long as that is in the same method.
                Report(context, member, origin.Root() == value.Root() ? origin : value, known, unit: null);
                return;
            }
        }
    }

    private static void CheckClient(OperationContext context, ISimpleAssignmentOperation assignment)
    {
        var member = ((IMemberReferenceOperation)assignment.Target).Member;
        if (!member.IsMemberOf("Duende.IdentityServer.Models.Client") && !member.IsMemberOf("IdentityServer4.Models.Client"))
        {
            return;
        }

        var flow = context.Flow;
        var writes = ObjectWrites.Around(assignment, flow.BodyAround(assignment));
        var offline = writes.ValuesOf("AllowOfflineAccess").ToList();
        if (IsSetAgain(context, assignment) || (offline.Count == 0 ? assignment.Parent is IObjectOrCollectionInitializerOperation : offline.Exists(value => flow.Constant(value) is false)))
        {
            return;
        }

        // TokenExpiration.Sliding, which ends nothing as long as the token is used.
        var isSliding = writes.ValuesOf("RefreshTokenExpiration").ToList() is { Count: > 0 } values && values.TrueForAll(value => flow.Constant(value) is 0);
        if (flow.LongestDuration(assignment.Value, "seconds") is { } length && (length == TimeSpan.Zero ? isSliding : RefreshTokenFacts.IsTooLong(length, context.Policy)))
        {
            Report(context, member.Name, assignment.Value, length == TimeSpan.Zero ? TimeSpan.MaxValue : length, unit: 1);
        }
    }

    private static void Report(OperationContext context, string member, IOperation value, TimeSpan length, double? unit)
    {
        var (policy, suggested) = (context.Policy, RefreshTokenFacts.SuggestedFor(context.Policy));
        context.Report(
            Rule,
            value.WithoutConversions().Syntax.GetLocation(),
            SuggestedLifetime.Properties(suggested, unit),
            member,
            length == TimeSpan.MaxValue ? "ever" : $"more than {TokenLifetimes.Describe(policy.MaxRefreshTokenLifetime)}",
            TokenLifetimes.Describe(suggested));
    }

    private static bool IsSetAgain(OperationContext context, ISimpleAssignmentOperation assignment) =>
        ObjectWrites.Around(assignment, context.Flow.BodyAround(assignment)).LaterValuesOf(((IMemberReferenceOperation)assignment.Target).Member.Name).Any();
}
