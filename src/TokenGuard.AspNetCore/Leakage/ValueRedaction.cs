using System.Collections;

namespace TokenGuard.AspNetCore.Leakage;

/// <summary>Takes the tokens out of one message, scope or tag, and remembers the first.</summary>
internal sealed class ValueRedaction(TokenRedaction redaction)
{
    private const int MaxDepth = 4;

    /// <summary>The first token that was found; null where there was none.</summary>
    public string? Token { get; private set; }

    /// <summary>The name of the value that it was in, where it has one.</summary>
    public string? Name { get; private set; }

    public string Text(string text)
    {
        var redacted = redaction.Redact(text, out var token);
        Token ??= token;
        return redacted;
    }

    /// <summary>The values of a message or scope.</summary>
    public List<KeyValuePair<string, object?>> Pairs(IEnumerable<KeyValuePair<string, object?>> pairs, int depth = 0)
    {
        var redacted = new List<KeyValuePair<string, object?>>();
        foreach (var (key, value) in pairs)
        {
            redacted.Add(KeyValuePair.Create(Text(key), Value(value, depth + 1)));
            if (Name is null && key is not "{OriginalFormat}" && !Equals(redacted[^1].Value, value))
            {
                Name = key;
            }
        }

        return redacted;
    }

    /// <summary>The same value where nothing of it is a token.</summary>
    public object? Value(object? value, int depth = 0)
    {
        switch (value)
        {
            case string text:
                return Text(text);
            case null:
                return null;
            case IEnumerable<KeyValuePair<string, object?>> pairs when depth < MaxDepth && value is IReadOnlyCollection<KeyValuePair<string, object?>> or ICollection<KeyValuePair<string, object?>>:
                var all = Pairs(pairs, depth);
                return all.SequenceEqual(pairs) ? WithoutText(value) : new RedactedState(Text(value.ToString() ?? string.Empty), all);
            // A query is walked through only where the text has told a token already, and so was walked through.
            case IEnumerable items when depth < MaxDepth && (Token is not null || value is ICollection or IReadOnlyCollection<string> or ICollection<string>):
                List<object?>? changed = null;
                var index = 0;
                foreach (var item in items)
                {
                    var redacted = Value(item, depth + 1);
                    if (changed is null && !ReferenceEquals(redacted, item) && !Equals(redacted, item))
                    {
                        changed = [.. items.Cast<object?>().Take(index)];
                    }

                    changed?.Add(redacted);
                    index++;
                }

                return changed is null ? value : value is string[] ? changed.ConvertAll(item => item as string).ToArray() : changed;
            default:
                return WithoutText(value);
        }
    }

    // An object becomes its text when that has a token, as the text of a record has.
    private object WithoutText(object value)
    {
        if (value.GetType().IsPrimitive || value.ToString() is not { } text)
        {
            return value;
        }

        var redacted = Text(text);
        return ReferenceEquals(redacted, text) ? value : redacted;
    }
}

/// <summary>A message or scope whose tokens were taken out, with the values that it is made of.</summary>
internal sealed class RedactedState(string text, IReadOnlyList<KeyValuePair<string, object?>> pairs) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public int Count => pairs.Count;

    public KeyValuePair<string, object?> this[int index] => pairs[index];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => pairs.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => text;
}
