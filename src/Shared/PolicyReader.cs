using System.Collections.Immutable;
using System.Globalization;

namespace TokenGuard.Rules;

/// <summary>Reads policy values from their text form; a bad value is noted and the default used.</summary>
/// <param name="read">The text of a key, without the prefix <c>tokenguard.</c>, or null when it is not set.</param>
internal sealed class PolicyReader(Func<string, string?> read)
{
    private readonly ImmutableArray<string>.Builder keys = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableArray<PolicyProblem>.Builder problems = ImmutableArray.CreateBuilder<PolicyProblem>();

    /// <summary>The keys asked for so far.</summary>
    public ImmutableArray<string> Keys => keys.ToImmutable();

    /// <summary>The values that could not be read.</summary>
    public ImmutableArray<PolicyProblem> Problems => problems.ToImmutable();

    /// <summary>A positive length of time: <c>&lt;number&gt;&lt;s|m|h|d&gt;</c>, or <c>hh:mm:ss</c> with hours under 24.</summary>
    public TimeSpan Duration(string key, TimeSpan defaultValue) =>
        Value(key, defaultValue, ParseDuration, "a whole number followed by s, m, h or d (for example 15m), or hh:mm:ss under 24 hours; more than zero");

    /// <summary>A whole number between two bounds.</summary>
    public int Number(string key, int defaultValue, int least, int most) =>
        Value(
            key,
            defaultValue,
            text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null,
            FormattableString.Invariant($"a whole number from {least} to {most}"));

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public bool Flag(string key, bool defaultValue) =>
        Value(key, defaultValue, text => bool.TryParse(text, out var flag) ? flag : null, "true or false");

    /// <summary>One of the members of <typeparamref name="T"/>, in any casing.</summary>
    public T Choice<T>(string key, T defaultValue)
        where T : struct, Enum =>
        Value(
            key,
            defaultValue,
            text => Enum.GetNames(typeof(T)).Any(name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase)) ? (T)Enum.Parse(typeof(T), text, ignoreCase: true) : null,
            string.Join(" or ", Enum.GetNames(typeof(T)).Select(name => name.ToLowerInvariant())));

    /// <summary>Words separated by commas, added to what is built in; empty by default.</summary>
    public ImmutableArray<string> List(string key)
    {
        keys.Add(key);
        var text = read(key)?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            return ImmutableArray<string>.Empty;
        }

        var items = text!.Split(',').Select(item => item.Trim()).ToImmutableArray();
        if (items.Any(item => item.Length == 0 || item.Contains(';')))
        {
            // In .editorconfig a ';' starts a comment, so the rest of such a list would be lost without a word.
            problems.Add(new PolicyProblem(key, text, "words separated by ',' (a ';' starts a comment), none of them empty"));
        }

        return items.RemoveAll(item => item.Length == 0 || item.Contains(';'));
    }

    private T Value<T>(string key, T defaultValue, Func<string, T?> parse, string allowed)
        where T : struct
    {
        keys.Add(key);
        var text = read(key)?.Trim();
        if (text is null)
        {
            return defaultValue;
        }

        if (parse(text) is { } value)
        {
            return value;
        }

        problems.Add(new PolicyProblem(key, text, allowed));
        return defaultValue;
    }

    // Not TimeSpan.TryParse: it reads "24:00:00" as 24 days and "60" as 60 days.
    private static TimeSpan? ParseDuration(string text)
    {
        if (TimeSpan.TryParseExact(text, @"hh\:mm\:ss", CultureInfo.InvariantCulture, out var clock))
        {
            return clock > TimeSpan.Zero ? clock : null;
        }

        if (text.Length < 2 || !int.TryParse(text.Substring(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
        {
            return null;
        }

        double? seconds = char.ToLowerInvariant(text[text.Length - 1]) switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            'd' => 86400,
            _ => null,
        };
        return seconds * number is { } total && total <= MaxSeconds ? TimeSpan.FromSeconds(total) : null;
    }

    /// <summary>A hundred years: no token needs more, and dates can still be computed with it.</summary>
    private const double MaxSeconds = 100 * 365.25 * 86400;
}

/// <summary>A value that could not be read.</summary>
/// <param name="key">The key, without prefix.</param>
/// <param name="value">The text that was found.</param>
/// <param name="allowed">What would have been allowed.</param>
internal sealed class PolicyProblem(string key, string value, string allowed)
{
    public string Key => key;

    public string Value => value;

    public string Allowed => allowed;
}
