using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow.Sinks;
using TokenGuard.Rules;
using TokenGuard.Rules.Leakage;

namespace TokenGuard.Analyzers.Leakage;

/// <summary>The bodies of responses that caches may keep.</summary>
internal sealed class CachedResponseSinks : TokenSinkRule
{
    public static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.CacheableTokenResponse, RuleDefinition.Category, CacheableTokenResponse.Definition);

    public static readonly CachedResponseSinks Instance = new();

    private CachedResponseSinks()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    public override ImmutableArray<OperationKind> Kinds => ResponseValues.Kinds;

    /// <inheritdoc/>
    public override ImmutableHashSet<string> Words { get; } = ImmutableHashSet.Create("ResponseCache", "OutputCache", "CacheOutput");

    /// <inheritdoc/>
    public override bool IsNamedAtTypes => true;

    /// <inheritdoc/>
    protected override IEnumerable<GivenValue> ValuesOf(OperationContext context) =>
        ResponseValues.Of(context.Operation, context.ContainingSymbol) is { } value && CachedBy(context) is { } cache
            ? [new GivenValue(value) { ShowsMembers = true, Name = cache }]
            : [];

    /// <inheritdoc/>
    protected override IEnumerable<object?> MoreArguments(GivenValue given) => [given.Name];

    // What lets caches keep the response: an attribute of the action or its controller, or a call behind the route.
    private static string? CachedBy(OperationContext context)
    {
        if (ResponseValues.FunctionAround(context.Operation) is { } function)
        {
            var route = ResponseValues.RouteOf(function);
            for (IOperation? next = route; next is IInvocationOperation or IArgumentOperation; next = next.Parent)
            {
                if (next is IInvocationOperation { TargetMethod: { Name: "CacheOutput", ContainingNamespace.Name: "DependencyInjection" or "OutputCaching" or "Builder" } } call)
                {
                    return call.TargetMethod.Name;
                }
            }

            return route is null ? null : OfAttributes(function.Symbol);
        }

        var containing = context.ContainingSymbol;
        return IsLeftOut(containing) ? null : OfAttributes(containing) ?? (containing.ContainingType is { } type ? OfAttributes(type) : null);
    }

    private static string? OfAttributes(ISymbol symbol) =>
        symbol.GetAttributes().Select(attribute => attribute.AttributeClass is { Name: "ResponseCacheAttribute" or "OutputCacheAttribute" } type && !KeepsNothing(attribute) ? type.Name.Substring(0, type.Name.Length - "Attribute".Length) : null)
            .FirstOrDefault(name => name is not null);

    private static bool IsLeftOut(ISymbol symbol) => symbol.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "ResponseCacheAttribute" or "OutputCacheAttribute" } && KeepsNothing(attribute));

    // A profile or policy may say so too: it is not known.
    private static bool KeepsNothing(AttributeData attribute) =>
        attribute.NamedArguments.Any(named => named is { Key: "NoStore", Value.Value: true } or { Key: "Duration", Value.Value: 0 } or { Key: "CacheProfileName" or "PolicyName" }
            || (named.Key == "Location" && named.Value.Value is 2));
}
