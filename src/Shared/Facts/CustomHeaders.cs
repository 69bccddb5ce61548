namespace TokenGuard.Rules.Facts;

/// <summary>Headers that are made up for a token, although there is <c>Authorization</c>.</summary>
internal static class CustomHeaders
{
    /// <summary>All words of such a name; any other word is a vendor's, or that of another thing: <c>X-Vault-Token</c>, <c>PRIVATE-TOKEN</c>, <c>X-CSRF-Token</c>.</summary>
    private static readonly HashSet<string> Words = new("x access auth authentication authorization token jwt bearer id identity user".Split(' '), StringComparer.Ordinal);

    private static readonly string[] Glued = ["accesstoken", "authtoken", "bearertoken", "jwttoken", "idtoken", "usertoken"];

    /// <summary>Whether a header of this name is one.</summary>
    public static bool IsForToken(string header) =>
        !string.Equals(header, "Authorization", StringComparison.OrdinalIgnoreCase)
        && IdentifierWords.Split(header) is { IsEmpty: false } words
        && words.All(word => Words.Contains(word) || Glued.Contains(word))
        && words.Any(word => word is "token" or "jwt" or "bearer" || Glued.Contains(word));
}
