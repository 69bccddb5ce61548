using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Validation;

namespace TokenGuard.Analyzers.Validation;

/// <summary>TKG2009: <c>ClockSkew</c> of IdentityModel and Duende's client, <c>TimeMargin</c> of JWT.NET. Zero is fine.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ExcessiveClockSkewAnalyzer() : TokenGuardAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.ExcessiveClockSkew, RuleDefinition.Category, ExcessiveClockSkew.Definition);

    private protected override void Register(RuleContext context)
    {
        if (context.Types.TokenValidationParameters is not null || context.Types.Find("JWT.ValidationParameters") is not null)
        {
            context.OnOperation(Mentions.OfSetup, Analyze, OperationKind.SimpleAssignment);
        }
    }

    private static void Analyze(OperationContext context)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation { Property: { Name: "ClockSkew" or "TimeMargin" } property }
            || !IsTolerance(property)
            || SkewOf(assignment.Value, context.Flow) is not { } skew
            || !TokenLifetimes.IsExcessiveSkew(skew, context.Policy))
        {
            return;
        }

        var writes = ObjectWrites.Around(assignment, context.Flow.BodyAround(assignment));
        if (!writes.IsReplacedLater()
            && !writes.LaterValuesOf(property.Name).Any()
            && !writes.ValuesOf("ValidateLifetime").Any(value => context.IsFalse(value))
            && !writes.ValuesOf("LifetimeValidator").Any(value => !value.IsNull())
            && !ValidationContexts.IsExpiredTokenRead(context, assignment, writes.PathNames))
        {
            context.Report(Rule, assignment.Value.Syntax, property.Name, TokenLifetimes.Describe(skew), TokenLifetimes.Describe(context.Policy.MaxClockSkew));
        }
    }

    private static bool IsTolerance(IPropertySymbol property) =>
        property.Name == "TimeMargin"
            ? property.ContainingType.HasMetadataName("JWT.ValidationParameters")
            : property.IsMemberOf("Microsoft.IdentityModel.Tokens.TokenValidationParameters")
                || (property.ContainingType.Name == "OidcClientOptions" && property.ContainingNamespace.Name == "OidcClient");

    // TimeMargin is a number of seconds.
    private static TimeSpan? SkewOf(IOperation value, TokenFlow flow) =>
        value.Type.IsNumeric() ? flow.LongestDuration(value, "seconds") : flow.LongestDuration(value);
}
