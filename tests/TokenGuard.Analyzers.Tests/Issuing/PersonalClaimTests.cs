using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Verify = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Issuing.PersonalClaimAnalyzer, TokenGuard.CodeFixes.Issuing.SensitiveClaimCodeFix>;

namespace TokenGuard.Analyzers.Tests.Issuing;

public class PersonalClaimTests
{
    private static string Class(string members) =>
        $$"""
        using System.IdentityModel.Tokens.Jwt;
        using System.Security.Claims;
        using Microsoft.AspNetCore.Authentication;
        using Microsoft.AspNetCore.Identity;
        using Microsoft.IdentityModel.JsonWebTokens;
        using Microsoft.IdentityModel.Tokens;
        using JwtRegisteredClaimNames = System.IdentityModel.Tokens.Jwt.JwtRegisteredClaimNames;

        public class User : IdentityUser
        {
            public DateTime BirthDate { get; set; }
            public string SupportEmail { get; set; } = "";
            public string WalletAddress { get; set; } = "";
        }

        public class TokenService(SigningCredentials credentials)
        {
            {{members.Replace("\n", "\n    ")}}
        }
        """;

    /// <summary>A method that makes a token with this claim.</summary>
    private static string Token(string claim, string method = "CreateToken", string credentials = "signingCredentials: credentials") =>
        Class(
            $$"""
            public string {{method}}(User user, string email, string text, string address, string mobile)
            {
                var claims = new List<Claim> { new Claim("sub", user.Id), {{claim}} };
                var token = new JwtSecurityToken(claims: claims, expires: DateTime.UtcNow.AddMinutes(15), {{credentials}});
                return new JwtSecurityTokenHandler().WriteToken(token);
            }
            """);

    [Theory]
    [InlineData("email")]
    [InlineData("Email")]
    [InlineData("e-mail")]
    [InlineData("user_email")]
    [InlineData("emailAddress")]
    [InlineData("phone")]
    [InlineData("phone_number")]
    [InlineData("PhoneNumber")]
    [InlineData("mobile")]
    [InlineData("birthdate")]
    [InlineData("date_of_birth")]
    [InlineData("dob")]
    [InlineData("address")]
    [InlineData("home_address")]
    [InlineData("zipCode")]
    [InlineData("gender")]
    [InlineData("nationality")]
    [InlineData("https://example.com/claims/email")]
    public Task Personal_claim_type_is_reported(string type) => Verify.Reports(Token($$"""new Claim({|TKG1012:"{{type}}"|}, text)"""));

    [Theory]
    [InlineData("new Claim({|TKG1012:ClaimTypes.Email|}, text)")]
    [InlineData("new Claim({|TKG1012:ClaimTypes.MobilePhone|}, text)")]
    [InlineData("new Claim({|TKG1012:ClaimTypes.DateOfBirth|}, user.BirthDate.ToString(\"O\"))")]
    [InlineData("new Claim({|TKG1012:ClaimTypes.StreetAddress|}, text)")]
    [InlineData("new({|TKG1012:JwtRegisteredClaimNames.Email|}, user.Email!)")]
    [InlineData("new Claim({|TKG1012:JwtRegisteredClaimNames.Birthdate|}, text)")]
    [InlineData("new Claim(\"sub\", {|TKG1012:user.Email|}!)")]
    [InlineData("new Claim(ClaimTypes.Name, {|TKG1012:email|})")]
    [InlineData("new Claim(\"contact\", {|TKG1012:user.PhoneNumber ?? \"\"|})")]
    [InlineData("new Claim(\"born\", {|TKG1012:user.BirthDate.ToString()|})")]
    public Task Personal_claim_or_value_is_reported(string claim) => Verify.Reports(Token(claim));

    [Theory]
    [InlineData("new Claim(\"name\", user.UserName!)")]
    [InlineData("new Claim(\"role\", text)")]
    [InlineData("new Claim(\"email_verified\", \"true\")")]
    [InlineData("new Claim(\"email_verified\", user.EmailConfirmed.ToString())")]
    [InlineData("new Claim(\"phone\", user.PhoneNumberConfirmed.ToString())")]
    [InlineData("new Claim(\"has_email\", text)")]
    [InlineData("new Claim(\"email\", \"\")")]
    [InlineData("new Claim(\"support_email\", user.SupportEmail)")]
    [InlineData("new Claim(\"ip_address\", text)")]
    [InlineData("new Claim(\"wallet_address\", user.WalletAddress)")]
    [InlineData("new Claim(\"permission\", \"email.send\")")]
    [InlineData("new Claim(\"device\", \"mobile\")")]
    [InlineData("new Claim(\"cell\", text)")]
    [InlineData("new Claim(ClaimTypes.NameIdentifier, address)")]
    [InlineData("new Claim(\"platform\", mobile)")]
    [InlineData("new Claim(\"phone\", user.PhoneNumber is null ? \"false\" : \"true\")")]
    public Task Other_claim_is_silent(string claim) => Verify.Silent(Token(claim));

    [Theory]
    [InlineData("CreateIdToken")]
    [InlineData("GenerateRefreshToken")]
    [InlineData("CreateEmailConfirmationToken")]
    [InlineData("CreateInvitation")]
    public Task Token_that_is_no_access_token_is_silent(string method) => Verify.Silent(Token("new Claim(\"email\", text)", method));

    [Fact]
    public Task Encrypted_token_is_silent() =>
        Verify.Silent(
            """
            using System.Security.Claims;
            using Microsoft.IdentityModel.JsonWebTokens;
            using Microsoft.IdentityModel.Tokens;

            public class Tokens(SigningCredentials credentials, EncryptingCredentials encryption)
            {
                public string Create(string text) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
                {
                    Subject = new ClaimsIdentity([new Claim("email", text)]), SigningCredentials = credentials, EncryptingCredentials = encryption,
                });
            }
            """);

    [Fact]
    public Task Descriptor_payload_and_builder_are_reported() =>
        Verify.Reports(
            """
            using System.IdentityModel.Tokens.Jwt;
            using Microsoft.IdentityModel.JsonWebTokens;
            using Microsoft.IdentityModel.Tokens;
            using JWT.Builder;

            public class Tokens(SigningCredentials credentials, string key)
            {
                public string Described(string text) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
                {
                    Claims = new Dictionary<string, object> { ["sub"] = text, [{|TKG1012:"email"|}] = text }, SigningCredentials = credentials,
                });

                public JwtPayload Payload(string text) => new JwtPayload { ["sub"] = text, [{|TKG1012:"birthdate"|}] = text };

                public string Built(string text) => new JwtBuilder().WithSecret(key).AddClaim("sub", text).AddClaim({|TKG1012:"phone_number"|}, text).Encode();

                public string Encoded(string text, byte[] secret) => Jose.JWT.Encode(new { sub = text, {|TKG1012:email = text|} }, secret, Jose.JwsAlgorithm.HS256);
            }
            """);

    [Fact]
    public Task Dictionary_that_is_no_payload_is_silent() =>
        Verify.Silent(Class(
            """
            public string Create(User user) => new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(claims: [new Claim("sub", user.Id)], signingCredentials: credentials));
            public Dictionary<string, string> Template(string email) => new Dictionary<string, string> { ["email"] = email };
            public HttpRequestMessage Form(string email) => new HttpRequestMessage { Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["email"] = email }) };
            """));

    [Fact]
    public Task Cookie_of_a_user_is_silent() =>
        Verify.Silent(
            """
            using System.Security.Claims;
            using Microsoft.AspNetCore.Authentication;

            public static class Users
            {
                public static Task SignIn(HttpContext context, string email) =>
                    context.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Email, email)], "cookie")));
            }
            """);

    [Fact]
    public Task Claim_whose_token_a_server_decides_is_silent() =>
        Verify.Silent(
            """
            using System.Security.Claims;
            using OpenIddict.Abstractions;

            public class Server
            {
                public void Fill(ClaimsIdentity identity, string text) => identity.SetClaim("email", text).SetDestinations(_ => ["id_token"]);
            }
            """);

    [Fact]
    public Task Message_names_the_claim() =>
        Verify.ReportsMessages(
            Token("""new Claim({|#0:ClaimTypes.Email|}, text), new Claim("sub", {|#1:user.Email|}!)"""),
            new DiagnosticResult("TKG1012", DiagnosticSeverity.Warning).WithLocation(0).WithMessage("Claim 'emailaddress' puts personal data into an access token, which every service and proxy on its way can read; leave it out"),
            new DiagnosticResult("TKG1012", DiagnosticSeverity.Warning).WithLocation(1).WithMessage("Claim 'sub' puts 'Email' into an access token, which every service and proxy on its way can read; leave it out"));

    [Theory]
    [InlineData("new Claim({|TKG1012:\"email\"|}, text), new Claim(\"role\", text)", "new Claim(\"role\", text)")]
    [InlineData("new Claim(\"role\", text), new Claim({|TKG1012:ClaimTypes.HomePhone|}, text)", "new Claim(\"role\", text)")]
    public Task Fix_leaves_the_claim_out(string claims, string fixedClaims) => Verify.Fixes(Token(claims), Token(fixedClaims));

    private static string Lines(string claims) =>
        Class(
            $$"""
            public JwtSecurityToken CreateToken(User user, string email)
            {
                var claims = {{claims}};
                return new JwtSecurityToken(claims: claims, expires: DateTime.UtcNow.AddMinutes(15), signingCredentials: credentials);
            }
            """);

    [Theory]
    [InlineData(
        "new List<Claim>\n    {\n        new Claim(\"sub\", user.Id), // who\n        // for the UI\n        new Claim({|TKG1012:\"email\"|}, email), // shown\n    }",
        "new List<Claim>\n    {\n        new Claim(\"sub\", user.Id), // who\n        // for the UI\n        // shown\n    }")]
    [InlineData(
        "new List<Claim>\n    {\n        // for the UI\n        new Claim({|TKG1012:\"email\"|}, email), // shown\n    }",
        "new List<Claim>\n    {\n        // for the UI\n        // shown\n    }")]
    [InlineData(
        "new[]\n    {\n        new Claim(\"sub\", user.Id),\n        // for the UI\n        new Claim({|TKG1012:\"email\"|}, email) // shown\n    }",
        "new[]\n    {\n        new Claim(\"sub\", user.Id)\n        // for the UI\n        // shown\n    }")]
    public Task Fix_keeps_the_comments_of_a_list(string claims, string repaired) => Verify.Fixes(Lines(claims), Lines(repaired));

    [Fact]
    public Task Fix_keeps_the_comments_of_a_statement() =>
        Verify.Fixes(
            Lines("new List<Claim>();\n    // for the UI\n    claims.Add(new Claim({|TKG1012:\"email\"|}, email)); // shown\n    claims.Add(new Claim(\"sub\", user.Id))"),
            Lines("new List<Claim>();\n    // for the UI\n    // shown\n    claims.Add(new Claim(\"sub\", user.Id))"));

    private static string Builder(string body) =>
        $$"""
        using JWT.Builder;

        public class Tokens(string key)
        {
            public string Create(string text, bool isKnown)
            {
                {{body}}
            }

            public string Key => key;
        }
        """;

    [Theory]
    [InlineData(
        "return new JwtBuilder()\n            .WithSecret(Key) // ours\n            // the UI needs it\n            .AddClaim({|TKG1012:\"email\"|}, text) // shown\n            .Encode();",
        "return new JwtBuilder()\n            .WithSecret(Key) // ours\n            // the UI needs it\n            // shown\n            .Encode();")]
    [InlineData("return new JwtBuilder().AddClaim({|TKG1012:\"email\"|}, text) /* shown */ .Encode();", "return new JwtBuilder() /* shown */ .Encode();")]
    [InlineData("var b = new JwtBuilder(); b = b.AddClaim({|TKG1012:\"phone\"|}, text); return b.Encode();", "var b = new JwtBuilder(); return b.Encode();")]
    [InlineData("var b = new JwtBuilder(); if (isKnown) b = b.AddClaim({|TKG1012:\"phone\"|}, text); return b.Encode();", "var b = new JwtBuilder(); return b.Encode();")]
    public Task Fix_keeps_the_comments_of_a_chain(string body, string repaired) => Verify.Fixes(Builder(body), Builder(repaired));

    [Theory]
    [InlineData("var b = new JwtBuilder(); if (isKnown) b.AddClaim({|TKG1012:\"phone\"|}, text); else b.Id(text); return b.Encode();")]
    [InlineData("var b = new JwtBuilder(); if (text.StartsWith('+')) b = b.AddClaim({|TKG1012:\"phone\"|}, text); return b.Encode();")]
    public Task Claim_under_a_condition_has_no_fix(string body) => Verify.OffersNoFix(Builder(body));

    [Fact]
    public Task A_needed_claim_has_no_fix() => Verify.OffersNoFix(Token("new Claim(\"name\", {|TKG1012:user.Email|}!)"));
}
