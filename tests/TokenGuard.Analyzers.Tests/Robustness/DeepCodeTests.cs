using System.Collections.Concurrent;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TokenGuard.Analyzers.Tests.Robustness;

/// <summary>Generated code is as deep as it is long. What recurses over it overflows the stack, and takes the compiler with it.</summary>
public class DeepCodeTests
{
    private const int Terms = 30_000;

    [Theory]
    [InlineData("string", " + ", Terms)]
    [InlineData("int", " * ", 5_000)]
    public Task Sums(string type, string sign, int terms) => Survives(type, string.Join(sign, Enumerable.Repeat("a", terms)));

    [Fact]
    public Task Conditions() =>
        Survives("string", "a", $"if ({string.Join(" && ", Enumerable.Repeat("a != held", 5_000))}) {{ http.DefaultRequestHeaders.Add(\"X\", refreshToken); }}");

    [Fact]
    public Task Patterns() => Survives("bool", $"refreshToken is {string.Join(" or ", Enumerable.Range(0, 2000).Select(i => $"\"{i}\""))}");

    [Fact]
    public Task Chains_of_calls() => Survives("string", $"new StringBuilder(){string.Concat(Enumerable.Repeat(".Append(a)", 2000))}.ToString()");

    [Fact]
    public Task Chains_of_sequences() => Survives("object", $"new List<string>(){string.Concat(Enumerable.Repeat(".Concat(new[] { refreshToken })", 500))}");

    [Fact]
    public Task Chains_of_variables() =>
        Survives("string", "a", string.Concat(Enumerable.Range(0, 2000).Select(i => $"var options{i} = {(i == 0 ? "new CookieOptions()" : $"options{i - 1}")};")) + "cookies.Append(\"refresh_token\", refreshToken, options1999);");

    [Theory]
    [InlineData(300)]
    [InlineData(Terms)]
    public Task Parentheses(int depth) => Survives("string", $"{new string('(', depth)}a{new string(')', depth)}");

    private static async Task Survives(string type, string value, string more = "")
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
                    {{more}}
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
