using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Validation.ExcessiveClockSkewAnalyzer, TokenGuard.CodeFixes.Validation.ExcessiveClockSkewCodeFix>;

namespace TokenGuard.Analyzers.Tests.Validation;

/// <summary>TKG2009.</summary>
public class ExcessiveClockSkewTests
{
    [Theory]
    [InlineData("TimeSpan.FromMinutes(10)")]
    [InlineData("TimeSpan.FromHours(1)")]
    [InlineData("TimeSpan.FromDays(1)")]
    [InlineData("TimeSpan.FromSeconds(301)")]
    [InlineData("new TimeSpan(0, 30, 0)")]
    [InlineData("new TimeSpan(1, 0, 0, 0)")]
    [InlineData("TimeSpan.Parse(\"01:00:00\")")]
    [InlineData("TimeSpan.MaxValue")]
    [InlineData("Tolerance")]
    [InlineData("TimeSpan.FromMinutes(Minutes)")]
    [InlineData("TimeSpan.FromMinutes(6) + TimeSpan.FromSeconds(10)")]
    public Task Long_tolerance_is_reported_however_it_is_written(string skew) =>
        Check.Reports(Method($"var p = new TokenValidationParameters {{ ClockSkew = {{|TKG2009:{skew}|}} }};"));

    [Theory]
    [InlineData("var p = new TokenValidationParameters(); p.ClockSkew = {|TKG2009:TimeSpan.FromHours(1)|};")]
    [InlineData("given.ClockSkew = {|TKG2009:TimeSpan.FromHours(1)|};")]
    [InlineData("var skew = TimeSpan.FromHours(1); given.ClockSkew = {|TKG2009:skew|};")]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => o.TokenValidationParameters.ClockSkew = {|TKG2009:TimeSpan.FromHours(1)|});")]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => { o.TokenValidationParameters = new() { ClockSkew = {|TKG2009:TimeSpan.FromHours(1)|} }; });")]
    [InlineData("services.AddAuthentication().AddOpenIdConnect(o => o.TokenValidationParameters.ClockSkew = {|TKG2009:TimeSpan.FromHours(1)|});")]
    [InlineData("services.Configure<JwtBearerOptions>(o => o.TokenValidationParameters.ClockSkew = {|TKG2009:TimeSpan.FromHours(1)|});")]
    [InlineData("new JsonWebTokenHandler().ValidateTokenAsync(text, new() { ClockSkew = {|TKG2009:TimeSpan.FromHours(1)|} });")]
    public Task Long_tolerance_is_reported_wherever_it_is_set(string body) => Check.Reports(Method(body));

    [Theory]
    [InlineData("var p = new TokenValidationParameters { ClockSkew = TimeSpan.Zero };")]
    [InlineData("var p = new TokenValidationParameters { ClockSkew = TimeSpan.FromMinutes(5) };")]
    [InlineData("var p = new TokenValidationParameters { ClockSkew = TokenValidationParameters.DefaultClockSkew };")]
    [InlineData("var p = new TokenValidationParameters { ClockSkew = TimeSpan.FromSeconds(seconds) };")]
    [InlineData("var p = new TokenValidationParameters { ClockSkew = TimeSpan.Parse(text) };")]
    [InlineData("given.ClockSkew = TimeSpan.FromHours(1); given.ClockSkew = TimeSpan.Zero;")]
    [InlineData("given.ClockSkew = TimeSpan.FromHours(1); given = new TokenValidationParameters();")]
    [InlineData("var p = new TokenValidationParameters { ClockSkew = TimeSpan.FromHours(1), ValidateLifetime = false };")]
    [InlineData("var p = new TokenValidationParameters { ClockSkew = TimeSpan.FromHours(1), LifetimeValidator = (_, to, _, _) => to > DateTime.UtcNow };")]
    public Task Short_unknown_or_unused_tolerance_is_silent(string body) => Check.Silent(Method(body));

    [Fact]
    public Task Client_of_Duende_has_a_tolerance_too() =>
        Check.Reports("""
            namespace Duende.IdentityModel.OidcClient { public class OidcClientOptions { public TimeSpan ClockSkew { get; set; } } }
            public class C { public object M() => new Duende.IdentityModel.OidcClient.OidcClientOptions { ClockSkew = {|TKG2009:TimeSpan.FromHours(1)|} }; }
            """);

    [Fact]
    public Task Member_of_another_type_is_silent() =>
        Check.Silent("public class Meter { public TimeSpan ClockSkew { get; set; } } public class C { public object M() => new Meter { ClockSkew = TimeSpan.FromHours(1) }; }");

    [Fact]
    public Task Expired_token_that_is_read_on_purpose_is_silent() =>
        Check.Silent(Method("new JwtSecurityTokenHandler().ValidateToken(text, new() { ClockSkew = TimeSpan.FromDays(7) }, out _);", "GetPrincipalFromExpiredToken"));

    [Fact]
    public Task Development_is_silent() =>
        Check.Silent(
            """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddAuthentication().AddJwtBearer(o =>
            {
                if (builder.Environment.IsDevelopment())
                {
                    o.TokenValidationParameters.ClockSkew = TimeSpan.FromDays(1);
                }
            });
            """);

    [Theory]
    [InlineData("JWT.ValidationParameters.Default.With(p => p.TimeMargin = {|TKG2009:3600|});")]
    [InlineData("var p = new JWT.ValidationParameters { TimeMargin = 300 };")]
    public Task Margin_of_JWT_NET_is_a_number_of_seconds(string body) =>
        Check.Reports($$"""
            using JWT;
            public class C { public void M() { {{body}} } }
            """, "JwtNetParameters.cs");

    [Fact]
    public Task Limit_is_that_of_the_policy() =>
        Check.ReportsWith(
            "tokenguard.max_clock_skew = 1m",
            Method("var p = new TokenValidationParameters { ClockSkew = {|TKG2009:TimeSpan.FromMinutes(2)|} }; given.ClockSkew = TimeSpan.FromMinutes(1);"));

    [Fact]
    public Task Message_names_the_member_and_the_limit() =>
        Check.ReportsMessages(
            Method("var p = new TokenValidationParameters { ClockSkew = {|#0:TimeSpan.FromMinutes(90)|} };"),
            new DiagnosticResult("TKG2009", DiagnosticSeverity.Warning).WithLocation(0).WithMessage(
                "'ClockSkew' accepts tokens for 90 minutes after they have expired, more than 5 minutes; shorten it"));

    [Theory]
    [InlineData("var p = new TokenValidationParameters { ClockSkew = {|TKG2009:TimeSpan.FromHours(1)|} /* mobile */ };", "var p = new TokenValidationParameters { ClockSkew = TimeSpan.FromMinutes(1) /* mobile */ };")]
    [InlineData("given.ClockSkew = {|TKG2009:Tolerance|};", "given.ClockSkew = TimeSpan.FromMinutes(1);")]
    public Task Fix_allows_one_minute(string before, string after) => Check.Fixes(Method(before), Method(after));

    [Fact]
    public Task Fix_of_a_margin_gives_seconds() =>
        Check.Fixes(
            "public class C { public object M() => new JWT.ValidationParameters { TimeMargin = {|TKG2009:3600|} }; }",
            "public class C { public object M() => new JWT.ValidationParameters { TimeMargin = 60 }; }",
            stubs: "JwtNetParameters.cs");

    [Fact]
    public Task What_a_setting_says_has_no_fix() =>
        Check.OffersNoFix("""
            using Microsoft.IdentityModel.Tokens;
            public class Settings { public TimeSpan Skew { get; } = TimeSpan.FromHours(1); }
            public class C { public object M(Settings settings) => new TokenValidationParameters { ClockSkew = {|TKG2009:settings.Skew|} }; }
            """);

    private static string Method(string body, string name = "Configure") =>
        $$"""
        using Microsoft.AspNetCore.Authentication.JwtBearer;
        using Microsoft.IdentityModel.JsonWebTokens;
        using Microsoft.IdentityModel.Tokens;
        using System.IdentityModel.Tokens.Jwt;
        public class C
        {
            private const int Minutes = 10;
            private static readonly TimeSpan Tolerance = TimeSpan.FromHours(2);

            public void {{name}}(IServiceCollection services, TokenValidationParameters given, int seconds, string text)
            {
                {{body}}
            }
        }
        """;
}
