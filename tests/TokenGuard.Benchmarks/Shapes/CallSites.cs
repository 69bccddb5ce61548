using System.Collections.Immutable;

namespace TokenGuard.Benchmarks.Shapes;

/// <summary>One helper of some 20 lines, and more and more calls of it: with a summary of the helper the time is linear in the calls.</summary>
internal static class CallSites
{
    private const int CallsOfAMethod = 10;

    public static ImmutableArray<Series> All { get; } =
    [
        new("header helper, calls in one method", Series.CallSiteSizes, count => [BearerHelper, OneMethod("HttpClient client, Session session", count, BearerCall)]),
        new("header helper, calls in many files", Series.CallSiteSizes, count => [BearerHelper, .. ManyFiles("HttpClient client, Session session", count, BearerCall)]),
        new("cookie helper, calls in one method", Series.CallSiteSizes, count => [CookieHelper, OneMethod("HttpResponse response, Session session", count, CookieCall)]),
        new("cookie helper, calls in many files", Series.CallSiteSizes, count => [CookieHelper, .. ManyFiles("HttpResponse response, Session session", count, CookieCall)]),
        new("key helper, calls in one method (#7849)", Series.CallSiteSizes, count => [KeyHelper, OneMethod("Session session", count, KeyCall)]),
    ];

    private const string Session = """
        namespace Calls;

        public sealed record Session(string AccessToken, string RefreshToken);
        """;

    private const string BearerHelper = Session + """

        public static class Api
        {
            public static async Task<int> CountAsync(HttpClient client, string path, string? token, CancellationToken cancellation)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "https://api.example.com" + path);
                request.Headers.Accept.ParseAdd("application/json");
                request.Headers.Add("X-Request-Id", Guid.NewGuid().ToString());
                if (!string.IsNullOrEmpty(token))
                {
                    request.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", token);
                }

                using var response = await client.SendAsync(request, cancellation);
                if (response.StatusCode == System.Net.HttpStatusCode.NotFound)
                {
                    return 0;
                }

                response.EnsureSuccessStatusCode();
                var found = await response.Content.ReadFromJsonAsync<List<string>>(cancellation);
                return found?.Count ?? 0;
            }
        }
        """;

    private const string CookieHelper = Session + """

        public static class SessionCookies
        {
            public static void Write(HttpResponse response, string name, string? value, bool isPersistent)
            {
                var options = new CookieOptions
                {
                    HttpOnly = true,
                    SameSite = SameSiteMode.Lax,
                    Path = "/",
                };
                if (isPersistent)
                {
                    options.MaxAge = TimeSpan.FromDays(14);
                }

                if (string.IsNullOrEmpty(value))
                {
                    response.Cookies.Delete(name, options);
                    return;
                }

                response.Cookies.Append(name, value, options);
            }
        }
        """;

    // What CA5390 follows from call to callee: bytes of a text that may be a key.
    private const string KeyHelper = Session + """

        public static class Signatures
        {
            public static string Sign(string token, byte[] key, int round)
            {
                if (string.IsNullOrEmpty(token))
                {
                    return string.Empty;
                }

                using var aes = System.Security.Cryptography.Aes.Create();
                aes.Key = key;
                var text = System.Text.Encoding.UTF8.GetBytes(token);
                if (round > 0)
                {
                    text = aes.EncryptEcb(text, System.Security.Cryptography.PaddingMode.PKCS7);
                }

                using var hmac = new System.Security.Cryptography.HMACSHA256(key);
                var hash = hmac.ComputeHash(text);
                return round > 1 ? Convert.ToHexString(hash) : Convert.ToBase64String(hash);
            }
        }
        """;

    // Every fiftieth call is a mistake.
    private static string BearerCall(int i) =>
        $"total += await Api.CountAsync(client, \"/orders/{i}\", session.{(i % 50 == 0 ? "RefreshToken" : "AccessToken")}, CancellationToken.None);";

    private static string CookieCall(int i) =>
        i % 2 == 0 ? $"SessionCookies.Write(response, \"access_token_{i}\", session.AccessToken, false);" : $"SessionCookies.Write(response, \"refresh_token_{i}\", session.RefreshToken, true);";

    private static string KeyCall(int i) => $"total += Signatures.Sign(session.AccessToken, System.Text.Encoding.UTF8.GetBytes(\"part-{i}-of-the-key\"), {i % 3}).Length;";

    private static string OneMethod(string parameters, int count, Func<int, string> call) => Caller("Caller", Method("CallAsync", parameters, 0, count, call));

    private static IEnumerable<string> ManyFiles(string parameters, int count, Func<int, string> call)
    {
        for (var first = 0; first < count; first += CallsOfAMethod)
        {
            yield return Caller($"Caller{first}", Method($"Call{first}Async", parameters, first, Math.Min(CallsOfAMethod, count - first), call));
        }
    }

    private static string Caller(string name, string method) => $$"""
        namespace Calls;

        public sealed class {{name}}
        {
        {{method}}
        }
        """;

    private static string Method(string name, string parameters, int first, int count, Func<int, string> call) => $$"""
            public async Task<int> {{name}}({{parameters}})
            {
                var total = 0;
        {{Series.Lines(count, i => "        " + call(first + i))}}
                await Task.Yield();
                return total;
            }
        """;
}
