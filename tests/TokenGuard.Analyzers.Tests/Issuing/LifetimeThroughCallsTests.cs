using TokenGuard.Analyzers.Issuing;
using TokenGuard.CodeFixes.Issuing;

namespace TokenGuard.Analyzers.Tests.Issuing;

using Verify = Verify<LongAccessTokenLifetimeAnalyzer, LongAccessTokenLifetimeCodeFix>;

/// <summary>Methods of the project that issue tokens of the lifetime that they are given: the call decides.</summary>
public class LifetimeThroughCallsTests
{
    private static string Code(string issuer, string body, string method = "Login") =>
        $$"""
        using System.IdentityModel.Tokens.Jwt;
        using System.Security.Claims;
        using Microsoft.IdentityModel.Tokens;

        public class Issuer(SigningCredentials credentials)
        {
            private const int Year = 365;
            {{issuer}}
        }

        public record Tokens(string AccessToken, string RefreshToken);

        public class Api(Issuer issuer, TimeProvider clock)
        {
            public object? {{method}}(int minutes)
            {
                _ = (issuer, clock, minutes);
                {{body}}
                return null;
            }
        }
        """;

    private const string ByEnd = "public string Create(DateTime end) => new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(expires: end, signingCredentials: credentials));";
    private const string ByLength = "public string Create(TimeSpan length) => new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(expires: DateTime.UtcNow.Add(length), signingCredentials: credentials));";
    private const string ByMinutes = "public string Create(int minutes) => new JwtSecurityTokenHandler().CreateEncodedJwt(new SecurityTokenDescriptor { Expires = DateTime.UtcNow.AddMinutes(minutes), SigningCredentials = credentials });";

    [Theory]
    [InlineData(ByEnd, "var token = issuer.Create({|TKG1003:DateTime.UtcNow.AddDays(7)|});")]
    [InlineData(ByEnd, "var end = {|TKG1003:DateTime.UtcNow.AddDays(7)|}; var token = issuer.Create(end);")]
    [InlineData(ByEnd, "var token = issuer.Create(DateTime.UtcNow.AddMinutes(15));")]
    [InlineData(ByLength, "var token = issuer.Create({|TKG1003:TimeSpan.FromDays(30)|});")]
    [InlineData(ByLength, "var token = issuer.Create(TimeSpan.FromMinutes(30));")]
    [InlineData(ByLength, "var token = issuer.Create(clock.GetElapsedTime(minutes));")]
    [InlineData(ByMinutes, "var token = issuer.Create({|TKG1003:60 * 24|});")]
    [InlineData(ByMinutes, "var token = issuer.Create(60);")]
    [InlineData(ByMinutes, "var token = issuer.Create(minutes);")]
    public Task The_call_decides(string issuer, string body) => Verify.Reports(Code(issuer, body));

    [Theory]
    [InlineData("return new Tokens(issuer.Create({|TKG1003:DateTime.UtcNow.AddDays(1)|}), issuer.Create(DateTime.UtcNow.AddDays(30)));")]
    [InlineData("var refreshToken = issuer.Create(DateTime.UtcNow.AddDays(30)); return refreshToken;")]
    [InlineData("var invitation = issuer.Create(DateTime.UtcNow.AddDays(30)); return invitation;")]
    [InlineData("return new Dictionary<string, string> { [\"access_token\"] = issuer.Create({|TKG1003:DateTime.UtcNow.AddDays(1)|}), [\"refresh_token\"] = issuer.Create(DateTime.UtcNow.AddDays(30)) };")]
    [InlineData("var all = new Dictionary<string, string>(); all[\"access_token\"] = issuer.Create({|TKG1003:DateTime.UtcNow.AddDays(1)|}); all[\"refresh_token\"] = issuer.Create(DateTime.UtcNow.AddDays(30)); return all;")]
    [InlineData("(string access, string refresh) Both() => (issuer.Create({|TKG1003:DateTime.UtcNow.AddDays(1)|}), issuer.Create(DateTime.UtcNow.AddDays(30))); return Both();")]
    [InlineData("var one = issuer.Create({|TKG1003:DateTime.UtcNow.AddDays(1)|}); var two = issuer.Create(DateTime.UtcNow.AddDays(30)); return (access: one, refresh: two);")]
    [InlineData("var (access, refresh) = (issuer.Create({|TKG1003:DateTime.UtcNow.AddDays(1)|}), issuer.Create(DateTime.UtcNow.AddDays(30))); return access + refresh;")]
    [InlineData("string access, refresh; (access, refresh) = (issuer.Create({|TKG1003:DateTime.UtcNow.AddDays(1)|}), issuer.Create(DateTime.UtcNow.AddDays(30))); return access + refresh;")]
    [InlineData("var (one, two) = (issuer.Create({|TKG1003:DateTime.UtcNow.AddDays(1)|}), issuer.Create(DateTime.UtcNow.AddDays(30))); return new Tokens(one, two);")]
    public Task Names_where_it_is_called_tell_what_it_is_for(string body) => Verify.Reports(Code(ByEnd, body));

    [Theory]
    [InlineData("CreateRefreshToken")]
    [InlineData("SendInvitation")]
    public Task A_caller_that_makes_other_tokens_is_silent(string method) => Verify.Silent(Code(ByEnd, "return issuer.Create(DateTime.UtcNow.AddDays(30));", method));

    [Fact]
    public Task An_issuer_of_other_tokens_is_silent() =>
        Verify.Silent(Code(
            "public string CreateRefreshToken(DateTime end) => new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(expires: end, signingCredentials: credentials));",
            "return issuer.CreateRefreshToken(DateTime.UtcNow.AddDays(30));"));

    [Fact]
    public Task A_chain_is_reported_once() =>
        Verify.Reports(Code(
            "public string Create(int days) => Two(TimeSpan.FromDays(days)); private string Two(TimeSpan length) => Three(DateTime.UtcNow + length); private string Three(DateTime end) => new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(expires: end, signingCredentials: credentials));",
            "return issuer.Create({|TKG1003:365|});"));

    [Fact]
    public Task A_lifetime_that_the_issuer_bounds_is_silent() =>
        Verify.Silent(Code(
            "public string Create(int days) => new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(expires: DateTime.UtcNow.AddMinutes(15), claims: [new Claim(\"days\", days.ToString())], signingCredentials: credentials));",
            "return issuer.Create(365);"));

    [Theory]
    [InlineData("private static TimeSpan Lifetime() => TimeSpan.FromDays(Year);", "{|TKG1003:DateTime.UtcNow + Lifetime()|}")]
    [InlineData("private static TimeSpan Lifetime() { return TimeSpan.FromDays(Year); }", "{|TKG1003:DateTime.UtcNow + Lifetime()|}")]
    [InlineData("private static int Days() => Year;", "{|TKG1003:DateTime.UtcNow.AddDays(Days())|}")]
    [InlineData("private static TimeSpan Lifetime() => TimeSpan.FromMinutes(5);", "DateTime.UtcNow + Lifetime()")]
    [InlineData("private static TimeSpan Lifetime() { if (DateTime.Now.Day == 1) { return TimeSpan.FromMinutes(5); } return TimeSpan.FromMinutes(10); }", "DateTime.UtcNow + Lifetime()")]
    [InlineData("private static TimeSpan Lifetime() { if (DateTime.Now.Day == 1) { return TimeSpan.FromMinutes(5); } return TimeSpan.FromDays(10); }", "{|TKG1003:DateTime.UtcNow + Lifetime()|}")]
    public Task Methods_that_return_a_constant(string method, string lifetime) =>
        Verify.Reports(Code($"{method} public string Create() => new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(expires: {lifetime}, signingCredentials: credentials));", "return issuer.Create();"));

    [Theory]
    [InlineData("if (length > TimeSpan.FromMinutes(30)) { length = TimeSpan.FromMinutes(30); }")]
    [InlineData("ArgumentOutOfRangeException.ThrowIfGreaterThan(length, TimeSpan.FromMinutes(30));")]
    public Task A_helper_that_bounds_what_it_is_given_is_silent(string bound) =>
        Verify.Silent(Code(
            $$"""public string Create(TimeSpan length) { {{bound}} return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(expires: DateTime.UtcNow.Add(length), signingCredentials: credentials)); }""",
            "return issuer.Create(TimeSpan.FromDays(30));"));

    [Fact]
    public Task A_helper_that_chooses_the_unit_is_silent() =>
        Verify.Silent(Code(
            "public string Create(int number, string unit) => new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(expires: unit == \"d\" ? DateTime.UtcNow.AddDays(number) : DateTime.UtcNow.AddMinutes(number), signingCredentials: credentials));",
            "return issuer.Create(10, \"m\");"));
}
