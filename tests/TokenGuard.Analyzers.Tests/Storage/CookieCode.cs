namespace TokenGuard.Analyzers.Tests.Storage;

/// <summary>Makes code under test of a few statements that write cookies.</summary>
internal static class CookieCode
{
    /// <summary>A class whose method has these statements.</summary>
    public static string Method(string statements, string members = "") =>
        $$"""
        using Microsoft.Net.Http.Headers;
        using SameSiteMode = Microsoft.AspNetCore.Http.SameSiteMode;

        public class Shop(HttpRequest request, IHostEnvironment environment, IConfiguration configuration)
        {
            {{members}}

            public void Write(HttpResponse response, string accessToken, string refreshToken, string token, string other, CookieOptions given, bool flag)
            {
                {{statements.Replace("\n", "\n        ", StringComparison.Ordinal)}}
            }
        }
        """;
}
