namespace TokenGuard.Rules.Facts;

/// <summary>What the settings of a sign-in by OpenID Connect mean.</summary>
internal static class SignIns
{
    /// <summary>Whether a response type asks for any token in the redirect itself: <c>token</c>, <c>id_token</c>, <c>code id_token</c>.</summary>
    public static bool AskForToken(string responseType) => responseType.Split(' ').Any(type => type is "token" or "id_token");

    /// <summary>Whether a response type asks for a code, which PKCE protects (RFC 7636): <c>code</c>, <c>code id_token</c>.</summary>
    public static bool AskForCode(string responseType) => responseType.Split(' ').Contains("code");

    /// <summary>Whether a response type asks for an access token in the redirect itself: <c>token</c>, <c>code token</c>.</summary>
    public static bool AskForAccessToken(string responseType) => responseType.Split(' ').Contains("token");
}
