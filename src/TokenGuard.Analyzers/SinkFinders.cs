using System.Collections.Immutable;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Analyzers.Flow.Sinks;
using TokenGuard.Analyzers.Issuing;
using TokenGuard.Analyzers.Leakage;
using TokenGuard.Analyzers.Storage;
using TokenGuard.Analyzers.Transport;
using TokenGuard.Analyzers.Validation;

namespace TokenGuard.Analyzers;

/// <summary>The finders of all rules that look for sinks.</summary>
internal static class SinkFinders
{
    public static readonly ImmutableArray<SinkFinder> All = ImmutableArray.Create<SinkFinder>(RequestSinks.Instance, CookieSinks.Instance, LifetimeSinks.Instance, ClaimSinks.Instance, IdentityModelValidation.Instance, SigningKeySinks.Instance,
        LogSinks.Instance, ExceptionSinks.Instance, TelemetrySinks.Instance, TokenClaimSinks.Instance, CachedResponseSinks.Instance, RefreshTokenResponseSinks.Instance, PageSinks.Instance,
        SharedClientSinks.Instance, PlainFileSinks.Instance, BrowserStorageSinks.Instance, PreferenceSinks.Instance, SharedCacheSinks.Instance,
        PlainHttpSinks.Instance, UrlSinks.Instance, RedirectSinks.Instance, CustomHeaderSinks.Instance);

    /// <summary>The bits of those whose words may stand at the type around.</summary>
    public static readonly ulong NamedAtTypes = All.Where(finder => finder.IsNamedAtTypes).Aggregate(0UL, (bits, finder) => bits | finder.Bit);

    /// <summary>The finders that can have no sink in a file without these <see cref="Flow.Mentions"/>.</summary>
    public static ulong MissedIn(ulong mentions) =>
        All.Where(finder => finder.IsMentionedAtSinks && (mentions & finder.MentionBits) == 0).Aggregate(0UL, (bits, finder) => bits | finder.Bit);

    /// <summary>The bit of a finder in <see cref="WordTraits"/>.</summary>
    public static ulong BitOf(SinkFinder finder) => 1UL << All.IndexOf(finder);

    /// <summary>What a word means to each of them.</summary>
    public static WordTraits TraitsOf(string word)
    {
        var traits = new WordTraits(0, 0, Flow.Mentions.In(word));
        for (var i = 0; i < All.Length; i++)
        {
            var (finder, bit) = (All[i], 1UL << i);
            traits |= new WordTraits(finder.IsNamedBy(word) ? bit : 0, finder.Tells(word) ? bit : 0, 0);
        }

        return traits;
    }
}
