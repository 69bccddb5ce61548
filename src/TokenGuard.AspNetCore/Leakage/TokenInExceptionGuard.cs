namespace TokenGuard.AspNetCore.Leakage;

/// <summary>TKG5002: what is said of a token that an exception holds.</summary>
internal static class TokenInExceptionGuard
{
    public static object[] Describe(Exception exception) => [$"A token in the text of a {exception.GetType().Name}"];
}
