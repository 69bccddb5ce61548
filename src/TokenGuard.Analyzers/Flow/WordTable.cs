using Microsoft.CodeAnalysis.CSharp;

namespace TokenGuard.Analyzers.Flow;

/// <summary>What a word means to the finders of rules: one bit for each, in the order of <see cref="SinkFinders.All"/>.</summary>
/// <param name="Sinks">Whether the word stands wherever one of its sinks does.</param>
/// <param name="Tells">Whether the word, by itself, may make a sink a mistake.</param>
/// <param name="Mentions">The bits of the <see cref="Flow.Mentions"/> in the word.</param>
internal readonly record struct WordTraits(ulong Sinks, ulong Tells, ulong Mentions)
{
    public static WordTraits operator |(WordTraits left, WordTraits right) =>
        new(left.Sinks | right.Sinks, left.Tells | right.Tells, left.Mentions | right.Mentions);
}

/// <summary>The words that were met so far: each is judged, and made a string, once.</summary>
internal sealed class WordTable
{
    /// <summary>An editor that is open for days meets many words; then it starts anew.</summary>
    private const int MaxWords = 1 << 16;

    /// <summary>Longer words are data, such as Base64, and are not kept.</summary>
    private const int MaxLength = 256;

    /// <summary>How long the type arguments of a call may be: a comparison in a long text is not read to its end.</summary>
    private const int MaxTypeArguments = 500;

    public static readonly WordTable Shared = new();

    /// <summary>Before a name and a parenthesis, these leave it a call; any other word makes it the declaration of a local function.</summary>
    private static readonly HashSet<string> BeforeCalls = new(StringComparer.Ordinal)
    {
        "return", "await", "new", "throw", "else", "in", "is", "and", "or", "not", "when", "case", "yield", "do", "as", "out", "ref", "from", "select", "where", "by", "on", "equals", "let",
    };

    private readonly object gate = new();
    private Word?[] buckets = new Word?[MaxWords / 4];
    private int count;

    /// <summary>Reads the words of a file from its text.</summary>
    public void Read(string text, FileWords file)
    {
        lock (gate)
        {
            var (members, aliases) = (file.Members, file.Aliases);
            var next = 0;
            FileWords.Member? around = null;
            Word? previous = null;
            for (var i = 0; i < text.Length;)
            {
                if (!IsLetter(text[i]))
                {
                    // What stands between two words of a declaration: Task<string[]>? Name(
                    previous = char.IsWhiteSpace(text[i]) || text[i] is '>' or ']' or '?' or ')' or '@' || (text[i] == '[' && i + 1 < text.Length && text[i + 1] is ']') ? previous : null;
                    i++;
                    continue;
                }

                var start = i;
                var hash = 0;
                for (; i < text.Length && IsLetterOrDigit(text[i]); i++)
                {
                    hash = (hash * 31) + text[i];
                }

                while (next < members.Count && members[next].Start <= start)
                {
                    around = members[next++];
                }

                var word = WordOf(text, start, i - start, hash);
                var traits = aliases.Count > 0 && aliases.TryGetValue(word.Text, out var named) ? word.Traits | named : word.Traits;
                file.Traits |= traits;
                if (around is not null && start < around.End)
                {
                    around.Traits |= traits;
                    if (word.IsKeyword && (start == 0 || text[start - 1] != '@'))
                    {
                        around.CallsWithoutName |= word.Text is "new" or "this" or "base" && IsCalled(text, i);
                    }
                    else if (IsCalled(text, i))
                    {
                        around.Calls.Add(word.Text);
                        if (previous is not null && !BeforeCalls.Contains(previous.Text))
                        {
                            around.Names.Add(word.Text);
                        }
                    }
                }

                previous = word;
            }
        }
    }

    /// <summary>Where a name stands as that of something called.</summary>
    public static IEnumerable<int> CallsOf(string name, string text)
    {
        for (var i = text.IndexOf(name, StringComparison.Ordinal); i >= 0; i = text.IndexOf(name, i + name.Length, StringComparison.Ordinal))
        {
            if ((i == 0 || !IsLetterOrDigit(text[i - 1])) && IsCalled(text, i + name.Length))
            {
                yield return i;
            }
        }
    }

    private static bool IsLetterOrDigit(char c) => IsLetter(c) || char.IsDigit(c);

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_' || (c > 127 && char.IsLetter(c));

    // Whether a list of arguments follows: Name(, Name<T>(
    private static bool IsCalled(string text, int end)
    {
        var last = Math.Min(text.Length, end + MaxTypeArguments);
        for (var depth = 0; end < last; end++)
        {
            switch (text[end])
            {
                case '(' when depth == 0:
                    return true;
                case '<':
                    depth++;
                    break;
                case '>' when depth > 0:
                    depth--;
                    break;
                case var c when char.IsWhiteSpace(c):
                    break;
                case var c when depth > 0 && (char.IsLetterOrDigit(c) || c is '_' or '.' or ',' or '?' or '[' or ']' or ':' or '(' or ')'):
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    private Word WordOf(string text, int start, int length, int hash)
    {
        var bucket = (hash & int.MaxValue) % buckets.Length;
        for (var word = buckets[bucket]; word is not null; word = word.Next)
        {
            if (word.Hash == hash && word.Text.Length == length && string.CompareOrdinal(word.Text, 0, text, start, length) == 0)
            {
                return word;
            }
        }

        var met = text.Substring(start, length);
        if (length > MaxLength)
        {
            return new Word(met, hash, SinkFinders.TraitsOf(met), IsKeyword: false, Next: null);
        }

        if (count++ == MaxWords)
        {
            count = 1;
            buckets = new Word?[buckets.Length];
        }

        return buckets[bucket] = new Word(met, hash, SinkFinders.TraitsOf(met), SyntaxFacts.GetKeywordKind(met) != SyntaxKind.None, buckets[bucket]);
    }

    private sealed record Word(string Text, int Hash, WordTraits Traits, bool IsKeyword, Word? Next);
}
