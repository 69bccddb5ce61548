using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.Analyzers.Flow;

/// <summary>What a member of an object is set to at some place, over all paths that lead there.</summary>
internal sealed class MemberState
{
    private MemberState()
    {
    }

    /// <summary>The values it may have been set to.</summary>
    public ImmutableArray<IOperation> Values { get; private init; }

    /// <summary>The <c>new</c> expressions that the object may come from.</summary>
    public ImmutableArray<IObjectCreationOperation> Creations { get; private init; }

    /// <summary>The object may come from elsewhere, or may have been changed in a way that is not followed.</summary>
    public bool IsUnknown { get; private init; }

    /// <summary>It was not set on some path.</summary>
    public bool MayBeUnset { get; private init; }

    /// <summary>It was set on no path: it has its default.</summary>
    public bool IsUnset => MayBeUnset && !IsUnknown && Values.IsEmpty;

    /// <summary>The only value it can have been set to; null when there are several, none, or unknown ones.</summary>
    public IOperation? OnlyValue => !IsUnknown && !MayBeUnset && Values is [var only] ? only : null;

    internal sealed class Builder
    {
        private readonly ImmutableArray<IOperation>.Builder values = ImmutableArray.CreateBuilder<IOperation>();
        private readonly ImmutableArray<IObjectCreationOperation>.Builder creations = ImmutableArray.CreateBuilder<IObjectCreationOperation>();
        private readonly HashSet<IOperation> visited = [];
        private bool isUnknown;
        private bool mayBeUnset;

        /// <summary>How many operations were visited.</summary>
        public int Visited => visited.Count;

        /// <summary>False when the operation was visited before: a loop.</summary>
        public bool Visit(IOperation operation) => visited.Add(operation);

        public void AddUnknown() => isUnknown = true;

        public void AddUnset() => mayBeUnset = true;

        public void AddCreation(IObjectCreationOperation creation) => creations.Add(creation);

        /// <param name="value">The value written; null when it was written in a way that is not followed.</param>
        public void AddValue(IOperation? value)
        {
            if (value is null)
            {
                isUnknown = true;
            }
            else
            {
                values.Add(value);
            }
        }

        public MemberState ToState() =>
            new() { Values = values.ToImmutable(), Creations = creations.ToImmutable(), IsUnknown = isUnknown, MayBeUnset = mayBeUnset };
    }
}
