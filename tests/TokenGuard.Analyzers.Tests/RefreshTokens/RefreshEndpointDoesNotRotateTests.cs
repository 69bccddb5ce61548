using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.RefreshTokens.RefreshEndpointDoesNotRotateAnalyzer, Microsoft.CodeAnalysis.Testing.EmptyCodeFixProvider>;

namespace TokenGuard.Analyzers.Tests.RefreshTokens;

/// <summary>TKG6011.</summary>
public class RefreshEndpointDoesNotRotateTests
{
    [Theory]
    [InlineData("public string? {|TKG6011:Refresh|}(TokenModel model) => Find(model.RefreshToken) is { } user ? CreateToken(user) : null;")]
    [InlineData("public TokenModel? {|TKG6011:RefreshToken|}(string refreshToken) { var user = Find(refreshToken); return user is null ? null : new TokenModel(CreateToken(user), refreshToken); }")]
    [InlineData("public Answer {|TKG6011:RefreshAccessToken|}(TokenModel model) { var user = Find(model.RefreshToken)!; return new Answer { AccessToken = CreateToken(user), RefreshToken = model.RefreshToken }; }")]
    [InlineData("public Answer {|TKG6011:RenewToken|}(TokenModel model) { var user = Find(model.RefreshToken)!; var refreshToken = user.RefreshToken; return new Answer { AccessToken = CreateToken(user), RefreshToken = refreshToken! }; }")]
    [InlineData("public async Task<string> {|TKG6011:RefreshAsync|}(HttpRequest request) { await Task.Yield(); return CreateToken(Find(request.Cookies[\"refresh_token\"]!)!); }")]
    public Task Method_that_only_gives_an_access_token_is_reported(string members) => Check.Reports(Service(members));

    [Theory]
    [InlineData("public Answer Refresh(TokenModel model) { var user = Find(model.RefreshToken)!; user.RefreshToken = NewRefreshToken(); return new Answer { AccessToken = CreateToken(user), RefreshToken = user.RefreshToken }; }")]
    [InlineData("public Answer Refresh(TokenModel model) { var user = Find(model.RefreshToken)!; var refreshToken = NewRefreshToken(); return new Answer { AccessToken = CreateToken(user), RefreshToken = refreshToken }; }")]
    [InlineData("public Answer Refresh(TokenModel model) { var user = Find(model.RefreshToken)!; users.Remove(model.RefreshToken); return new Answer { AccessToken = CreateToken(user) }; }")]
    [InlineData("public Answer Refresh(TokenModel model) { var user = Find(model.RefreshToken)!; user.Revoked = DateTime.UtcNow; return new Answer { AccessToken = CreateToken(user) }; }")]
    [InlineData("public Answer Refresh(TokenModel model) { var user = Find(model.RefreshToken)!; sessions.Renewed(user); return new Answer { AccessToken = CreateToken(user) }; }")] // what it does is not known
    [InlineData("public Answer Refresh(TokenModel model) => CreateTokens(Find(model.RefreshToken)!); private Answer CreateTokens(ShopUser user) => new() { AccessToken = CreateToken(user), RefreshToken = NewRefreshToken() };")]
    [InlineData("public string Login(TokenModel model) => CreateToken(Find(model.RefreshToken)!);")]
    [InlineData("public string Refresh(string id) => CreateToken(users[id]);")] // takes none
    [InlineData("public ShopUser? RefreshUser(TokenModel model) => Find(model.RefreshToken);")] // gives none
    [InlineData("public async Task<string> RefreshAsync(string refreshToken, HttpClient client) => await (await client.PostAsync(\"https://login.example.com/token\", new FormUrlEncodedContent(new Dictionary<string, string> { [\"refresh_token\"] = refreshToken }))).Content.ReadAsStringAsync();")]
    public Task Rotation_and_other_methods_are_silent(string members) => Check.Silent(Service(members));

    [Fact]
    public Task Endpoint_and_handler_are_reported() => Check.Reports("""
        using Microsoft.IdentityModel.JsonWebTokens;
        using Microsoft.IdentityModel.Tokens;

        var app = WebApplication.CreateBuilder(args).Build();
        app.{|TKG6011:MapPost|}("/auth/refresh", (RefreshCommand command, Tokens tokens) => tokens.IsKnown(command.RefreshToken) ? Results.Ok(tokens.Create()) : Results.Unauthorized());
        app.MapPost("/auth/refresh-all", (RefreshCommand command, Tokens tokens) => { tokens.Revoke(command.RefreshToken); return tokens.Create(); });
        app.MapPost("/auth/login", (RefreshCommand command, Tokens tokens) => tokens.IsKnown(command.RefreshToken) ? Results.Ok(tokens.Create()) : Results.Unauthorized());

        public record RefreshCommand(string RefreshToken);

        public class RefreshCommandHandler(Tokens tokens)
        {
            public string? {|TKG6011:Handle|}(RefreshCommand command) => tokens.IsKnown(command.RefreshToken) ? tokens.Create() : null;
        }

        public class Tokens
        {
            private readonly HashSet<string> _known = [];
            public bool IsKnown(string token) => _known.Contains(token);
            public void Revoke(string token) => _known.Remove(token);
            public string Create() => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Issuer = "https://login.example.com" });
        }
        """);

    [Fact]
    public Task Outermost_method_is_told_of() => Check.Reports(Service("public string? Refresh(TokenModel model) => Find(model.RefreshToken) is { } user ? CreateToken(user) : null;") + """

        public class TokensController(Service service)
        {
            public string? {|TKG6011:Refresh|}(TokenModel model) => service.Refresh(model);

            public string? RefreshOnce(TokenModel model, ISessions sessions) { var token = service.Refresh(model); sessions.Renewed(new ShopUser()); return token; }
        }
        """);

    [Fact]
    public Task Message_says_what_to_do() =>
        Check.ReportsMessages(
            Service("public string? {|#0:Refresh|}(TokenModel model) => Find(model.RefreshToken) is { } user ? CreateToken(user) : null;"),
            new DiagnosticResult("TKG6011", DiagnosticSeverity.Warning).WithLocation(0).WithMessage("'Refresh' gives an access token for a refresh token, and leaves that as it is; give a new refresh token, and revoke the one that was presented"));

    private static string Service(string members) => $$"""
        using System.Security.Cryptography;
        using Microsoft.IdentityModel.JsonWebTokens;
        using Microsoft.IdentityModel.Tokens;

        public class ShopUser { public string? RefreshToken { get; set; } public DateTime RefreshTokenExpiryTime { get; set; } public DateTime Revoked { get; set; } }
        public record TokenModel(string AccessToken, string RefreshToken);
        public class Answer { public string AccessToken { get; set; } = ""; public string RefreshToken { get; set; } = ""; }
        public interface ISessions { void Renewed(ShopUser user); }

        public class Service(Dictionary<string, ShopUser> users, ISessions sessions, SigningCredentials credentials)
        {
            public object All => (users, sessions, credentials);

            private ShopUser? Find(string token) => users.Values.SingleOrDefault(user => user.RefreshToken == token && user.RefreshTokenExpiryTime > DateTime.UtcNow);

            private string CreateToken(ShopUser user) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Issuer = "https://login.example.com", SigningCredentials = credentials });

            private static string NewRefreshToken() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

            {{members}}
        }
        """;
}
