using System.Collections.Immutable;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Analyzers.Flow.Sinks;
using TokenGuard.Analyzers.Issuing;
using TokenGuard.Analyzers.Storage;
using TokenGuard.Analyzers.Transport;
using TokenGuard.Analyzers.Validation;

namespace TokenGuard.Analyzers;

/// <summary>The finders of all rules that look for sinks.</summary>
internal static class SinkFinders
{
    public static readonly ImmutableArray<SinkFinder> All = ImmutableArray.Create<SinkFinder>(RequestSinks.Instance, CookieSinks.Instance, LifetimeSinks.Instance, ClaimSinks.Instance, IdentityModelValidation.Instance, SigningKeySinks.Instance);

    /// <summary>The finders whose sinks stand only where they are mentioned.</summary>
    public static readonly ulong MentionedAtSinks = All.Where(finder => finder.IsMentionedAtSinks).Aggregate(0UL, (bits, finder) => bits | BitOf(finder));

    /// <summary>The bit of a finder in <see cref="WordTraits"/>.</summary>
    public static ulong BitOf(SinkFinder finder) => 1UL << All.IndexOf(finder);

    /// <summary>What a word means to each of them.</summary>
    public static WordTraits TraitsOf(string word)
    {
        var traits = default(WordTraits);
        for (var i = 0; i < All.Length; i++)
        {
            var (finder, bit) = (All[i], 1UL << i);
            traits |= new WordTraits(
                finder.Words.Contains(word) ? bit : 0,
                finder.Tells(word) ? bit : 0,
                word.IndexOf(finder.Mention, StringComparison.Ordinal) >= 0 ? bit : 0);
        }

        return traits;
    }
}
