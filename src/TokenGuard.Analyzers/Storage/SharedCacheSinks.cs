using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Analyzers.Flow.Sinks;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Storage;

namespace TokenGuard.Analyzers.Storage;

/// <summary>What is put into a distributed cache, Redis, the session or TempData. The memory of the process is no shared place.</summary>
internal sealed class SharedCacheSinks : TokenSinkRule
{
    public static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.TokenInSharedCache, RuleDefinition.Category, TokenInSharedCache.Definition);

    public static readonly SharedCacheSinks Instance = new();

    private SharedCacheSinks()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    public override ImmutableArray<OperationKind> Kinds { get; } = ImmutableArray.Create(OperationKind.Invocation, OperationKind.SimpleAssignment);

    /// <inheritdoc/>
    public override ImmutableHashSet<string> Words { get; } = ImmutableHashSet.Create("SetString", "SetStringAsync", "Set", "SetAsync", "StringSet", "StringSetAsync", "TempData", "tempData");

    /// <inheritdoc/>
    protected override IEnumerable<GivenValue> ValuesOf(OperationContext context)
    {
        var (key, value) = context.Operation switch
        {
            IInvocationOperation call when PlaceOf(call) is not null => (Argument(call, "key"), Argument(call, "value")),
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Instance.Type: { Name: "ITempDataDictionary" or "TempDataDictionary" } type, Arguments: [{ Value: var name }] } } assignment
                when type.IsIn("Microsoft.AspNetCore.Mvc.ViewFeatures") => (name, assignment.Value),
            _ => default((IOperation?, IOperation?)),
        };
        return value is null ? [] : [new GivenValue(value) { IsNamedAsToken = key is not null && SaysToken(key), NamedToken = key is null ? TokenValue.Unknown : context.Flow.ClassifyName(key) }];
    }

    /// <inheritdoc/>
    protected override IEnumerable<object?> MoreArguments(GivenValue given)
    {
        // The argument of a call, or what is assigned.
        if (given.Value.Parent is not IArgumentOperation { Parent: IInvocationOperation call })
        {
            return ["TempData, which the browser keeps,", "keep it on the server"];
        }

        var ends = call.Arguments.Any(argument => argument is { ArgumentKind: ArgumentKind.Explicit, Parameter.Name: "options" or "expiry" } && !(argument.Value.WithoutConversions().ConstantValue is { HasValue: true, Value: null }));
        return [PlaceOf(call), ends || call.TargetMethod.IsIn("Microsoft.AspNetCore.Http") ? "protect it" : "protect it, and let it expire"];
    }

    private static string? PlaceOf(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        return method.Name switch
        {
            "StringSet" or "StringSetAsync" => method.IsIn("StackExchange.Redis") ? "Redis" : null,
            "SetString" or "SetStringAsync" or "Set" or "SetAsync" =>
                method.IsIn("Microsoft.Extensions.Caching.Distributed") || method.IsMemberOf("Microsoft.Extensions.Caching.Distributed.IDistributedCache") ? "the distributed cache"
                : method.IsIn("Microsoft.Extensions.Caching.Hybrid") ? "the hybrid cache"
                : method.IsMemberOf("Microsoft.AspNetCore.Http.ISession") || method.ContainingType.HasMetadataName("Microsoft.AspNetCore.Http.SessionExtensions") ? "the session"
                : null,
            _ => null,
        };
    }

    private static IOperation? Argument(IInvocationOperation call, string parameter) => call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value;

    // "token:" + id
    private static bool SaysToken(IOperation key) =>
        key.DescendantsAndSelf().Any(part => part.ConstantValue is { HasValue: true, Value: string text } && IdentifierWords.Split(text) is [.., "token" or "tokens" or "jwt"] or ["token" or "tokens" or "jwt", ..]);
}
