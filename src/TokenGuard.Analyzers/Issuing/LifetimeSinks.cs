using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Analyzers.Flow.Sinks;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Issuing;

namespace TokenGuard.Analyzers.Issuing;

/// <summary>What sets the lifetime of a token that is issued.</summary>
internal sealed class LifetimeSinks : SinkRule
{
    public static readonly LifetimeSinks Instance = new();

    public static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.LongAccessTokenLifetime, RuleDefinition.Category, LongAccessTokenLifetime.Definition);

    private LifetimeSinks()
    {
    }

    /// <inheritdoc/>
    public override ImmutableArray<string> Mentions => Flow.Mentions.OfTokens;

    /// <inheritdoc/>
    public override ImmutableArray<OperationKind> Kinds { get; } = ImmutableArray.Create(ClaimWrite.Kinds);

    /// <inheritdoc/>
    public override ImmutableHashSet<string> Words { get; } = TokenLifetime.Words;

    /// <inheritdoc/>
    public override bool Tells(string word) => false;

    /// <inheritdoc/>
    public override bool MayMatter(ITypeSymbol type) => IsLength(type) || type.TypeKind is TypeKind.TypeParameter or TypeKind.Interface || IsSettings(type);

    private static bool IsLength(ITypeSymbol type) => LifetimeEvaluator.IsTime(type) || LifetimeEvaluator.IsDuration(type) || type.IsNumeric();

    private static bool IsSettings(ITypeSymbol type)
    {
        for (var declaring = type; declaring is { SpecialType: SpecialType.None } && (!declaring.IsOfFramework() || declaring.IsTupleType); declaring = declaring.BaseType)
        {
            if (declaring.GetMembers().Any(member => member is IPropertySymbol { Type: var property } && IsLength(property) || member is IFieldSymbol { Type: var field } && IsLength(field)))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public override bool MayMatter(OperationContext context, IOperation given) =>
        given switch
        {
            { ConstantValue: { HasValue: true, Value: null } } => true,
            _ when LifetimeEvaluator.IsTime(given.Type) => IsTooLong(context.Flow, given, LifetimeForm.End),
            _ when LifetimeEvaluator.IsDuration(given.Type) => IsTooLong(context.Flow, given, LifetimeForm.Length),
            _ when given.Type.IsNumeric() => context.Flow.Number(given) > 0 || IsTooLong(context.Flow, given, LifetimeForm.End),

            // Settings that are made here.
            _ => given.Type is { } type && IsSettings(type) && context.Flow.Origins(given).Any(origin => origin is IObjectCreationOperation or IAnonymousObjectCreationOperation or ITupleOperation),
        };

    /// <inheritdoc/>
    public override IEnumerable<Sink> Of(OperationContext context)
    {
        var operation = context.Operation;
        return TokenLifetime.Of(operation, context.Flow, static (flow, value, form) => IsTooLong(flow, value, form) || flow.DependsOnCaller(value)).Select(lifetime => new LifetimeSink(operation, lifetime));
    }

    /// <inheritdoc/>
    public override Finding? Judge(OperationContext context, Sink sink)
    {
        var (lifetime, flow) = (((LifetimeSink)sink).Lifetime, sink.FlowOf(context));
        if (!IsTooLong(flow, lifetime.Value, lifetime.Form))
        {
            return null;
        }

        // A helper that chooses between lengths by what else it is given is asked for the shortest.
        if (sink.Call is not null && !flow.Origins(lifetime.Value).All(origin => IsTooLong(flow, origin, lifetime.Form)))
        {
            return null;
        }

        var culprit = flow.Origins(lifetime.Value).FirstOrDefault(origin => IsTooLong(flow, origin, lifetime.Form) && !Contexts.IsDevelopmentOnly(origin, flow)) ?? lifetime.Value;
        return PurposeOf(context, sink, culprit) is TokenPurpose.Unknown or TokenPurpose.Access ? FindingOf(context, sink, lifetime, culprit) : null;
    }

    /// <inheritdoc/>
    public override Sink? LeftOpen(OperationContext context, Sink sink) =>
        PurposeOf(context, sink, ((LifetimeSink)sink).Lifetime.Value) is TokenPurpose.Unknown or TokenPurpose.Access
        && !sink.FlowOf(context).VariablesBehind(((LifetimeSink)sink).Lifetime.Value).Any(given => IsBounded(given, context.Flow))
            ? sink
            : null;

    // if (lifetime > Max) { ... }, Math.Min(lifetime, Max)
    private static bool IsBounded(IOperation variable, TokenFlow flow) =>
        flow.BodyAround(variable).ReferencesTo(variable.Variable()!).Any(reference => reference.Parent switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual } => true,
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "Min" or "Clamp" or "ThrowIfGreaterThan" or "ThrowIfGreaterThanOrEqual" } } => true,
            _ => false,
        });

    // Where the API itself does not say it: what takes the token, here or where the call gives it, and the names around.
    private static TokenPurpose PurposeOf(OperationContext context, Sink sink, IOperation culprit)
    {
        var lifetime = ((LifetimeSink)sink).Lifetime;
        return lifetime.Uses is not { } uses ? TokenPurpose.Access
            : sink.Call is { } call ? IssuedTokens.PurposeOf(context, context.Flow.Uses(call), TokenFlow.ArgumentsOf(call))
            : IssuedTokens.PurposeOf(context, uses, lifetime.Value, culprit);
    }

    private static bool IsTooLong(TokenFlow flow, IOperation value, LifetimeForm form)
    {
        var length = form switch
        {
            LifetimeForm.End => flow.LongestTimeFromNow(value),
            LifetimeForm.Length => flow.Origins(value).Any(origin => origin.ConstantValue is { HasValue: true, Value: null }) ? TimeSpan.MaxValue : flow.LongestDuration(value),
            _ => flow.LongestDuration(value, form == LifetimeForm.Minutes ? "minutes" : "seconds"),
        };
        return length is { } known && TokenLifetimes.IsTooLong(known, flow.Policy);
    }

    // The place to look at is where the length is written, as long as that is in the same method.
    private static Finding FindingOf(OperationContext context, Sink sink, TokenLifetime lifetime, IOperation culprit)
    {
        var place = culprit.Root().Syntax == context.Operation.Root().Syntax ? culprit.Syntax : sink.PlaceOf(lifetime.Value, context);
        double? unit = lifetime.Form is LifetimeForm.Seconds ? 1 : lifetime.Form is LifetimeForm.Minutes ? 60 : null;
        var suggested = TokenLifetimes.SuggestedFor(context.Policy);
        return new Finding(Rule, place.GetLocation(), lifetime.Name, TokenLifetimes.Describe(context.Policy.MaxAccessTokenLifetime), TokenLifetimes.Describe(suggested)) { Properties = SuggestedLifetime.Properties(suggested, unit), Origin = culprit.Syntax };
    }

    private sealed record LifetimeSink(IOperation Place, TokenLifetime Lifetime) : Sink(Place, ImmutableArray.Create<IOperation?>(Lifetime.Value));
}
