using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TokenGuard.Analyzers.Tests.Robustness;

namespace TokenGuard.Analyzers.Tests.Flow;

/// <summary>Code in which the words that rules look for stand elsewhere than usual, or not at all: it is not left out for that.</summary>
public class WordFilterTests
{
    private const string Sends = """client.DefaultRequestHeaders.Add("X-Token", value); client.GetAsync("https://api.example.com/orders");""";

    private const string Key = "\"a text that is long enough for the algorithm, whatever it is, by far\"";

    [Theory]
    [InlineData("using Key = Microsoft.IdentityModel.Tokens.SymmetricSecurityKey; public class Setup { public object Make() => new Key(System.Text.Encoding.UTF8.GetBytes(" + Key + ")); }")]
    [InlineData("namespace N { using Key = Microsoft.IdentityModel.Tokens.SymmetricSecurityKey; public class Setup { public object Make() => new Key(System.Text.Encoding.UTF8.GetBytes(" + Key + ")); } }")]
    public async Task An_alias_stands_for_its_type(string source) => Assert.Equal("TKG1005 in 0", await FoundAsync(source));

    [Fact]
    public async Task An_alias_of_another_file_stands_for_its_type() =>
        Assert.Equal(
            "TKG1005 in 2, TKG2002 in 3",
            await FoundAsync(
                "global using Key = Microsoft.IdentityModel.Tokens.SymmetricSecurityKey; global using Rules = Microsoft.IdentityModel.Tokens.TokenValidationParameters;",
                "public static class Keys { public static object Of(string text) => new Key(System.Text.Encoding.UTF8.GetBytes(text)); }",
                "public class Setup { public object Make() => Keys.Of(" + Key + "); }",
                "public static class Checks { public static void Relax(Rules rules) { rules.LifetimeValidator = (_, _, _, _) => true; } }"));

    [Fact]
    public async Task An_alias_stands_for_its_type_behind_a_call() =>
        Assert.Equal(
            "TKG1004 in 1",
            await FoundAsync(
                """
                using System.IdentityModel.Tokens.Jwt;
                using Said = System.Security.Claims.Claim;
                public static class Tokens
                {
                    public static string Make(string type, string value, Microsoft.IdentityModel.Tokens.SigningCredentials credentials) =>
                        new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(claims: [new Said(type, value)], expires: DateTime.UtcNow.AddMinutes(5), signingCredentials: credentials));
                }
                """,
                """public class Api { public string Login(string name) => Tokens.Make("ssn", name, null); }"""));

    [Fact]
    public async Task Options_are_set_where_no_word_is_about_tokens() =>
        Assert.Equal(
            "TKG2009 in 1, TKG7003 in 1",
            await FoundAsync(
                """
                using Microsoft.AspNetCore.Authentication.JwtBearer;
                using Microsoft.IdentityModel.Tokens;
                public static class Platform
                {
                    public static void Add(Action<JwtBearerOptions> options, Action<TokenValidationParameters> rules) { }
                }
                """,
                "public static class Setup { public static void Run() => Platform.Add(options => options.RequireHttpsMetadata = false, rules => rules.ClockSkew = TimeSpan.FromHours(3)); }"));

    [Fact]
    public async Task A_cookie_is_appended_in_a_method_without_the_word() =>
        Assert.Equal(
            "TKG3001 in 1",
            await FoundAsync(
                "public class Jar(IResponseCookies jar) { public void Put(string name, string value) => jar.Append(name, value, new() { Secure = true, SameSite = SameSiteMode.Lax }); }",
                """public class Api(Jar jar) { public void Login(string accessToken) => jar.Put("access_token", accessToken); }"""));

    [Theory]
    [InlineData("public class Made { public Made(HttpClient client, string value, int times) { " + Sends + " } public Made(HttpClient client, string value) : this(client, value, 1) { } }")]
    [InlineData("public class Base { public Base(HttpClient client, string value) { " + Sends + " } } public class Made : Base { public Made(HttpClient client, string value) : base(client, value) { } }")]
    [InlineData("public class Base<T> { public Base(HttpClient client, string value) { " + Sends + " } } public class Made : Base<int> { public Made(HttpClient client, string value) : base(client, value) { } }")]
    public async Task A_constructor_calls_another(string types) =>
        Assert.Equal("TKG4005 in 1", await FoundAsync(types, "public class Api(HttpClient http) { public object Go(string refreshToken) => new Made(http, refreshToken); }"));

    [Fact]
    public async Task A_constructor_calls_another_that_sends_nothing() =>
        Assert.Empty(await FoundAsync(
            "public class Made { public Made(HttpClient client, string value, int times) { } public Made(HttpClient client, string value) : this(client, value, 1) { } }",
            "public class Api(HttpClient http) { public object Go(string refreshToken) => new Made(http, refreshToken); }"));

    [Theory]
    [InlineData("string[] Send")]
    [InlineData("Task<string[]> Send")]
    [InlineData("(string, int[])? Send")]
    [InlineData("object @Send")]
    public async Task A_local_function_is_one_whatever_it_returns(string declared) =>
        Assert.Equal("TKG4005 in 0", await FoundAsync($"public class Api(HttpClient client) {{ public void Go(string refreshToken) {{ {declared}(string value) {{ {Sends} return null; }} Send(refreshToken); }} }}"));

    [Fact]
    public async Task Names_in_capitals_are_names() =>
        Assert.Equal(
            "TKG6001 in 0",
            await FoundAsync("public class Row { public string REFRESH_TOKEN { get; set; } } public class Store { public void Put(Row row) { row.REFRESH_TOKEN = Guid.NewGuid().ToString(); } }"));

    private static async Task<string> FoundAsync(params string[] sources)
    {
        var compilation = Corpus.Compile(References.All, sources);
        var found = await compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.DynamicallyLinkedLibrary)).WithAnalyzers(Corpus.Analyzers).GetAnalyzerDiagnosticsAsync();

        // The header has a name of its own: TKG4006 says so, wherever the token comes from.
        found = found.RemoveAll(diagnostic => diagnostic.Id == "TKG4006");
        return string.Join(
            ", ",
            found.Select(diagnostic => string.Create(CultureInfo.InvariantCulture, $"{diagnostic.Id} in {Path.GetFileNameWithoutExtension(diagnostic.Location.SourceTree!.FilePath)}")).Order(StringComparer.Ordinal));
    }
}
