using System.Collections.Immutable;

namespace TokenGuard.Rules.Facts;

/// <summary>
/// The text of a <c>Set-Cookie</c> header, read as browsers read it (RFC 6265bis section 5.6): whatever they accept is accepted here.
/// </summary>
internal sealed class SetCookieText
{
    private SetCookieText(string name, string value, ImmutableArray<KeyValuePair<string, string>> attributes)
    {
        Name = name;
        Value = value;
        Attributes = attributes;
    }

    public string Name { get; }

    public string Value { get; }

    /// <summary>The attributes in order; an attribute without <c>=</c> has an empty value.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Attributes { get; }

    /// <summary>Set by the attribute alone: browsers do not look at its value.</summary>
    public bool HttpOnly => Has("HttpOnly");

    /// <summary>Set by the attribute alone: browsers do not look at its value.</summary>
    public bool Secure => Has("Secure");

    /// <summary>The last <c>SameSite</c> attribute counts.</summary>
    public CookieSameSite SameSite =>
        LastValue("SameSite")?.ToUpperInvariant() switch
        {
            "NONE" => CookieSameSite.None,
            "LAX" => CookieSameSite.Lax,
            "STRICT" => CookieSameSite.Strict,
            _ => CookieSameSite.Unset,
        };

    /// <summary>Reads a header's text; null when browsers ignore it.</summary>
    public static SetCookieText? Parse(string text)
    {
        if (text.Any(c => char.IsControl(c) && c != '\t'))
        {
            return null;
        }

        var parts = text.Split(';');
        var (name, value) = Pair(parts[0], nameless: true);
        return name.Length + value.Length == 0 ? null : new SetCookieText(name, value, parts.Skip(1).Select(Attribute).ToImmutableArray());
    }

    /// <summary>The value of the last attribute of a name; null when there is none.</summary>
    public string? LastValue(string name)
    {
        string? last = null;
        foreach (var attribute in Attributes)
        {
            if (string.Equals(attribute.Key, name, StringComparison.OrdinalIgnoreCase))
            {
                last = attribute.Value;
            }
        }

        return last;
    }

    private bool Has(string name) => LastValue(name) is not null;

    private static KeyValuePair<string, string> Attribute(string text)
    {
        var (name, value) = Pair(text, nameless: false);
        return new KeyValuePair<string, string>(name, value);
    }

    // A cookie without = is a value without name; an attribute without = is a name without value.
    private static (string Name, string Value) Pair(string text, bool nameless)
    {
        var equals = text.IndexOf('=');
        return equals >= 0 ? (Trim(text.Substring(0, equals)), Trim(text.Substring(equals + 1)))
            : nameless ? (string.Empty, Trim(text))
            : (Trim(text), string.Empty);
    }

    private static string Trim(string text) => text.Trim(' ', '\t');
}
