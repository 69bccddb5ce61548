using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.Analyzers.Flow.Sinks;

/// <summary>A part of what is shown.</summary>
/// <param name="Value">The value.</param>
/// <param name="IsWhole">Whether it is an object whose members are shown.</param>
internal readonly record struct ShownPart(IOperation Value, bool IsWhole);

/// <summary>What somebody sees who sees a value: the pieces of a text, the entries of a dictionary, the members of an object that is written as JSON.</summary>
internal static class ShownParts
{
    private const int MaxDepth = 4;

    /// <param name="value">The value.</param>
    /// <param name="showsMembers">Whether of an object its members are shown, and not its name.</param>
    /// <param name="flow">What values come from.</param>
    public static ImmutableArray<ShownPart> Of(IOperation value, bool showsMembers, TokenFlow flow)
    {
        var parts = ImmutableArray.CreateBuilder<ShownPart>();
        Add(value, showsMembers, flow, parts, MaxDepth);
        return parts.ToImmutable();
    }

    private static void Add(IOperation value, bool showsMembers, TokenFlow flow, ImmutableArray<ShownPart>.Builder parts, int depth)
    {
        foreach (var part in TokenParts.Of(value, flow))
        {
            var inner = Inner(part, flow, out var areShown);
            if (depth > 0 && !inner.IsEmpty)
            {
                foreach (var one in inner)
                {
                    Add(one, areShown || showsMembers, flow, parts, depth - 1);
                }
            }
            else
            {
                parts.Add(new ShownPart(part, IsObject(part.Type) && (showsMembers || ShowsMembersAsText(part.Type!))));
            }
        }
    }

    private static ImmutableArray<IOperation> Inner(IOperation part, TokenFlow flow, out bool areShown)
    {
        areShown = false;
        switch (part)
        {
            // A function that is asked for the text.
            case { Type.TypeKind: TypeKind.Delegate }:
                return flow.BodyOf(part) is { } body ? TokenFlow.ReturnsOf(body) : ImmutableArray<IOperation>.Empty;
            case IAnonymousObjectCreationOperation anonymous:
                return anonymous.Initializers.OfType<ISimpleAssignmentOperation>().Select(member => member.Value).ToImmutableArray();
            case ITupleOperation tuple:
                return tuple.Elements;
            case IObjectCreationOperation { Type: { Name: "KeyValuePair" or "ActivityEvent" or "Dictionary" or "List" or "ActivityTagsCollection" or "TagList" } } creation:
                return creation.Arguments.Select(argument => argument.Value).Concat(creation.Initializer?.Initializers.SelectMany(Entry) ?? []).ToImmutableArray();
            case IInvocationOperation { TargetMethod: { Name: "Serialize" or "SerializeObject" or "SerializeToUtf8Bytes", ContainingType.Name: "JsonSerializer" or "JsonConvert" }, Arguments: [{ Value: var serialized }, ..] }:
                areShown = true;
                return ImmutableArray.Create(serialized);
            case ILocalReferenceOperation when flow.Origin(part) is { } origin && origin != part && (!part.Type.IsText() || origin is IInvocationOperation) && Inner(origin, flow, out areShown) is { IsEmpty: false } inner:
                return inner;
            default:
                return ImmutableArray<IOperation>.Empty;
        }
    }

    // { ["Token"] = token }, { "Token", token }
    private static IEnumerable<IOperation> Entry(IOperation entry) =>
        entry switch
        {
            ISimpleAssignmentOperation assignment => [assignment.Value],
            IInvocationOperation { TargetMethod.Name: "Add", Arguments: var arguments } => arguments.Select(argument => argument.Value),
            _ => [],
        };

    private static bool IsObject(ITypeSymbol? type) => type is { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface, SpecialType: SpecialType.None } && !type.IsText();

    // A record prints all its members, unless somebody wrote what it prints.
    private static bool ShowsMembersAsText(ITypeSymbol type) =>
        type.IsAnonymousType
        || (type.IsRecord && type.GetMembers().OfType<IMethodSymbol>().All(method => method is not { Name: "ToString" or "PrintMembers" } || IsGenerated(method)));

    // In another project's assembly an attribute says so.
    private static bool IsGenerated(IMethodSymbol method) => method.IsImplicitlyDeclared || method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "CompilerGeneratedAttribute");
}
