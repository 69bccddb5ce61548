using static TokenGuard.Analyzers.Tests.Validation.AudienceNotValidatedTests;
using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Validation.TokenValidationAnalyzer, TokenGuard.CodeFixes.Validation.TokenValidationParametersCodeFix>;

namespace TokenGuard.Analyzers.Tests.Validation;

/// <summary>TKG2004. The shapes in which a switch can be set are tested for <c>ValidateAudience</c>.</summary>
public class IssuerNotValidatedTests
{
    [Theory]
    [InlineData("ValidateIssuer = false")]
    [InlineData("IssuerValidator = (issuer, _, _) => issuer")]
    [InlineData("IssuerValidator = (issuer, token, parameters) => { return issuer; }")]
    [InlineData("IssuerValidator = (issuer, token, parameters) => token.Issuer")]
    [InlineData("IssuerValidator = (issuer, token, parameters) => \"any\"")]
    [InlineData("IssuerValidator = (issuer, token, parameters) => issuer ?? throw new SecurityTokenInvalidIssuerException()")]
    [InlineData("IssuerValidator = (issuer, token, parameters) => { if (string.IsNullOrEmpty(issuer)) throw new SecurityTokenInvalidIssuerException(); return issuer; }")]
    [InlineData("IssuerValidator = (issuer, token, parameters) => { if (issuer is null || issuer == \"\") { throw new SecurityTokenInvalidIssuerException(); } return token.Issuer; }")]
    [InlineData("IssuerValidator = (issuer, token, parameters) => { ArgumentNullException.ThrowIfNull(issuer); return issuer; }")]
    [InlineData("IssuerValidator = (issuer, token, parameters) => string.IsNullOrWhiteSpace(issuer) ? throw new SecurityTokenInvalidIssuerException() : issuer")]
    [InlineData("IssuerValidator = AnyIssuer")]
    [InlineData("IssuerValidator = AnyIssuerAtAll")]
    [InlineData("IssuerValidatorUsingConfiguration = (issuer, token, parameters, configuration) => issuer")]
    public Task Switch_or_delegate_that_accepts_every_issuer_is_reported(string member) =>
        Check.Reports(Method($"var p = new TokenValidationParameters {{ {{|TKG2004:{member}|}} }};"));

    [Theory]
    [InlineData("IssuerValidator = (issuer, _, _) => Issuers.Check(issuer)")]
    [InlineData("IssuerValidator = (issuer, _, _) => issuer == text ? issuer : throw new SecurityTokenInvalidIssuerException()")]
    [InlineData("IssuerValidator = (issuer, _, _) => { if (issuer != text) { throw new SecurityTokenInvalidIssuerException(); } return issuer; }")]
    [InlineData("IssuerValidator = (issuer, _, _) => issuer == text ? issuer : null!")]
    [InlineData("IssuerValidator = (issuer, token, parameters) => { if (string.IsNullOrEmpty(issuer)) { throw new SecurityTokenInvalidIssuerException(); } if (!issuer.Equals(text)) { throw new SecurityTokenInvalidIssuerException(); } return issuer; }")]
    [InlineData("IssuerValidator = (issuer, token, parameters) => { if (string.IsNullOrEmpty(issuer)) { throw new SecurityTokenInvalidIssuerException(); } return Issuers.Check(issuer); }")]
    [InlineData("IssuerValidator = (issuer, token, parameters) => text == null || issuer.StartsWith(text) ? issuer : throw new SecurityTokenInvalidIssuerException()")]
    [InlineData("IssuerValidator = (issuer, token, parameters) => { if (text == null) { throw new SecurityTokenInvalidIssuerException(); } if (issuer is not \"https://login.example.com\") { throw new SecurityTokenInvalidIssuerException(); } return issuer; }")]
    [InlineData("ValidateIssuer = false, IssuerValidator = Issuer")]
    [InlineData("ValidateIssuer = false, IssuerValidator = Microsoft.IdentityModel.Validators.AadIssuerValidator.GetAadIssuerValidator(\"https://login.microsoftonline.com/common\").Validate")]
    public Task Delegate_that_may_refuse_is_silent(string member) =>
        Check.Silent(Method($"IssuerValidator Issuer = (issuer, _, _) => Issuers.Check(issuer); var p = new TokenValidationParameters {{ {member} }};"));

    [Fact]
    public Task Tenant_that_is_checked_when_the_token_is_validated_is_silent() =>
        Check.Silent(Method(
            """
            services.AddAuthentication().AddJwtBearer(o =>
            {
                o.Authority = "https://login.microsoftonline.com/common/v2.0";
                o.TokenValidationParameters.ValidateIssuer = false;
                o.Events = new JwtBearerEvents
                {
                    OnTokenValidated = context =>
                    {
                        if (context.Principal!.FindFirst("tid")?.Value != text) { context.Fail("unknown tenant"); }
                        return Task.CompletedTask;
                    },
                };
            });
            """));

    [Theory]
    [InlineData("if ((string?)context.HttpContext.Items[\"issuer\"] != expectedIssuer) { context.NoResult(); }")]
    [InlineData("var tokenIssuer = new JwtSecurityToken(text).Issuer; if (tokenIssuer != expectedIssuer) { context.NoResult(); }")]
    [InlineData("var tokenIssuer = context.HttpContext.User.Claims.First().Value; if (tokenIssuer != expectedIssuer) { context.NoResult(); }")]
    [InlineData("var tokenIssuer = context.HttpContext.User.FindFirst(\"iss\")?.Value; if (tokenIssuer != expectedIssuer) { context.NoResult(); }")]
    [InlineData("if (context.HttpContext.User.Claims.First(c => c.Type == \"iss\").Value != text) { context.NoResult(); }")]
    [InlineData("if (!Equals(new JwtSecurityToken(text).Payload[\"iss\"], text)) { context.NoResult(); }")]
    [InlineData("if (new JwtSecurityToken(text).Payload.Iss is not \"https://login.example.com\") { context.NoResult(); }")]
    [InlineData("if (new JsonWebToken(text) is { Issuer: \"https://login.example.com\" }) { return Task.CompletedTask; }")]
    [InlineData("if (System.Text.Json.JsonDocument.Parse(text).RootElement.GetProperty(\"iss\").GetString() != expectedIssuer) { context.NoResult(); }")]
    [InlineData("switch (new JsonWebToken(text).Issuer) { case \"https://login.example.com\": break; default: context.NoResult(); break; }")]
    public Task Issuer_of_the_token_that_is_compared_before_is_silent(string check) =>
        Check.Silent(Method(Compared(check, "o.TokenValidationParameters.ValidateIssuer = false")));

    [Theory]
    [InlineData("if (expectedIssuer != null) { return Task.CompletedTask; }")]
    [InlineData("if (expectedIssuer == text) { return Task.CompletedTask; }")]
    [InlineData("if (given.ValidIssuer == \"\") { throw new InvalidOperationException(\"no issuer\"); }")]
    [InlineData("if (o.ClaimsIssuer != given.ValidIssuer) { throw new InvalidOperationException(\"two issuers\"); }")]
    [InlineData("if (new JwtSecurityToken(text).Issuer is null or \"\") { context.NoResult(); }")]
    [InlineData("var tokenIssuer = new JwtSecurityToken(text).Issuer; if (tokenIssuer == \"\") { context.NoResult(); }")]
    [InlineData("Console.WriteLine(new JwtSecurityToken(text).Issuer);")]
    public Task Comparison_of_anything_else_hides_nothing(string check) =>
        Check.Reports(Method(Compared(check, "{|TKG2004:o.TokenValidationParameters.ValidateIssuer = false|}")));

    private static string Compared(string check, string switchedOff) =>
        $$"""
        services.AddAuthentication().AddJwtBearer(o =>
        {
            string? expectedIssuer = settings.ToString();
            {{switchedOff}};
            o.Events = new JwtBearerEvents { OnMessageReceived = context => { {{check}} return Task.CompletedTask; } };
        });
        """;

    [Fact]
    public Task Every_tenant_of_Entra_is_not_meant() =>
        Check.Reports(Method(
            """
            services.AddAuthentication().AddJwtBearer(o =>
            {
                o.Authority = "https://login.microsoftonline.com/common/v2.0";
                {|TKG2004:o.TokenValidationParameters.ValidateIssuer = false|};
            });
            """));

    [Fact]
    public Task Fix_sets_the_switch_where_the_authority_names_the_issuer() =>
        Check.Fixes(
            """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddAuthentication().AddJwtBearer(o =>
            {
                o.Authority = "https://login.example.com";
                {|TKG2004:o.TokenValidationParameters.ValidateIssuer = false|};
            });
            """,
            """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddAuthentication().AddJwtBearer(o =>
            {
                o.Authority = "https://login.example.com";
                o.TokenValidationParameters.ValidateIssuer = true;
            });
            """);

    [Fact]
    public Task Fix_reads_the_issuer_from_the_configuration_in_scope() =>
        Check.Fixes(
            """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddAuthentication().AddJwtBearer(o =>
            {
                {|TKG2004:o.TokenValidationParameters.ValidateIssuer = false|};
            });
            """,
            """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddAuthentication().AddJwtBearer(o =>
            {
                o.TokenValidationParameters.ValidateIssuer = true;
                o.TokenValidationParameters.ValidIssuer = builder.Configuration["Jwt:Issuer"];
            });
            """);

    [Fact]
    public Task Fix_removes_the_statement_that_sets_the_delegate() =>
        Check.Fixes(
            Method("given.ValidIssuer = text;\n        {|TKG2004:given.IssuerValidator = (issuer, _, _) => issuer|};\n        given.ValidAudience = text;"),
            Method("given.ValidIssuer = text;\n        given.ValidAudience = text;"));

    [Fact]
    public Task Fix_in_an_expression_lambda_takes_the_delegate_away() =>
        Check.Fixes(
            Method("services.AddAuthentication().AddJwtBearer(o => {|TKG2004:o.TokenValidationParameters.IssuerValidator = (issuer, _, _) => issuer|});"),
            Method("services.AddAuthentication().AddJwtBearer(o => o.TokenValidationParameters.IssuerValidator = null);"));
}
