using TokenGuard.Analyzers.Issuing;
using TokenGuard.CodeFixes.Issuing;

namespace TokenGuard.Analyzers.Tests.Issuing;

using Verify = Verify<SensitiveClaimAnalyzer, SensitiveClaimCodeFix>;

/// <summary>Methods of the project that put into tokens what they are given: the call that gives it is reported.</summary>
public class SensitiveClaimThroughCallsTests
{
    private static string Code(string helper, string body) =>
        $$"""
        using System.IdentityModel.Tokens.Jwt;
        using System.Security.Claims;
        using Microsoft.IdentityModel.Tokens;

        public class User { public string Name { get; set; } = ""; public string Password { get; set; } = ""; public string Ssn { get; set; } = ""; }

        public static class Tokens
        {
            {{helper}}
        }

        public class Api(SigningCredentials credentials)
        {
            public string Login(User user)
            {
                var claims = new List<Claim>();
                {{body}}
                return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(claims: claims, expires: DateTime.UtcNow.AddMinutes(5), signingCredentials: credentials));
            }
        }
        """;

    private const string Add = "public static void Add(List<Claim> claims, string type, string value) => claims.Add(new Claim(type, value));";
    private const string Make = "public static string Make(string type, string value) => new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(claims: [new Claim(type, value)], expires: DateTime.UtcNow.AddMinutes(5)));";

    [Theory]
    [InlineData(Add, "Tokens.Add(claims, {|TKG1004:\"ssn\"|}, user.Name);")]
    [InlineData(Add, "Tokens.Add(claims, \"x\", {|TKG1004:user.Password|});")]
    [InlineData(Add, "const string Type = \"password\"; Tokens.Add(claims, {|TKG1004:Type|}, user.Name);")]
    [InlineData(Make, "Tokens.Make({|TKG1004:\"ssn\"|}, user.Name);")]
    [InlineData(Make, "Tokens.Make(\"x\", {|TKG1004:user.Ssn|});")]
    public Task The_call_decides(string helper, string body) => Verify.Reports(Code(helper, body));

    [Theory]
    [InlineData(Add, "Tokens.Add(claims, \"name\", user.Name);")]
    [InlineData(Add, "Tokens.Add(new List<Claim>(), \"ssn\", user.Name);")]
    [InlineData(Make, "Tokens.Make(\"name\", user.Name);")]
    [InlineData("public static void Add(List<Claim> claims, string type, string value) { if (value.Length > 0) { claims.Add(new Claim(\"length\", value.Length.ToString())); } _ = type; }", "Tokens.Add(claims, \"ssn\", user.Ssn);")]
    public Task Another_call_is_silent(string helper, string body) => Verify.Silent(Code(helper, body));

    [Fact]
    public Task A_helper_that_knows_the_claim_is_reported_itself() =>
        Verify.Reports(Code("public static string Make(string value) => new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(claims: [new Claim({|TKG1004:\"ssn\"|}, value)], expires: DateTime.UtcNow.AddMinutes(5)));", "Tokens.Make(user.Name);"));

    [Fact]
    public Task A_chain() =>
        Verify.Reports(Code(Add + "public static void Two(List<Claim> all, string kind, string text) => Add(all, kind, text);", "Tokens.Two(claims, \"x\", {|TKG1004:user.Ssn|});"));

    [Fact]
    public Task A_list_of_a_signed_in_user_is_silent() =>
        Verify.Silent("""
            using System.Security.Claims;
            using Microsoft.AspNetCore.Authentication;
            public static class Users
            {
                public static void Add(List<Claim> claims, string type, string value) => claims.Add(new Claim(type, value));
                public static Task SignIn(HttpContext context, string ssn)
                {
                    var claims = new List<Claim>();
                    Add(claims, "ssn", ssn);
                    return context.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity(claims, "cookie")));
                }
            }
            """);
}
