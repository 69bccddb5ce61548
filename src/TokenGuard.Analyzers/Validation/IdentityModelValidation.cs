using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Validation;

/// <summary>
/// TKG2001 to TKG2004 at <c>TokenValidationParameters</c>: a switch that is set to false, or a delegate that accepts everything.
/// A delegate decides instead of the switches, also when they are off.
/// </summary>
internal static class IdentityModelValidation
{
    /// <summary>Registers what is looked at, when the library is referenced.</summary>
    public static void Register(RuleContext context)
    {
        if (context.Types.TokenValidationParameters is not null)
        {
            context.OnOperation(Analyze, OperationKind.SimpleAssignment);
        }
    }

    private static void Analyze(OperationContext context)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation { Property: var property })
        {
            return;
        }

        if (ValidationMembers.RuleOfSwitch(property.Name) is { } switched)
        {
            if (IsOfParameters(property, context) && context.IsFalse(assignment.Value))
            {
                AnalyzeSwitch(context, assignment, property.Name, switched);
            }
        }
        else if (ValidationMembers.RuleOfDelegate(property.Name) is { } delegated)
        {
            if (IsOfParameters(property, context)
                && TrustingDelegates.Mistake(context.Flow, property.Name, assignment.Value) is { } mistake
                && !IsLeftToOthers(context, delegated, property.Name is "AudienceValidator" or "LifetimeValidator" && mistake == TrustingDelegates.AcceptsEverything)
                && ObjectWrites.Around(assignment, context.Flow.BodyAround(assignment)) is var writes
                && !IsOverridden(context, writes, property.Name)
                && !ValidationContexts.IsRightWithout(delegated, context, assignment, writes))
            {
                Report(context, assignment, delegated, $"'{property.Name}' {mistake}", "remove it");
            }
        }
    }

    private static void AnalyzeSwitch(OperationContext context, ISimpleAssignmentOperation assignment, string member, string rule)
    {
        var writes = ObjectWrites.Around(assignment, context.Flow.BodyAround(assignment));
        if (!IsLeftToOthers(context, rule, member != "RequireAudience" && assignment.Value.ConstantValue.HasValue)
            && !IsOverridden(context, writes, member)
            && !DelegatesOf(rule).Any(validator => writes.ValuesOf(validator).Any(value => !value.IsNull()))
            && !ValidationContexts.IsRightWithout(rule, context, assignment, writes))
        {
            var remedy = member == "ValidateAudience" ? "set it to true and name this application in 'ValidAudience'"
                : member == "ValidateIssuer" ? "set it to true and name the issuer in 'ValidIssuer', or take the one of 'Authority'"
                : "set it to true";
            Report(context, assignment, rule, $"'{member}' is false", remedy);
        }
    }

    private static void Report(OperationContext context, ISimpleAssignmentOperation assignment, string rule, string mistake, string remedy) =>
        context.Report(ValidationRules.Of(rule), assignment.Syntax, mistake, remedy);

    private static bool IsOfParameters(IPropertySymbol property, OperationContext context) =>
        SymbolEqualityComparer.Default.Equals(property.ContainingType, context.Types.TokenValidationParameters);

    // What the project says that others take care of: the gateway in front, or CA5404 and CA5405.
    private static bool IsLeftToOthers(OperationContext context, string rule, bool netAnalyzersReportIt) =>
        rule == RuleIds.SignatureNotValidated ? context.Policy.TrustedFrontProxy : netAnalyzersReportIt && context.Policy.DeferToNetAnalyzers;

    // A default that is set again further down, perhaps on some path only, says nothing.
    private static bool IsOverridden(OperationContext context, ObjectWrites writes, string member) =>
        writes.IsReplacedLater() || writes.LaterValuesOf(member).Any(value => !context.IsFalse(value));

    private static string[] DelegatesOf(string rule) =>
        rule switch
        {
            RuleIds.SignatureNotValidated => ["SignatureValidator", "SignatureValidatorUsingConfiguration"],
            RuleIds.LifetimeNotValidated => ["LifetimeValidator"],
            RuleIds.AudienceNotValidated => ["AudienceValidator"],
            _ => ["IssuerValidator", "IssuerValidatorUsingConfiguration", "IssuerValidatorAsync"],
        };
}
