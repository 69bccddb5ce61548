using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace TokenGuard.Analyzers.Flow.Sinks;

/// <summary>
/// What one rule looks for. It is asked about the sinks of a body, and about those that a call reaches with what it passes: a mistake is
/// one where the values that make it so come together, so once, at the sink or at the outermost call that passes them.
/// </summary>
internal abstract class SinkFinder
{
    private ulong bit;
    private ulong mentionBits;

    /// <summary>Its bit in <see cref="WordTraits"/>.</summary>
    public ulong Bit => bit == 0 ? bit = SinkFinders.BitOf(this) : bit;

    /// <summary>The bits of its mentions.</summary>
    public ulong MentionBits => mentionBits == 0 ? mentionBits = Flow.Mentions.BitsOf(Mentions) : mentionBits;

    /// <summary>The kinds of operations that can be sinks.</summary>
    public abstract ImmutableArray<OperationKind> Kinds { get; }

    /// <summary>One of these identifiers stands in every body that holds a sink.</summary>
    public abstract ImmutableHashSet<string> Words { get; }

    /// <summary>Whether a word is one of them.</summary>
    public virtual bool IsNamedBy(string word) => Words.Contains(word);

    /// <summary>Whether they may stand at the type around instead, as an attribute of a controller does.</summary>
    public virtual bool IsNamedAtTypes => false;

    /// <summary>Which of the <see cref="Flow.Mentions"/> are its: one is enough.</summary>
    public abstract ImmutableArray<string> Mentions { get; }

    /// <summary>
    /// Whether a word in a method that holds a sink may make it a mistake whatever the method is given: what the method does not tell, the
    /// call has to tell.
    /// </summary>
    public abstract bool Tells(string word);

    /// <summary>Whether a method may leave a sink to its callers, as far as its name tells.</summary>
    public virtual bool MayBeLeftOpenBy(IMethodSymbol method) => true;

    /// <summary>Whether <see cref="Mentions"/> stand in every file that holds a sink, too.</summary>
    public virtual bool IsMentionedAtSinks => false;

    /// <summary>Whether values of a type may make a sink a mistake, as far as the type tells.</summary>
    public virtual bool MayMatter(ITypeSymbol type) => true;

    /// <summary>Whether a value that a call passes may make a sink a mistake; a method is entered only for those that may, or where a word in it does.</summary>
    /// <param name="context">The call.</param>
    /// <param name="given">The value.</param>
    public abstract bool MayMatter(OperationContext context, IOperation given);

    /// <summary>The sinks that an operation is by itself.</summary>
    public abstract IEnumerable<Sink> Of(OperationContext context);

    /// <summary>Whether the values of a sink are a mistake.</summary>
    /// <param name="context">The place of the sink, or the call that reaches it.</param>
    /// <param name="sink">The sink.</param>
    public abstract bool IsMistake(OperationContext context, Sink sink);

    /// <summary>What of a sink that is no mistake is left for callers to decide; null when nothing they pass can make it one.</summary>
    public abstract Sink? LeftOpen(OperationContext context, Sink sink);

    /// <summary>Whether a word has to do with tokens.</summary>
    protected static bool SpeaksOfTokens(string word) => word.IndexOf("token", StringComparison.OrdinalIgnoreCase) >= 0 || word.IndexOf("jwt", StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>Whether one of its <see cref="Mentions"/> stands around a value: nothing of a body is bound for an argument where no word speaks of tokens.</summary>
    protected bool IsMentionedAround(IOperation given, OperationContext context) =>
        FileWords.Of(given.Syntax.SyntaxTree, context.CancellationToken).MemberOf(given.Syntax.Span) is not { } member || (member.Traits.Mentions & MentionBits) != 0;
}
