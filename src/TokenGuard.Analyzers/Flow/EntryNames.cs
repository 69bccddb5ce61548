using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.Analyzers.Flow;

/// <summary>The names under which a dictionary, a claims collection, an anonymous object or a payload holds its entries.</summary>
/// <param name="Names">The names that are known.</param>
/// <param name="IsComplete">Whether these are all; false when some part cannot be followed.</param>
internal readonly record struct EntryNames(ImmutableHashSet<string> Names, bool IsComplete)
{
    /// <summary>Of something empty.</summary>
    public static readonly EntryNames None = new(ImmutableHashSet<string>.Empty, IsComplete: true);

    /// <summary>Whether there may be an entry of this name.</summary>
    public bool MayHold(string name) => !IsComplete || Names.Contains(name);

    /// <summary>The entries of two parts of one thing.</summary>
    public EntryNames And(EntryNames other) => new(Names.Union(other.Names), IsComplete && other.IsComplete);
}

/// <summary>What collections hold, and what is added to them later.</summary>
internal readonly partial struct TokenFlow
{
    /// <summary>
    /// The names of all entries of a dictionary, a claims collection, an identity, an anonymous object or a JWT payload: those it is made
    /// with, and those that are added anywhere in the bodies that see it.
    /// </summary>
    public EntryNames Entries(IOperation? collection)
    {
        var collector = new EntryCollector(this);
        collector.AddEntriesOf(collection);
        return collector.ToNames();
    }

    /// <summary>The names of all entries of a new collection, with what is added wherever a variable holds it.</summary>
    public EntryNames EntriesOfNew(IObjectCreationOperation creation)
    {
        var collector = new EntryCollector(this);
        collector.AddEntriesOf(creation);
        foreach (var reference in ReferencesTo(creation))
        {
            collector.AddUse(reference);
        }

        return collector.ToNames();
    }

    /// <summary>The names of what is added to a member of an object after it was made, by a <c>new</c> expression or a call: <c>token.Payload["exp"] = ...</c>.</summary>
    public EntryNames EntriesAddedTo(IOperation maker, string member)
    {
        var collector = new EntryCollector(this);
        foreach (var reference in ReferencesTo(maker).Append(maker))
        {
            var holder = reference;
            while (holder.Parent is IConversionOperation or IParenthesizedOperation)
            {
                holder = holder.Parent;
            }

            if (holder.Parent is IPropertyReferenceOperation { Property.Name: var name } part && name == member)
            {
                collector.AddUse(part);
            }
        }

        return collector.ToNames();
    }

    // The mentions of variables that may hold a new object.
    private IEnumerable<IOperation> ReferencesTo(IOperation maker) =>
        FactOf(maker, static (body, flow) => new HeldObjects(body, flow)).References[maker.Syntax];

    /// <summary>By the <c>new</c> expressions and calls of a body: the mentions of the variables that may hold what they make.</summary>
    private sealed class HeldObjects(Body body, TokenFlow flow)
    {
        public ILookup<SyntaxNode, IOperation> References { get; } = body.Operations
            .Where(operation => operation is ILocalReferenceOperation { IsDeclaration: false, Type: { IsReferenceType: true, SpecialType: SpecialType.None } })
            .SelectMany(reference => flow.Origins(reference).Where(origin => origin is IObjectCreationOperation or IInvocationOperation).Select(origin => (Origin: origin.Syntax, reference)))
            .ToLookup(pair => pair.Origin, pair => pair.reference);
    }

    /// <summary>Whether an operation's object may come from this <c>new</c> expression.</summary>
    public bool MayBe(IOperation operation, IOperation creation) =>
        Origins(operation).Any(origin => origin.Syntax == creation.Syntax);

    /// <summary>Whether a value is null whichever way it got here. A property or field that is null to begin with is not: it may be set.</summary>
    public bool IsNull(IOperation? operation) => IsNull(operation, remaining: 10);

    private bool IsNull(IOperation? operation, int remaining)
    {
        switch (operation)
        {
            case IArgumentOperation argument:
                return IsNull(argument.Value, remaining);
            case { ConstantValue: { HasValue: true, Value: var value } }:
                return value is null;
            case IConversionOperation conversion:
                return IsNull(conversion.Operand, remaining);
            case IDefaultValueOperation { Type: { } type }:
                return type.IsReferenceType || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
            case ILocalReferenceOperation local when remaining > 0:
                var definitions = Definitions(local.Local, local);
                foreach (var definition in definitions)
                {
                    if (!IsNull(definition.Value, remaining - 1))
                    {
                        return false;
                    }
                }

                return !definitions.IsEmpty;
            default:
                return false;
        }
    }
}
