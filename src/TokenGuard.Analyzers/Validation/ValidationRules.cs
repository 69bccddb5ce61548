using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Validation;

namespace TokenGuard.Analyzers.Validation;

/// <summary>The descriptors of TKG2001 to TKG2004, TKG2016 and TKG2017, which switches and delegates can break.</summary>
internal static class ValidationRules
{
    public static readonly DiagnosticDescriptor SignatureNotValidated = Descriptor.Create(
        RuleIds.SignatureNotValidated, RuleDefinition.Category, Rules.Validation.SignatureNotValidated.Definition);

    public static readonly DiagnosticDescriptor LifetimeNotValidated = Descriptor.Create(
        RuleIds.LifetimeNotValidated, RuleDefinition.Category, Rules.Validation.LifetimeNotValidated.Definition);

    public static readonly DiagnosticDescriptor AudienceNotValidated = Descriptor.Create(
        RuleIds.AudienceNotValidated, RuleDefinition.Category, Rules.Validation.AudienceNotValidated.Definition);

    public static readonly DiagnosticDescriptor IssuerNotValidated = Descriptor.Create(
        RuleIds.IssuerNotValidated, RuleDefinition.Category, Rules.Validation.IssuerNotValidated.Definition);

    public static readonly DiagnosticDescriptor AlgorithmNotValidated = Descriptor.Create(
        RuleIds.AlgorithmNotValidated, RuleDefinition.Category, Rules.Validation.AlgorithmNotValidated.Definition);

    public static readonly DiagnosticDescriptor ValidatorAlwaysSucceeds = Descriptor.Create(
        RuleIds.ValidatorAlwaysSucceeds, RuleDefinition.Category, Rules.Validation.ValidatorAlwaysSucceeds.Definition);

    /// <summary>The descriptor of one of these ids.</summary>
    public static DiagnosticDescriptor Of(string id) =>
        id switch
        {
            RuleIds.SignatureNotValidated => SignatureNotValidated,
            RuleIds.LifetimeNotValidated => LifetimeNotValidated,
            RuleIds.AudienceNotValidated => AudienceNotValidated,
            RuleIds.AlgorithmNotValidated => AlgorithmNotValidated,
            RuleIds.ValidatorAlwaysSucceeds => ValidatorAlwaysSucceeds,
            _ => IssuerNotValidated,
        };

    /// <summary>Whether a value is <c>false</c> wherever it is evaluated.</summary>
    public static bool IsFalse(this OperationContext context, IOperation value) => context.Flow.Constant(value) is false;

    /// <summary>Whether a value is null or an empty text, as in the test whether something is there at all.</summary>
    public static bool IsNothing(this TokenFlow flow, IOperation value) => value.IsNull() || flow.Constant(value) is "";

    /// <summary>Whether a pattern matches null and empty texts only.</summary>
    public static bool IsNothing(this TokenFlow flow, IPatternOperation pattern) =>
        pattern switch
        {
            IConstantPatternOperation { Value: var value } => flow.IsNothing(value),
            IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either => flow.IsNothing(either.LeftPattern) && flow.IsNothing(either.RightPattern),
            _ => false,
        };

    /// <summary>Whether a value is written as <c>null</c>, or left at a default of <c>null</c>.</summary>
    public static bool IsNull(this IOperation value) => value.ConstantValue is { HasValue: true, Value: null };
}
