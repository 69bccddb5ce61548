using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Analyzers.Flow.Sinks;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Validation;

/// <summary>
/// TKG2001 to TKG2004, TKG2016 and TKG2017 at <c>TokenValidationParameters</c>: a switch that is set to false, or a delegate that accepts everything.
/// A delegate decides instead of the switches, also when they are off.
/// </summary>
internal sealed class IdentityModelValidation : SinkRule
{
    public static readonly IdentityModelValidation Instance = new();

    private IdentityModelValidation()
    {
    }

    /// <inheritdoc/>
    public override ImmutableArray<string> Mentions => Flow.Mentions.OfTokens;

    /// <inheritdoc/>
    public override ImmutableArray<OperationKind> Kinds { get; } = ImmutableArray.Create(OperationKind.SimpleAssignment);

    /// <inheritdoc/>
    public override ImmutableHashSet<string> Words { get; } = ValidationMembers.Switches.ToImmutableHashSet();

    /// <summary>Registers what is looked at, when the library is referenced.</summary>
    public static void Register(RuleContext context)
    {
        if (context.Types.TokenValidationParameters is not null)
        {
            context.OnSinks(Instance);
            context.OnOperation(Instance.Mentions.Add(Flow.Mentions.Validator), AnalyzeDelegate, OperationKind.SimpleAssignment);
        }
    }

    /// <inheritdoc/>
    public override bool Tells(string word) => false;

    /// <inheritdoc/>
    public override bool MayMatter(ITypeSymbol type) => type.SpecialType is SpecialType.System_Boolean or SpecialType.None;

    /// <inheritdoc/>
    public override bool MayMatter(OperationContext context, IOperation given) =>
        given.Type?.SpecialType == SpecialType.System_Boolean ? context.Flow.Truth(given) is not null : !context.Flow.Creations(given).IsEmpty;

    /// <inheritdoc/>
    public override IEnumerable<Sink> Of(OperationContext context) =>
        context.Operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property }, Value: var value } assignment
        && ValidationMembers.RuleOfSwitch(property.Name) is { } rule
        && IsOfParameters(property, context)
            ? [new SwitchSink(assignment, value, property.Name, rule)]
            : [];

    /// <inheritdoc/>
    public override Finding? Judge(OperationContext context, Sink sink)
    {
        var (written, flow) = ((SwitchSink)sink, sink.FlowOf(context));
        if (flow.Constant(written.Value) is not false || !IsWrong(context, written))
        {
            return null;
        }

        var remedy = written.Member == "ValidateAudience" ? "set it to true and name this application in 'ValidAudience'"
            : written.Member == "ValidateIssuer" ? "set it to true and name the issuer in 'ValidIssuer', or take the one of 'Authority'"
            : "set it to true";
        var place = sink.Call is null ? sink.Place.Syntax : sink.PlaceOf(written.Value, context);
        return new Finding(ValidationRules.Of(written.Rule), place.GetLocation(), $"'{written.Member}' is false", remedy);
    }

    /// <inheritdoc/>
    public override Sink? LeftOpen(OperationContext context, Sink sink) => IsWrong(context, (SwitchSink)sink) ? sink : null;

    // Whether nothing around makes it right that the switch is off.
    private static bool IsWrong(OperationContext context, SwitchSink sink)
    {
        if (sink.Call is not null)
        {
            return !ValidationContexts.IsRightWithout(sink.Rule, context);
        }

        var writes = ObjectWrites.Around((ISimpleAssignmentOperation)sink.Place, context.Flow.BodyAround(sink.Place));
        return !IsLeftToOthers(context, sink.Rule, sink.Member != "RequireAudience" && sink.Value.ConstantValue.HasValue)
            && !IsOverridden(context, writes, sink.Member)
            && !DelegatesOf(sink.Rule).Any(validator => writes.ValuesOf(validator).Any(value => !value.IsNull()))
            && !ValidationContexts.IsRightWithout(sink.Rule, context, writes.PathNames);
    }

    private static void AnalyzeDelegate(OperationContext context)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is IPropertyReferenceOperation { Property: var property }
            && ValidationMembers.RuleOfDelegate(property.Name) is { } rule
            && IsOfParameters(property, context)
            && TrustingDelegates.Mistake(context.Flow, property.Name, assignment.Value) is { } mistake
            && !IsLeftToOthers(context, rule, property.Name is "AudienceValidator" or "LifetimeValidator" && mistake == TrustingDelegates.AcceptsEverything)
            && ObjectWrites.Around(assignment, context.Flow.BodyAround(assignment)) is var writes
            && !IsOverridden(context, writes, property.Name)
            && !ValidationContexts.IsRightWithout(rule, context, writes.PathNames))
        {
            context.Report(ValidationRules.Of(rule), assignment.Syntax, $"'{property.Name}' {mistake}", "remove it");
        }
    }

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

    /// <param name="Place">The assignment.</param>
    /// <param name="Value">What the switch is set to.</param>
    /// <param name="Member">Its name.</param>
    /// <param name="Rule">The rule that it breaks when it is off.</param>
    private sealed record SwitchSink(IOperation Place, IOperation Value, string Member, string Rule) : Sink(Place, ImmutableArray.Create<IOperation?>(Value));
}
