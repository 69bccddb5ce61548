using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using TokenGuard.Analyzers.Storage;
using Verify = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Storage.TokenInStaticFieldAnalyzer>;

namespace TokenGuard.Analyzers.Tests.Storage;

public class TokenInStaticFieldTests
{
    private static string Code(string body, string members = "") =>
        $$"""
        using System.IdentityModel.Tokens.Jwt;
        using Microsoft.AspNetCore.Authentication;
        using Microsoft.AspNetCore.Mvc;

        public record Login(string Email, string AccessToken);
        public class User { public string AccessToken { get; set; } = ""; public string Name { get; set; } = ""; }
        public interface ITokenClient { Task<string> GetAccessTokenAsync(); }

        public static class Current
        {
            public static string? AccessToken;
            public static string? Token { get; set; }
            public static string? FromRequest { get => null; set => _ = value; }
            public static readonly User User = new();
            public static string? CsrfToken;
            public static string? AccessTokenHash;
            public static Dictionary<string, string> AccessTokens = new();
            [ThreadStatic] public static string? AccessTokenOfThread;
            public static readonly AsyncLocal<string?> AccessTokenOfFlow = new();
            public static void Set(string accessToken) => AccessToken = {|#0:accessToken|};
        }

        public class AccountController(IConfiguration configuration, ITokenClient client, IHttpContextAccessor accessor, JwtSecurityTokenHandler handler) : ControllerBase
        {
            private static string? _refreshToken;
            private string? _accessToken;

            public async Task<IActionResult> M(Login login, string id)
            {
                _ = (configuration, client, accessor, handler, _refreshToken, _accessToken, id);
                await Task.CompletedTask;
                {{body}}
                return Ok();
            }

            {{members}}
        }
        """.Replace("{|#0:accessToken|}", members.Contains("Current.Set", StringComparison.Ordinal) || body.Contains("Current.Set", StringComparison.Ordinal) ? "{|TKG3013:accessToken|}" : "accessToken", StringComparison.Ordinal);

    [Theory]
    [InlineData("""Current.AccessToken = {|TKG3013:login.AccessToken|};""")]
    [InlineData("""Current.Token = {|TKG3013:login.AccessToken|};""")]
    [InlineData("""Current.AccessToken = {|TKG3013:await HttpContext.GetTokenAsync("access_token")|};""")]
    [InlineData("""var token = await accessor.HttpContext!.GetTokenAsync("access_token"); Current.Token = {|TKG3013:token|};""")]
    [InlineData("""Current.AccessToken = {|TKG3013:Request.Cookies["access_token"]|};""")]
    [InlineData("""Current.AccessToken ??= {|TKG3013:Request.Headers["X-Access-Token"].ToString().Trim()|};""")]
    [InlineData("""Current.AccessToken = {|TKG3013:handler.WriteToken(new JwtSecurityToken())|};""")]
    [InlineData("""Current.AccessToken = {|TKG3013:User.FindFirst("access_token")?.Value|};""")]
    [InlineData("""Current.User.AccessToken = {|TKG3013:login.AccessToken|};""")]
    [InlineData("""_refreshToken = {|TKG3013:HttpContext.Session.GetString("refresh_token")|};""")]
    [InlineData("""Current.AccessToken = {|TKG3013:Read()|};""")]
    [InlineData("""Current.Set(login.AccessToken);""")]
    public Task Token_of_a_user_is_reported(string body) => Verify.Reports(Code(body, "private string? Read() => Request.Cookies[\"access_token\"];"));

    [Theory]
    [InlineData("""Current.AccessToken = configuration["Api:AccessToken"];""")]
    [InlineData("""Current.AccessToken = await client.GetAccessTokenAsync();""")]
    [InlineData("""Current.AccessToken = HttpContext.RequestServices.GetRequiredService<ITokenClient>().GetAccessTokenAsync().Result;""")]
    [InlineData("""Current.AccessToken = null;""")]
    [InlineData("""Current.AccessToken = "";""")]
    [InlineData("""Current.CsrfToken = Request.Cookies["XSRF-TOKEN"];""")]
    [InlineData("""Current.AccessTokenHash = Hash(login.AccessToken);""")]
    [InlineData("""Current.AccessTokens[id] = login.AccessToken;""")]
    [InlineData("""Current.FromRequest = login.AccessToken;""")]
    [InlineData("""Current.AccessTokenOfThread = login.AccessToken;""")]
    [InlineData("""Current.AccessTokenOfFlow.Value = login.AccessToken;""")]
    [InlineData("""Current.User.Name = login.Email;""")]
    [InlineData("""_accessToken = login.AccessToken;""")]
    [InlineData("""HttpContext.Items["access_token"] = login.AccessToken;""")]
    public Task Other_values_and_other_places_are_silent(string body) => Verify.Silent(Code(body, "private static string Hash(string text) => text;"));

    [Fact]
    public Task Token_that_the_service_gets_for_itself_is_silent() =>
        Verify.Silent("""
            public class Feed(HttpClient http, HttpContext context)
            {
                private static string? _accessToken;

                public async Task RefreshAsync()
                {
                    using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials" });
                    var response = await http.PostAsync("https://login.example.com/connect/token", form);
                    _accessToken = await response.Content.ReadAsStringAsync();
                    _accessToken = context.Request.Headers["X-Access-Token"];
                }
            }
            """);

    [Fact]
    public Task Program_with_one_user_is_silent() =>
        Verify.Silent(Code("Current.AccessToken = login.AccessToken;") + """

            namespace System.Windows { public class Application; }
            """);

    [Fact]
    public Task Message_names_token_and_member() =>
        Verify<TokenInStaticFieldAnalyzer, EmptyCodeFixProvider>.ReportsMessages(
            Code("Current.Token = {|#1:login.AccessToken|};").Replace("{|#1:", "{|#0:", StringComparison.Ordinal),
            new DiagnosticResult("TKG3013", DiagnosticSeverity.Info).WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations)
                .WithMessage("Access token 'AccessToken' is kept in static 'Current.Token', which all requests share, so that one user may act as another; keep it in the request or session of its user"));
}
