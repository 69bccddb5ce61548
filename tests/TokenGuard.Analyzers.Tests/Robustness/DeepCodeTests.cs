using System.Collections.Concurrent;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TokenGuard.Analyzers.Tests.Robustness;

/// <summary>Generated code is as deep as it is long. What recurses over it overflows the stack, and takes the compiler with it.</summary>
public class DeepCodeTests
{
    private const int Terms = 30_000;

    [Fact]
    public Task Sums() => Survives("string", string.Join(" + ", Enumerable.Repeat("a", Terms)));

    private static async Task Survives(string type, string value)
    {
        var source = $$"""
            using System.Text;
            using System.IdentityModel.Tokens.Jwt;
            using System.Security.Claims;

            public class Client(HttpClient http, IResponseCookies cookies)
            {
                private {{type}} kept;

                public string Send({{type}} a, string refreshToken)
                {
                    {{type}} held = {{value}};
                    kept = held;
                                var text = $"{held}{kept}";
                    http.DefaultRequestHeaders.Add("X-Refresh-Token", text);
                    http.GetAsync("https://api.example.com/" + text);
                    cookies.Append("refresh_token", text);
                    cookies.Append("refresh_token", held.ToString());
                    var claims = new List<Claim> { new Claim("password", held.ToString()) };
                    var token = new JwtSecurityToken(claims: claims, expires: DateTime.UtcNow.AddDays(held.GetHashCode()));
                    return GenerateRefreshToken(held);
                }

                private string GenerateRefreshToken({{type}} a) { var refreshToken = ({{value}}).ToString(); return refreshToken; }
            }
            """;
        var failures = new ConcurrentQueue<string>();
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            (exception, analyzer, _) => failures.Enqueue($"{analyzer.GetType().Name}: {exception}"),
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: false);
        await Corpus.Compile(References.All, source).WithAnalyzers(Corpus.Analyzers, options).GetAnalyzerDiagnosticsAsync();
        Assert.Empty(failures);
    }
}
