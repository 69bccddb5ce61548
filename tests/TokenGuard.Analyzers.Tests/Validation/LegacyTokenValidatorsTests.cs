using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Validation.LegacyTokenValidatorsAnalyzer, TokenGuard.CodeFixes.Validation.LegacyTokenValidatorsCodeFix>;

namespace TokenGuard.Analyzers.Tests.Validation;

/// <summary>TKG2015.</summary>
public class LegacyTokenValidatorsTests
{
    private const string Usings = """
        using System.IdentityModel.Tokens.Jwt;
        using Microsoft.AspNetCore.Authentication.JwtBearer;
        using Microsoft.AspNetCore.Authentication.OpenIdConnect;
        using Microsoft.IdentityModel.Tokens;

        """;

    [Theory]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => {|TKG2015:o.UseSecurityTokenValidators = true|});")]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => { {|TKG2015:o.UseSecurityTokenValidators = true|}; o.SecurityTokenValidators.Clear(); o.SecurityTokenValidators.Add(new JwtSecurityTokenHandler()); });")]
    [InlineData("services.AddAuthentication().AddOpenIdConnect(o => { {|TKG2015:o.UseSecurityTokenValidator = true|}; o.SecurityTokenValidator = new JwtSecurityTokenHandler(); });")]
    [InlineData("var o = new JwtBearerOptions { {|TKG2015:UseSecurityTokenValidators = On|} };")]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => { {|TKG2015:o.SecurityTokenValidators.Clear()|}; {|TKG2015:o.SecurityTokenValidators.Add(new JwtSecurityTokenHandler())|}; });")]
    [InlineData("services.AddAuthentication().AddOpenIdConnect(o => {|TKG2015:o.SecurityTokenValidator = new JwtSecurityTokenHandler()|});")]
    public Task Validators_of_the_past_are_reported(string body) => Check.Reports(Method(body));

    [Theory]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => o.UseSecurityTokenValidators = false);")]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => o.UseSecurityTokenValidators = legacy);")]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => { o.UseSecurityTokenValidators = legacy; o.SecurityTokenValidators.Add(new JwtSecurityTokenHandler()); });")]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => { o.UseSecurityTokenValidators = true; o.UseSecurityTokenValidators = false; });")]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => { o.TokenHandlers.Clear(); o.TokenHandlers.Add(new JwtSecurityTokenHandler()); });")]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => { foreach (var validator in o.SecurityTokenValidators) { Console.WriteLine(validator); } });")]
    [InlineData("services.AddAuthentication().AddOpenIdConnect(o => o.SecurityTokenValidator = null!);")]
    public Task Other_handlers_are_silent(string body) => Check.Silent(Method(body));

    [Fact]
    public Task Members_of_another_type_are_silent() =>
        Check.Silent("""
            public class Tokens
            {
                public bool UseSecurityTokenValidators { get; set; }
                public List<string> SecurityTokenValidators { get; } = [];
                public void Clear() => new Tokens { UseSecurityTokenValidators = true }.SecurityTokenValidators.Clear();
            }
            """);

    [Fact]
    public Task Before_dotnet_8_there_was_nothing_else() =>
        Check.Silent("""
            namespace Microsoft.AspNetCore.Authentication.JwtBearer
            {
                public class JwtBearerOptions { public List<object> SecurityTokenValidators { get; } = []; }
            }

            public class C
            {
                public void Configure(Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerOptions options) => options.SecurityTokenValidators.Add("token");
            }
            """);

    [Fact]
    public Task Messages_say_what_to_do() =>
        Check.ReportsMessages(
            Method("services.AddAuthentication().AddJwtBearer(o => {|#0:o.UseSecurityTokenValidators = true|});"),
            new DiagnosticResult("TKG2015", DiagnosticSeverity.Warning).WithLocation(0).WithMessage(
                "'UseSecurityTokenValidators' is true: tokens are validated by the validators of before .NET 8; remove it, and give what they do to 'TokenHandlers'"));

    [Fact]
    public Task Message_of_validators_that_nobody_asks() =>
        Check.ReportsMessages(
            Method("services.AddAuthentication().AddJwtBearer(o => {|#0:o.SecurityTokenValidators.Clear()|});"),
            new DiagnosticResult("TKG2015", DiagnosticSeverity.Warning).WithLocation(0).WithMessage(
                "'SecurityTokenValidators' is not asked unless 'UseSecurityTokenValidators' is true, so tokens are validated without it; give what it does to 'TokenHandlers', and remove it"));

    [Theory]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => { {|TKG2015:o.UseSecurityTokenValidators = true|}; o.Audience = \"orders\"; });", "services.AddAuthentication().AddJwtBearer(o => { o.Audience = \"orders\"; });")]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => {|TKG2015:o.UseSecurityTokenValidators = true|});", "services.AddAuthentication().AddJwtBearer(o => o.UseSecurityTokenValidators = false);")]
    [InlineData("var o = new JwtBearerOptions { Audience = \"orders\", {|TKG2015:UseSecurityTokenValidators = true|} };", "var o = new JwtBearerOptions { Audience = \"orders\" };")]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => { {|TKG2015:o.SecurityTokenValidators.Clear()|}; o.Audience = \"orders\"; });", "services.AddAuthentication().AddJwtBearer(o => { o.Audience = \"orders\"; });")]
    public Task Fix_removes_what_nothing_needs(string before, string after) => Check.Fixes(Method(before), Method(after));

    [Theory]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => { {|TKG2015:o.UseSecurityTokenValidators = true|}; o.SecurityTokenValidators.Add(new JwtSecurityTokenHandler()); });")]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => { {|TKG2015:o.UseSecurityTokenValidators = true|}; o.Events = new() { OnTokenValidated = c => { var jwt = c.SecurityToken as JwtSecurityToken; return Task.CompletedTask; } }; });")]
    [InlineData("JwtSecurityTokenHandler.DefaultInboundClaimTypeMap.Clear(); services.AddAuthentication().AddJwtBearer(o => { {|TKG2015:o.UseSecurityTokenValidators = true|}; });")]
    [InlineData("JwtSecurityTokenHandler.DefaultMapInboundClaims = false; services.AddAuthentication().AddJwtBearer(o => { {|TKG2015:o.UseSecurityTokenValidators = true|}; });")]
    public Task Switch_that_other_code_needs_has_no_fix(string body) => Check.OffersNoFix(Method(body));

    [Theory]
    [InlineData("switch (c.SecurityToken) { case JwtSecurityToken jwt: _ = jwt.Id; break; default: c.Fail(\"x\"); break; }")]
    [InlineData("var t = c.SecurityToken; if (t is not JwtSecurityToken) { c.Fail(\"x\"); }")]
    [InlineData("if (c is { SecurityToken: JwtSecurityToken jwt }) { _ = jwt.Id; }")]
    [InlineData("var t = (JwtSecurityToken)c.SecurityToken!;")]
    [InlineData("var t = c.SecurityToken as System.IdentityModel.Tokens.Jwt.JwtSecurityToken;")]
    [InlineData("_ = new[] { c.SecurityToken }.OfType<JwtSecurityToken>();")]
    [InlineData("Use(c.SecurityToken); static string Use(SecurityToken token) => ((JwtSecurityToken)token).RawData;")]
    public Task Switch_that_events_need_has_no_fix(string body) =>
        Check.OffersNoFix(Method($"services.AddAuthentication().AddJwtBearer(o => {{ {{|TKG2015:o.UseSecurityTokenValidators = true|}}; o.Events = new() {{ OnTokenValidated = c => {{ {body} return Task.CompletedTask; }} }}; }});"));

    [Fact]
    public Task Tokens_that_are_made_need_no_switch() =>
        Check.Fixes(
            Method("services.AddAuthentication().AddJwtBearer(o => { {|TKG2015:o.UseSecurityTokenValidators = true|}; o.Audience = \"orders\"; }); var made = new JwtSecurityToken(\"issuer\");"),
            Method("services.AddAuthentication().AddJwtBearer(o => { o.Audience = \"orders\"; }); var made = new JwtSecurityToken(\"issuer\");"));

    private static string Method(string body) =>
        Usings + $$"""
        public class C
        {
            private const bool On = true;

            public void Configure(IServiceCollection services, bool legacy)
            {
                {{body}}
            }
        }
        """;
}
