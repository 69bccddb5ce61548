using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;

namespace TokenGuard.Analyzers.Validation;

/// <summary>
/// TKG2003 and TKG2004 at FastEndpoints: <c>AddAuthenticationJwtBearer</c> validates audience and issuer only when <c>ValidAudience</c> and
/// <c>ValidIssuer</c> are set; with <c>ValidAudiences</c> and <c>ValidIssuers</c> alone it silently switches the check off.
/// </summary>
internal static class FastEndpointsValidation
{
    /// <summary>Registers what is looked at, when the library is referenced.</summary>
    public static void Register(RuleContext context)
    {
        if (context.Types.TokenValidationParameters is not null && context.Types.Find("FastEndpoints.Security.AuthExtensions") is not null)
        {
            context.OnOperation(Mentions.OfSetup, Analyze, OperationKind.SimpleAssignment);
        }
    }

    private static void Analyze(OperationContext context)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is IPropertyReferenceOperation { Property: { Name: "ValidAudiences" or "ValidIssuers" } property }
            && SymbolEqualityComparer.Default.Equals(property.ContainingType, context.Types.TokenValidationParameters)
            && IsBearerOptionsOfFastEndpoints(assignment)
            && property.Name.TrimEnd('s') is var single
            && !ObjectWrites.Around(assignment, context.Flow.BodyAround(assignment)).ValuesOf(single).Any())
        {
            context.Report(
                ValidationRules.Of(property.Name == "ValidAudiences" ? RuleIds.AudienceNotValidated : RuleIds.IssuerNotValidated),
                assignment.Syntax,
                $"FastEndpoints ignores '{property.Name}' without '{single}'",
                $"set '{single}' too");
        }
    }

    private static bool IsBearerOptionsOfFastEndpoints(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IInvocationOperation { TargetMethod: { Name: "AddAuthenticationJwtBearer" } method })
            {
                return method.ContainingType.HasMetadataName("FastEndpoints.Security.AuthExtensions");
            }
        }

        return false;
    }
}
