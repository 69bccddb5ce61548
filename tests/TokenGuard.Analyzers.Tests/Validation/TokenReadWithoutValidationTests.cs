using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Validation.TokenReadWithoutValidationAnalyzer, TokenGuard.CodeFixes.Validation.TokenReadWithoutValidationCodeFix>;

namespace TokenGuard.Analyzers.Tests.Validation;

/// <summary>TKG2005.</summary>
public class TokenReadWithoutValidationTests
{
    [Theory]
    [InlineData("var jwt = new JwtSecurityTokenHandler().ReadJwtToken(header); context.User = new ClaimsPrincipal({|TKG2005:new ClaimsIdentity(jwt.Claims, \"jwt\")|});")]
    [InlineData("var jwt = new JsonWebTokenHandler().ReadJsonWebToken(header); context.User = new ClaimsPrincipal({|TKG2005:new ClaimsIdentity(jwt.Claims, \"jwt\")|});")]
    [InlineData("var jwt = (JwtSecurityToken)new JwtSecurityTokenHandler().ReadToken(header); context.User = new ClaimsPrincipal({|TKG2005:new ClaimsIdentity(jwt.Claims, \"jwt\")|});")]
    [InlineData("var jwt = new JwtSecurityTokenHandler().ReadToken(header) as JwtSecurityToken; context.User = new ClaimsPrincipal({|TKG2005:new ClaimsIdentity(jwt?.Claims, \"jwt\")|});")]
    [InlineData("var jwt = new JwtSecurityToken(header); context.User = new ClaimsPrincipal({|TKG2005:new ClaimsIdentity(jwt.Claims, \"jwt\")|});")]
    [InlineData("var jwt = new JsonWebToken(header); var identity = {|TKG2005:new ClaimsIdentity(jwt.Claims.Where(c => c.Type != \"x\").ToList(), \"jwt\")|}; var principal = new ClaimsPrincipal(identity); context.User = principal;")]
    [InlineData("var jwt = new JsonWebToken(header); var claims = new List<Claim> { new Claim(\"sub\", jwt.Subject) }; context.User = new ClaimsPrincipal({|TKG2005:new ClaimsIdentity(claims, \"jwt\")|});")]
    [InlineData("var jwt = new JsonWebToken(header); context.User = new ClaimsPrincipal({|TKG2005:new ClaimsIdentity([new Claim(\"role\", jwt.GetClaim(\"role\").Value)], \"jwt\")|});")]
    [InlineData("var jwt = new JsonWebToken(header); Claim[] claims = [..jwt.Claims, new Claim(\"x\", \"y\")]; context.User = new ClaimsPrincipal({|TKG2005:new ClaimsIdentity(claims, \"jwt\")|});")]
    [InlineData("context.User = new ClaimsPrincipal({|TKG2005:new ClaimsIdentity(ReadClaims(header), \"jwt\")|});")]
    [InlineData("var jwt = new JsonWebToken(header); Thread.CurrentPrincipal = new ClaimsPrincipal({|TKG2005:new ClaimsIdentity(jwt.Claims, \"jwt\")|});")]
    [InlineData("var jwt = new JsonWebToken(header); var ticket = new AuthenticationTicket(new ClaimsPrincipal({|TKG2005:new ClaimsIdentity(jwt.Claims, \"jwt\")|}), \"jwt\");")]
    [InlineData("var jwt = new JsonWebToken(header); await context.SignInAsync(new ClaimsPrincipal({|TKG2005:new ClaimsIdentity(jwt.Claims, \"jwt\")|}));")]
    [InlineData("var jwt = new JsonWebToken(context.Request.Cookies[\"jwt\"]); context.User = new ClaimsPrincipal({|TKG2005:new ClaimsIdentity(jwt.Claims, \"jwt\")|});")]
    [InlineData("var jwt = new JsonWebToken(token); context.User = new ClaimsPrincipal({|TKG2005:new ClaimsIdentity(jwt.Claims, \"jwt\")|});")]
    [InlineData("context.User = PrincipalOf(header);")]
    public Task Claims_of_a_token_that_was_only_read_become_the_user(string body) =>
        Check.Reports(Method(body, helper: body.Contains("PrincipalOf", StringComparison.Ordinal) ? "{|TKG2005:new ClaimsIdentity(jwt.Claims, \"jwt\")|}" : "new ClaimsIdentity(jwt.Claims, \"jwt\")"));

    [Theory]
    [InlineData("new JwtSecurityTokenHandler().ValidateToken(header, parameters, out _); var jwt = new JwtSecurityToken(header); context.User = new ClaimsPrincipal(new ClaimsIdentity(jwt.Claims, \"jwt\"));")]
    [InlineData("new JwtSecurityTokenHandler().ValidateToken(header, parameters, out var validated); context.User = new ClaimsPrincipal(new ClaimsIdentity(((JwtSecurityToken)validated).Claims, \"jwt\"));")]
    [InlineData("var jwt = new JsonWebToken(header); if (!(await new JsonWebTokenHandler().ValidateTokenAsync(jwt, parameters)).IsValid) { return; } context.User = new ClaimsPrincipal(new ClaimsIdentity(jwt.Claims, \"jwt\"));")]
    [InlineData("if (!VerifySignature(header)) { return; } context.User = new ClaimsPrincipal(new ClaimsIdentity(new JsonWebToken(header).Claims, \"jwt\"));")]
    public Task Token_that_is_validated_in_the_same_flow_is_silent(string body) => Check.Silent(Method(body));

    [Theory]
    [InlineData("var jwt = new JsonWebToken(header); if (jwt.ValidTo < DateTime.UtcNow) { return; }")]
    [InlineData("var jwt = new JsonWebToken(header); Console.WriteLine(jwt.Kid);")]
    [InlineData("var jwt = new JwtSecurityTokenHandler().ReadJwtToken(header); foreach (var claim in jwt.Claims) { Console.WriteLine(claim.Type); }")]
    [InlineData("var jwt = new JsonWebToken(header); context.Items[\"issuer\"] = jwt.Issuer;")]
    [InlineData("var jwt = new JsonWebToken(header); context.User = new ClaimsPrincipal(new ClaimsIdentity(jwt.Issuer));")]
    [InlineData("var jwt = new JsonWebToken(header); var shown = new ClaimsIdentity(jwt.Claims, \"jwt\"); Console.WriteLine(shown.Name);")]
    [InlineData("context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(\"sub\", token)], \"jwt\"));")]
    public Task What_is_only_looked_at_is_silent(string body) => Check.Silent(Method(body));

    [Theory]
    [InlineData("var accessToken = await context.GetTokenAsync(\"access_token\"); context.User = new ClaimsPrincipal(new ClaimsIdentity(new JsonWebToken(accessToken).Claims, \"jwt\"));")]
    [InlineData("context.User = new ClaimsPrincipal(new ClaimsIdentity(new JsonWebToken(answer.IdToken).Claims, \"jwt\"));")]
    [InlineData("await context.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity(new JsonWebToken(token).Claims, \"jwt\")));")]
    [InlineData("await context.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity(new JsonWebToken(answer.IdToken).Claims, \"jwt\")));")]
    public Task Token_that_the_application_fetched_itself_is_silent(string body) => Check.Silent(Method(body));

    [Fact]
    public Task Handlers_of_schemes_and_events_are_reported() =>
        Check.Reports(Usings + """
            public class GatewayHandler(Microsoft.Extensions.Options.IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, System.Text.Encodings.Web.UrlEncoder encoder)
                : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
            {
                protected override Task<AuthenticateResult> HandleAuthenticateAsync()
                {
                    var token = Request.Headers.Authorization.ToString().Substring("Bearer ".Length).Trim();
                    var jwt = new JwtSecurityTokenHandler().ReadJwtToken(token);
                    var identity = {|TKG2005:new ClaimsIdentity(jwt.Claims, Scheme.Name)|};
                    return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name)));
                }
            }

            public class Events : JwtBearerEvents
            {
                public override Task MessageReceived(MessageReceivedContext context)
                {
                    var jwt = new JsonWebToken(context.Request.Headers.Authorization.ToString().Split(' ')[1]);
                    context.Principal = new ClaimsPrincipal({|TKG2005:new ClaimsIdentity(jwt.Claims, "jwt")|});
                    context.Success();
                    return Task.CompletedTask;
                }
            }
            """);

    [Fact]
    public Task Minimal_API_is_reported() =>
        Check.Reports(Usings + """
            var app = WebApplication.Create(args);
            app.Use(async (context, next) =>
            {
                if (context.Request.Headers.TryGetValue("Authorization", out var header))
                {
                    var jwt = new JsonWebToken(header.ToString().Replace("Bearer ", ""));
                    context.User = new ClaimsPrincipal({|TKG2005:new ClaimsIdentity(jwt.Claims, "jwt")|});
                }

                await next(context);
            });
            """);

    [Fact]
    public Task Stand_in_of_a_developer_is_silent() =>
        Check.Silent(Usings + """
            public class FakeUserMiddleware(RequestDelegate next)
            {
                public Task Invoke(HttpContext context)
                {
                    context.User = new ClaimsPrincipal(new ClaimsIdentity(new JsonWebToken(context.Request.Headers["X-User"].ToString()).Claims, "fake"));
                    return next(context);
                }
            }
            """);

    [Fact]
    public Task Browser_that_shows_its_own_token_is_silent() =>
        Check.Silent(Usings + """
            public class State(string token, HttpContext context) : Microsoft.AspNetCore.Components.Authorization.AuthenticationStateProvider
            {
                public override Task<Microsoft.AspNetCore.Components.Authorization.AuthenticationState> GetAuthenticationStateAsync()
                {
                    var user = new ClaimsPrincipal(new ClaimsIdentity(new JsonWebToken(token).Claims, "jwt"));
                    context.User = user;
                    return Task.FromResult(new Microsoft.AspNetCore.Components.Authorization.AuthenticationState(user));
                }
            }
            """);

    [Fact]
    public Task Gateway_that_has_validated_every_token_is_silent() =>
        Check.ReportsWith(
            "tokenguard.trusted_front_proxy = true",
            Method("context.User = new ClaimsPrincipal(new ClaimsIdentity(new JsonWebToken(header).Claims, \"jwt\"));"));

    [Fact]
    public Task Message_names_what_reads_the_token() =>
        Check.ReportsMessages(
            Method("var jwt = {|#1:new JwtSecurityTokenHandler().ReadJwtToken(header)|}; context.User = new ClaimsPrincipal({|#0:new ClaimsIdentity(jwt.Claims, \"jwt\")|});"),
            new DiagnosticResult("TKG2005", DiagnosticSeverity.Warning).WithLocation(0).WithLocation(1).WithMessage(
                "'ReadJwtToken' does not validate the token, yet its claims become the user; validate it first"));

    [Fact]
    public Task Fix_validates_with_the_parameters_in_scope() =>
        Check.Fixes(
            Invoke("""
                    // Who is it?
                    var jwt = handler.ReadJwtToken(token);
                    context.User = new ClaimsPrincipal({|TKG2005:new ClaimsIdentity(jwt.Claims, "jwt")|});
            """),
            Invoke("""
                    // Who is it?
                    handler.ValidateToken(token, parameters, out var validated);
                    var jwt = (JwtSecurityToken)validated;
                    context.User = new ClaimsPrincipal(new ClaimsIdentity(jwt.Claims, "jwt"));
            """));

    [Fact]
    public Task Fix_awaits_where_the_handler_does_not_throw() =>
        Check.Fixes(
            Invoke("""
                    var jwt = new JsonWebToken(token);
                    context.User = new ClaimsPrincipal({|TKG2005:new ClaimsIdentity(jwt.Claims, "jwt")|});
            """),
            Invoke("""
                    var validated = await new JsonWebTokenHandler().ValidateTokenAsync(token, parameters);
                    if (!validated.IsValid)
                    {
                        throw validated.Exception ?? new SecurityTokenException("Invalid token");
                    }

                    var jwt = (JsonWebToken)validated.SecurityToken;
                    context.User = new ClaimsPrincipal(new ClaimsIdentity(jwt.Claims, "jwt"));
            """));

    [Fact]
    public Task Without_parameters_in_scope_there_is_no_fix() =>
        Check.OffersNoFix(Usings + """
            public class C
            {
                public void M(HttpContext context, string token)
                {
                    var jwt = new JwtSecurityToken(token);
                    context.User = new ClaimsPrincipal({|TKG2005:new ClaimsIdentity(jwt.Claims, "jwt")|});
                }
            }
            """);

    private const string Usings = """
        using Microsoft.AspNetCore.Authentication;
        using Microsoft.AspNetCore.Authentication.JwtBearer;
        using Microsoft.IdentityModel.JsonWebTokens;
        using Microsoft.IdentityModel.Tokens;
        using System.IdentityModel.Tokens.Jwt;
        using System.Security.Claims;

        """;

    private static string Invoke(string statements) =>
        Usings + $$"""
        public class JwtMiddleware(RequestDelegate next, TokenValidationParameters parameters, JwtSecurityTokenHandler handler)
        {
            public async Task Invoke(HttpContext context, string token)
            {
        {{statements}}
                await next(context);
            }
        }
        """;

    private static string Method(string body, string helper = "new ClaimsIdentity(jwt.Claims, \"jwt\")") =>
        Usings + $$"""
        public class Answer { public string IdToken { get; set; } = ""; }
        public class C
        {
            private static IEnumerable<Claim> ReadClaims(string token) { var jwt = new JwtSecurityToken(token); return jwt.Claims; }
            private static bool VerifySignature(string token) => token.Length > 3;
            private static ClaimsPrincipal PrincipalOf(string token)
            {
                var jwt = new JwtSecurityToken(token);
                return new ClaimsPrincipal({{helper}});
            }

            public async Task M(HttpContext context, string token, TokenValidationParameters parameters, Answer answer)
            {
                var header = context.Request.Headers.Authorization.ToString().Replace("Bearer ", "");
                {{body}}
                await Task.Yield();
            }
        }
        """;
}
