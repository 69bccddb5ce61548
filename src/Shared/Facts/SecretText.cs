namespace TokenGuard.Rules.Facts;

/// <summary>Whether a text that stands where a secret belongs is one, or only says that one is to be put there.</summary>
internal static class SecretText
{
    /// <summary>What encloses the names of values that a deployment fills in: <c>${KEY}</c>, <c>#{Key}#</c>, <c>__Key__</c>.</summary>
    private static readonly (string Start, string End)[] Brackets =
        [("<", ">"), ("[", "]"), ("{", "}"), ("${", "}"), ("$(", ")"), ("#{", "}"), ("#{", "}#"), ("__", "__"), ("%", "%"), ("@", ")"), ("((", "))")];

    /// <summary>Where a value comes from that is not the value itself.</summary>
    private static readonly string[] References = ["env:", "vault:", "secret:", "keyvault:", "file:", "ref:", "arn:", "http://", "https://", "config:"];

    /// <summary>One of these, and the text asks for a secret: <c>your-secret-here</c>, <c>REPLACE_ME</c>.</summary>
    private static readonly HashSet<string> Requests = new(
        "your yours from replace replaced changeme change placeholder insert enter todo tbd here override overridden environment provided dummy redacted hidden".Split(' '),
        StringComparer.Ordinal);

    /// <summary>Whether a text holds the place of a secret: nothing is given away with it.</summary>
    public static bool IsPlaceholder(string text)
    {
        var value = text.Trim();
        return value.Length == 0
            || value.All(c => c == value[0])
            || Brackets.Any(pair => value.Length > pair.Start.Length + pair.End.Length && value.StartsWith(pair.Start, StringComparison.Ordinal) && value.EndsWith(pair.End, StringComparison.Ordinal))
            || References.Any(prefix => value.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            || IdentifierWords.Split(value).Any(Requests.Contains)
            || value.IndexOf("user-secrets", StringComparison.OrdinalIgnoreCase) >= 0
            || value.IndexOf("user secrets", StringComparison.OrdinalIgnoreCase) >= 0;
    }
}
