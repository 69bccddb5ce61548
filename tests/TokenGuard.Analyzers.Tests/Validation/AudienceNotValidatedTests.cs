using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using TokenGuard.Analyzers.Validation;
using TokenGuard.CodeFixes.Validation;
using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Validation.TokenValidationAnalyzer, TokenGuard.CodeFixes.Validation.TokenValidationParametersCodeFix>;

namespace TokenGuard.Analyzers.Tests.Validation;

/// <summary>TKG2003. The shapes in which a switch can be set are tested here for all switches.</summary>
public class AudienceNotValidatedTests
{
    private const string Usings = """
        using Microsoft.AspNetCore.Authentication.JwtBearer;
        using Microsoft.IdentityModel.JsonWebTokens;
        using Microsoft.IdentityModel.Tokens;
        using System.IdentityModel.Tokens.Jwt;

        """;

    [Theory]
    [InlineData("var p = new TokenValidationParameters { {|TKG2003:ValidateAudience = false|} };")]
    [InlineData("var p = new TokenValidationParameters(); {|TKG2003:p.ValidateAudience = false|};")]
    [InlineData("TokenValidationParameters p = new() { ValidateAudience = true }; {|TKG2003:p.ValidateAudience = false|};")]
    [InlineData("var p = given.Clone(); {|TKG2003:p.ValidateAudience = false|};")]
    [InlineData("{|TKG2003:given.ValidateAudience = false|};")]
    [InlineData("var p = new TokenValidationParameters { {|TKG2003:ValidateAudience = Off|} };")]
    [InlineData("var p = new TokenValidationParameters { {|TKG2003:ValidateAudience = StaticOff|} };")]
    [InlineData("var p = new TokenValidationParameters { {|TKG2003:ValidateAudience = Never|} };")]
    [InlineData("var off = false; var p = new TokenValidationParameters { {|TKG2003:ValidateAudience = off|} };")]
    [InlineData("var p = new TokenValidationParameters { {|TKG2003:RequireAudience = false|} };")]
    [InlineData("var o = new JwtBearerOptions { TokenValidationParameters = new() { {|TKG2003:ValidateAudience = false|} } };")]
    [InlineData("var o = new JwtBearerOptions { TokenValidationParameters = { {|TKG2003:ValidateAudience = false|} } };")]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => {|TKG2003:o.TokenValidationParameters.ValidateAudience = false|});")]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => { o.TokenValidationParameters = new TokenValidationParameters { {|TKG2003:ValidateAudience = false|} }; });")]
    [InlineData("services.Configure<JwtBearerOptions>(o => {|TKG2003:o.TokenValidationParameters.ValidateAudience = false|});")]
    [InlineData("services.PostConfigure<JwtBearerOptions>(\"x\", o => { {|TKG2003:o.TokenValidationParameters.ValidateAudience = false|}; });")]
    [InlineData("services.AddAuthentication().AddOpenIdConnect(o => { {|TKG2003:o.TokenValidationParameters.ValidateAudience = false|}; });")]
    [InlineData("new JwtSecurityTokenHandler().ValidateToken(text, new TokenValidationParameters { {|TKG2003:ValidateAudience = false|} }, out _);")]
    [InlineData("new JsonWebTokenHandler().ValidateTokenAsync(text, new TokenValidationParameters { {|TKG2003:ValidateAudience = false|} });")]
    [InlineData("given = new TokenValidationParameters { {|TKG2003:ValidateAudience = false|}, IssuerValidator = (i, _, _) => Issuers.Check(i) };")]
    public Task A_switch_that_is_false_is_reported_in_every_shape(string body) => Check.Reports(Method(body));

    [Theory]
    [InlineData("var p = new TokenValidationParameters { ValidateAudience = true };")]
    [InlineData("var p = new TokenValidationParameters { ValidateAudience = flag };")]
    [InlineData("var p = new TokenValidationParameters { ValidateAudience = settings.ValidateAudience };")]
    [InlineData("var on = settings.ValidateAudience; var p = new TokenValidationParameters { ValidateAudience = on };")]
    [InlineData("var on = false; if (flag) { on = true; } var p = new TokenValidationParameters { ValidateAudience = on };")]
    [InlineData("var p = new TokenValidationParameters { ValidateAudience = false }; p.ValidateAudience = true;")]
    [InlineData("var p = new TokenValidationParameters { ValidateAudience = false }; if (flag) { p.ValidateAudience = true; }")]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => { o.TokenValidationParameters.ValidateAudience = false; o.TokenValidationParameters.ValidateAudience = o.Audience is not null; });")]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => { o.TokenValidationParameters.ValidateAudience = false; o.TokenValidationParameters = new() { ValidAudience = text }; });")]
    [InlineData("var p = new TokenValidationParameters { ValidateIssuerSigningKey = false, ValidateActor = false, ValidateTokenReplay = false, ClockSkew = TimeSpan.Zero };")]
    public Task What_is_on_or_decided_at_run_time_is_silent(string body) => Check.Silent(Method(body));

    [Fact]
    public Task Switch_of_another_object_does_not_hide_it() =>
        Check.Reports(Method(
            """
            var p = new TokenValidationParameters { {|TKG2003:ValidateAudience = false|} };
            var q = new TokenValidationParameters();
            q.ValidateAudience = true;
            q.AudienceValidator = (audiences, _, _) => audiences.Contains("orders");
            """));

    [Fact]
    public Task Derived_class_that_switches_it_off_is_reported() =>
        Check.Reports(Usings + """
            public class LaxParameters : TokenValidationParameters
            {
                public LaxParameters() => {|TKG2003:ValidateAudience = false|};
            }
            """);

    [Fact]
    public Task Property_of_the_same_name_of_another_type_is_silent() =>
        Check.Silent(
            """
            public class TokenValidationParameters { public bool ValidateAudience { get; set; } }
            public class C { public object M() => new TokenValidationParameters { ValidateAudience = false }; }
            """);

    [Theory]
    [InlineData("AudienceValidator = (audiences, token, parameters) => true")]
    [InlineData("AudienceValidator = (audiences, token, parameters) => { return true; }")]
    [InlineData("AudienceValidator = delegate { return true; }")]
    [InlineData("AudienceValidator = (audiences, token, parameters) => { if (audiences is null) { return true; } return true; }")]
    [InlineData("AudienceValidator = (audiences, token, parameters) => { Console.WriteLine(audiences); return true; }")]
    [InlineData("AudienceValidator = (audiences, token, parameters) => audiences != null")]
    [InlineData("AudienceValidator = (audiences, token, parameters) => audiences is not null && audiences.Any()")]
    [InlineData("AudienceValidator = (audiences, token, parameters) => { if (audiences is null) { return false; } return true; }")]
    [InlineData("AudienceValidator = (audiences, token, parameters) => { if (!audiences.Any()) { throw new SecurityTokenException(); } return true; }")]
    [InlineData("AudienceValidator = AnyAudience")]
    [InlineData("AudienceValidator = AnyValidator")]
    [InlineData("AudienceValidator = new AudienceValidator((_, _, _) => true)")]
    public Task Delegate_that_accepts_every_audience_is_reported(string member) =>
        Check.Reports(Method($"var p = new TokenValidationParameters {{ {{|TKG2003:{member}|}} }};"));

    [Theory]
    [InlineData("AudienceValidator = (audiences, token, parameters) => audiences.Contains(text)")]
    [InlineData("AudienceValidator = (audiences, token, parameters) => audiences.Contains(text) || flag")]
    [InlineData("AudienceValidator = (audiences, token, parameters) => { Issuers.Check(text); return true; }")]
    [InlineData("AudienceValidator = (audiences, token, parameters) => audiences != null && audiences.Any(audience => audience == text)")]
    [InlineData("AudienceValidator = (audiences, token, parameters) => { if (!audiences.Any()) { throw new SecurityTokenException(); } return audiences.First() == text; }")]
    [InlineData("AudienceValidator = null")]
    [InlineData("AudienceValidator = settings.Validator")]
    [InlineData("ValidateAudience = false, AudienceValidator = (audiences, token, parameters) => audiences.Contains(text)")]
    public Task Delegate_that_may_refuse_is_silent_and_decides_instead_of_the_switch(string member) =>
        Check.Silent(Method($"var p = new TokenValidationParameters {{ {member} }};"));

    [Theory]
    [InlineData("services.AddAuthorization(o => o.AddPolicy(\"Api\", p => p.RequireClaim(\"scope\", \"orders\")));")]
    [InlineData("services.AddAuthorization(o => o.AddPolicy(\"Api\", p => p.RequireAssertion(c => c.User.HasClaim(x => x.Type == \"client_id\"))));")]
    [InlineData("if (!new JwtSecurityToken(text).Audiences.Contains(\"orders\")) { return; }")]
    public Task Audience_that_is_checked_in_the_same_place_is_silent(string check) =>
        Check.Silent(Method("services.AddAuthentication().AddJwtBearer(o => o.TokenValidationParameters.ValidateAudience = false);" + check));

    [Fact]
    public Task Policy_about_another_claim_hides_nothing() =>
        Check.Reports(Method(
            """
            services.AddAuthentication().AddJwtBearer(o => {|TKG2003:o.TokenValidationParameters.ValidateAudience = false|});
            services.AddAuthorization(o => o.AddPolicy("Mfa", p => p.RequireClaim("amr", "mfa")));
            """));

    [Fact]
    public Task Expired_token_must_be_for_this_application_too() =>
        Check.Reports(Method(
            "new JwtSecurityTokenHandler().ValidateToken(text, new() { ValidateLifetime = false, {|TKG2003:ValidateAudience = false|} }, out _);",
            name: "GetPrincipalFromExpiredToken"));

    [Fact]
    public Task Proof_of_possession_has_no_audience() =>
        Check.Silent(Method(
            "new JsonWebTokenHandler().ValidateTokenAsync(text, new() { ValidateAudience = false, ValidateIssuer = false, ValidateLifetime = false });",
            name: "ValidateDPoPProof"));

    [Theory]
    [InlineData("header.TryGetProperty(\"x5c\", out var carried);")]
    [InlineData("var carried = new JsonWebToken(text).GetHeaderValue<string[]>(\"x5c\");")]
    public Task Statement_that_carries_its_certificates_has_no_audience(string read) =>
        Check.Silent(Method(
            $"System.Text.Json.JsonElement header = default; {read} _ = carried; new JsonWebTokenHandler().ValidateTokenAsync(text, new() {{ ValidateAudience = false, ValidateIssuer = false, ValidateLifetime = false }});"));

    [Fact]
    public Task Development_is_silent() =>
        Check.Silent(
            """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddAuthentication().AddJwtBearer(o =>
            {
                if (builder.Environment.IsDevelopment())
                {
                    o.TokenValidationParameters.ValidateAudience = false;
                }
            });
            """);

    [Fact]
    public Task What_CA5404_and_CA5405_report_is_left_to_them_when_asked() =>
        Check.ReportsWith(
            "tokenguard.defer_to_netanalyzers = true",
            Method(
                """
                var p = new TokenValidationParameters
                {
                    ValidateAudience = false,
                    ValidateIssuer = false,
                    ValidateLifetime = false,
                    RequireExpirationTime = false,
                    {|TKG2003:RequireAudience = false|},
                    {|TKG2001:RequireSignedTokens = false|},
                };
                var q = new TokenValidationParameters { AudienceValidator = (_, _, _) => true, LifetimeValidator = (_, _, _, _) => true, {|TKG2004:IssuerValidator = (i, _, _) => i|} };
                """));

    [Fact]
    public Task Suppressed_by_pragma_is_silent() =>
        Check.Silent(Method(
            """
            #pragma warning disable TKG2003
            var p = new TokenValidationParameters { ValidateAudience = false };
            #pragma warning restore TKG2003
            """));

    [Fact]
    public Task Message_names_the_member_and_says_what_to_do() =>
        Check.ReportsMessages(
            Method("var p = new TokenValidationParameters { {|#0:ValidateAudience = false|}, {|#1:LifetimeValidator = (_, _, _, _) => true|}, {|#2:IssuerValidator = (i, _, _) => i ?? throw new SecurityTokenException()|} };"),
            new DiagnosticResult("TKG2003", DiagnosticSeverity.Warning).WithLocation(0).WithMessage(
                "'ValidateAudience' is false, so tokens that were issued for other applications are accepted; set it to true and name this application in 'ValidAudience'"),
            new DiagnosticResult("TKG2002", DiagnosticSeverity.Warning).WithLocation(1).WithMessage(
                "'LifetimeValidator' accepts everything, so tokens are accepted that have expired or never do; remove it"),
            new DiagnosticResult("TKG2004", DiagnosticSeverity.Warning).WithLocation(2).WithMessage(
                "'IssuerValidator' refuses only tokens without issuer, so tokens of every issuer that shares a signing key are accepted; remove it"));

    [Fact]
    public Task Fix_sets_the_switch_and_reads_the_audience_from_the_configuration_in_scope() =>
        Check.Fixes(
            Usings + """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddAuthentication().AddJwtBearer(options =>
            {
                options.TokenValidationParameters = new TokenValidationParameters
                {
                    ValidIssuer = builder.Configuration["JwtSettings:Issuer"],
                    {|TKG2003:ValidateAudience = false|}, // for now
                    ClockSkew = TimeSpan.Zero,
                };
            });
            """,
            Usings + """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddAuthentication().AddJwtBearer(options =>
            {
                options.TokenValidationParameters = new TokenValidationParameters
                {
                    ValidIssuer = builder.Configuration["JwtSettings:Issuer"],
                    ValidateAudience = true, // for now
                    ValidAudience = builder.Configuration["JwtSettings:Audience"],
                    ClockSkew = TimeSpan.Zero,
                };
            });
            """);

    [Fact]
    public Task Fix_of_the_last_member_without_comma_adds_a_line() =>
        Check.Fixes(
            Usings + """
            public class C(IConfiguration configuration)
            {
                public TokenValidationParameters M() => new()
                {
                    {|TKG2003:ValidateAudience = false|}
                };
            }
            """,
            Usings + """
            public class C(IConfiguration configuration)
            {
                public TokenValidationParameters M() => new()
                {
                    ValidateAudience = true,
                    ValidAudience = configuration["Jwt:Audience"]
                };
            }
            """);

    [Fact]
    public Task Fix_of_an_assignment_adds_a_statement() =>
        Check.Fixes(
            Usings + """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddAuthentication().AddJwtBearer(options =>
            {
                // Any audience will do.
                {|TKG2003:options.TokenValidationParameters.ValidateAudience = false|};
                options.SaveToken = false;
            });
            """,
            Usings + """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddAuthentication().AddJwtBearer(options =>
            {
                // Any audience will do.
                options.TokenValidationParameters.ValidateAudience = true;
                options.TokenValidationParameters.ValidAudience = builder.Configuration["Jwt:Audience"];
                options.SaveToken = false;
            });
            """);

    [Fact]
    public Task Fix_of_a_top_level_statement_reads_from_the_section_in_scope() =>
        Check.Fixes(
            Usings + """
            IConfigurationSection jwt = new ConfigurationBuilder().Build().GetSection("Tokens");
            var parameters = new TokenValidationParameters();
            {|TKG2003:parameters.ValidateAudience = false|};
            Console.WriteLine(jwt.Key);
            """,
            Usings + """
            IConfigurationSection jwt = new ConfigurationBuilder().Build().GetSection("Tokens");
            var parameters = new TokenValidationParameters();
            parameters.ValidateAudience = true;
            parameters.ValidAudience = jwt["Audience"];
            Console.WriteLine(jwt.Key);
            """);

    [Fact]
    public Task Fix_invents_no_audience_where_there_is_no_configuration() =>
        Check.Fixes(
            Method("var p = new TokenValidationParameters { {|TKG2003:ValidateAudience = Off|} /* why? */ };"),
            Method("var p = new TokenValidationParameters { ValidateAudience = true /* why? */ };"));

    [Fact]
    public Task Fix_keeps_the_audience_that_is_set() =>
        Check.Fixes(
            Usings + """
            public class C(IConfiguration configuration)
            {
                public TokenValidationParameters M() => new() { {|TKG2003:ValidateAudience = false|}, ValidAudience = configuration["Api"] };
            }
            """,
            Usings + """
            public class C(IConfiguration configuration)
            {
                public TokenValidationParameters M() => new() { ValidateAudience = true, ValidAudience = configuration["Api"] };
            }
            """);

    [Fact]
    public Task Fix_in_an_expression_lambda_sets_the_switch_only() =>
        Check.Fixes(
            Usings + """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddAuthentication().AddJwtBearer(o => {|TKG2003:o.TokenValidationParameters.ValidateAudience = false|});
            """,
            Usings + """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddAuthentication().AddJwtBearer(o => o.TokenValidationParameters.ValidateAudience = true);
            """);

    [Theory]
    [InlineData("{|TKG2003:o.TokenValidationParameters.ValidAudiences = [\"orders\"]|};")]
    [InlineData("{|TKG2004:o.TokenValidationParameters.ValidIssuers = [\"https://login.example.com\"]|};")]
    [InlineData("o.TokenValidationParameters = new() { {|TKG2003:ValidAudiences = [\"orders\"]|} };")]
    [InlineData("o.TokenValidationParameters.ValidAudiences = [\"orders\"]; o.TokenValidationParameters.ValidAudience = \"orders\";")]
    public Task Plural_members_alone_are_ignored_by_FastEndpoints(string body) =>
        Verify<TokenValidationAnalyzer>.Reports(
            $$"""
            using FastEndpoints.Security;
            var services = new ServiceCollection();
            services.AddAuthenticationJwtBearer(s => s.SigningKey = Environment.GetEnvironmentVariable("KEY"), o => { {{body}} });
            """,
            "FastEndpointsSecurity.cs");

    [Fact]
    public Task Plural_members_are_enough_for_ASP_NET_Core() =>
        Verify<TokenValidationAnalyzer>.Silent(
            """
            using FastEndpoints.Security;
            var services = new ServiceCollection();
            services.AddAuthentication().AddJwtBearer(o => o.TokenValidationParameters.ValidAudiences = ["orders"]);
            """,
            "FastEndpointsSecurity.cs");

    /// <summary>A method that holds a body, with some things to use.</summary>
    internal static string Method(string body, string name = "Configure") =>
        Usings + $$"""
        public class Settings { public bool ValidateAudience { get; set; } = false; public AudienceValidator? Validator { get; set; } }
        public static class Issuers { public static string Check(string issuer) => issuer.Length > 3 ? issuer : throw new SecurityTokenException(); }
        public class C
        {
            private const bool Off = false;
            private static readonly bool StaticOff = false;
            private static bool Never => false;
            private static readonly AudienceValidator AnyValidator = (_, _, _) => true;
            private static bool AnyAudience(IEnumerable<string> audiences, SecurityToken token, TokenValidationParameters parameters) => true;
            private static string AnyIssuer(string issuer, SecurityToken token, TokenValidationParameters parameters) => issuer;
            private static string AnyIssuerAtAll(string issuer, SecurityToken token, TokenValidationParameters parameters)
            {
                if (string.IsNullOrEmpty(issuer)) { throw new SecurityTokenInvalidIssuerException(); }
                return issuer;
            }

            public void {{name}}(IServiceCollection services, TokenValidationParameters given, bool flag, Settings settings, string text)
            {
                {{body}}
            }
        }
        """;
}
