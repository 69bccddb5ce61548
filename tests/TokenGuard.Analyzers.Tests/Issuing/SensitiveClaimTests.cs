using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Verify = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Issuing.SensitiveClaimAnalyzer, TokenGuard.CodeFixes.Issuing.SensitiveClaimCodeFix>;

namespace TokenGuard.Analyzers.Tests.Issuing;

public class SensitiveClaimTests
{
    private static string Class(string members, string types = "") =>
        $$"""
        using System.IdentityModel.Tokens.Jwt;
        using System.Security.Claims;
        using System.Text.Json;
        using Microsoft.AspNetCore.Authentication;
        using Microsoft.AspNetCore.Identity;
        using Microsoft.IdentityModel.JsonWebTokens;
        using Microsoft.IdentityModel.Tokens;
        using JwtRegisteredClaimNames = System.IdentityModel.Tokens.Jwt.JwtRegisteredClaimNames;

        public class User : IdentityUser
        {
            public string Password { get; set; } = "";
            public string CardNumber { get; set; } = "";
            public int Pin { get; set; }
            public bool HasPassword { get; set; }
            public DateTime PasswordChanged { get; set; }
            public string? NationalId { get; set; }
            public string? Race { get; set; }
            public int RaceId { get; set; }
            public Guid? Religion { get; set; }
            public string Heat { get; set; } = "";
        }

        public class Profile { public string Name { get; set; } = ""; }
        public class Account { public string Name { get; set; } = ""; [System.Text.Json.Serialization.JsonIgnore] public string Password { get; set; } = ""; }
        {{types}}

        public class TokenService(SigningCredentials credentials, EncryptingCredentials encryption, HttpContext context)
        {
            {{members.Replace("\n", "\n    ")}}
        }
        """.Replace("(SigningCredentials credentials, EncryptingCredentials encryption, HttpContext context)", members.Contains("encryption", StringComparison.Ordinal) ? "(SigningCredentials credentials, EncryptingCredentials encryption)" : "(SigningCredentials credentials, HttpContext context)");

    /// <summary>A method that makes a token with this claim.</summary>
    private static string Token(string claim, string before = "") =>
        Class(
            $$"""
            public string CreateToken(User user, Profile profile, Account account, string password, string apiKey)
            {
                {{before}}
                var claims = new List<Claim> { new Claim("sub", user.Id), {{claim}} };
                var token = new JwtSecurityToken(claims: claims, expires: DateTime.UtcNow.AddMinutes(15), signingCredentials: credentials);
                return new JwtSecurityTokenHandler().WriteToken(token);
            }
            """);

    [Theory]
    [InlineData("password")]
    [InlineData("userPassword")]
    [InlineData("passwd")]
    [InlineData("pwd")]
    [InlineData("password_hash")]
    [InlineData("PasswordHash")]
    [InlineData("ssn")]
    [InlineData("SocialSecurityNumber")]
    [InlineData("national_id")]
    [InlineData("PassPort")]
    [InlineData("passport_number")]
    [InlineData("credit_card")]
    [InlineData("creditCardNumber")]
    [InlineData("cardNumber")]
    [InlineData("pan")]
    [InlineData("cvv")]
    [InlineData("iban")]
    [InlineData("bankAccount")]
    [InlineData("accountNumber")]
    [InlineData("pin")]
    [InlineData("user_pin")]
    [InlineData("secret")]
    [InlineData("mfaSecret")]
    [InlineData("client-secret")]
    [InlineData("apiKey")]
    [InlineData("ConnectionString")]
    [InlineData("private_key")]
    [InlineData("IdNumber")]
    [InlineData("disability")]
    [InlineData("https://example.com/claims/password")]
    public Task Sensitive_claim_type_is_reported(string type) => Verify.Reports(Token($$"""new Claim({|TKG1004:"{{type}}"|}, user.Id)"""));

    [Theory]
    [InlineData("name")]
    [InlineData("pinned")]
    [InlineData("pincode")]
    [InlineData("pin_code")]
    [InlineData("shipping")]
    [InlineData("company")]
    [InlineData("japan")]
    [InlineData("secretary")]
    [InlineData("has_password")]
    [InlineData("must_change_password")]
    [InlineData("reset_password")]
    [InlineData("pwd_change_required")]
    [InlineData("password_expires_at")]
    [InlineData("pwd_exp")]
    [InlineData("api_key_id")]
    [InlineData("credit_card_type")]
    [InlineData("account_id")]
    [InlineData("student_id_number")]
    [InlineData("access_token")]
    [InlineData("refresh_token")]
    [InlineData("email")]
    [InlineData("phone_number")]
    [InlineData("birthdate")]
    [InlineData("http://password.example.com/claims/level")]
    public Task Other_claim_type_is_silent(string type) => Verify.Silent(Token($$"""new Claim("{{type}}", user.Id)"""));

    [Theory]
    [InlineData("new Claim(\"data\", {|TKG1004:user.Password|})")]
    [InlineData("new Claim(ClaimTypes.UserData, {|TKG1004:user.PasswordHash|}!)")]
    [InlineData("new Claim(\"stamp\", {|TKG1004:user.SecurityStamp ?? \"\"|})")]
    [InlineData("new Claim(\"code\", {|TKG1004:user.Pin.ToString()|})")]
    [InlineData("new Claim(\"nid\", {|TKG1004:user.NationalId ?? string.Empty|})")]
    [InlineData("new Claim(\"card\", {|TKG1004:$\"{user.CardNumber}\"|})")]
    [InlineData("new Claim(\"p\", {|TKG1004:password|})")]
    [InlineData("new Claim(\"tenant\", {|TKG1004:apiKey.Trim()|})")]
    public Task Sensitive_value_is_reported(string claim) => Verify.Reports(Token(claim));

    [Theory]
    [InlineData("new Claim(\"amr\", \"pwd\")")]
    [InlineData("new Claim(ClaimTypes.AuthenticationMethod, \"password\")")]
    [InlineData("new Claim(\"permission\", \"users.password\")")]
    [InlineData("new Claim(\"password\", \"true\", ClaimValueTypes.Boolean)")]
    [InlineData("new Claim(\"password\", user.HasPassword.ToString())")]
    [InlineData("new Claim(\"local_password\", user.PasswordHash is null ? \"false\" : \"true\")")]
    [InlineData("new Claim(\"flag\", (user.PasswordHash != null).ToString())")]
    [InlineData("new Claim(\"changed\", user.PasswordChanged.ToString())")]
    [InlineData("new Claim(\"length\", password.Length.ToString())")]
    [InlineData("new Claim(\"fingerprint\", Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(apiKey))))")]
    [InlineData("new Claim(\"secret\", \"\")")]
    [InlineData("new Claim(\"profile\", JsonSerializer.Serialize(profile))")]
    [InlineData("new Claim(\"account\", JsonSerializer.Serialize(account))")]
    [InlineData("new Claim(JwtRegisteredClaimNames.Sub, user.Id)")]
    public Task Harmless_claim_is_silent(string claim) => Verify.Silent(Token(claim));

    [Theory]
    [InlineData("new Claim({|TKG1004:\"race\"|}, user.Race!)")]
    [InlineData("new Claim({|TKG1004:\"race\"|}, user.Race ?? \"\")")]
    [InlineData("new Claim({|TKG1004:\"race\"|}, user.Heat)")]
    [InlineData("new Claim({|TKG1004:\"race\"|}, \"white\")")]
    [InlineData("new Claim({|TKG1004:\"religion\"|}, user.Religion.ToString()!)")]
    [InlineData("new Claim({|TKG1004:\"disability\"|}, user.HasPassword.ToString())")]
    [InlineData("new Claim({|TKG1004:\"password\"|}, user.RaceId.ToString())")]
    [InlineData("new Claim({|TKG1004:\"ssn\"|}, $\"{user.RaceId}\")")]
    public Task Word_with_another_meaning_is_reported_with_text_and_others_always(string claim) => Verify.Reports(Token(claim));

    [Theory]
    [InlineData("new Claim(\"race\", user.RaceId.ToString())")]
    [InlineData("new Claim(\"race\", user.RaceId.ToString(System.Globalization.CultureInfo.InvariantCulture))")]
    [InlineData("new Claim(\"race\", user?.RaceId.ToString() ?? \"\")")]
    [InlineData("new Claim(\"race\", $\"{user.RaceId}\")")]
    [InlineData("new Claim(\"race\", Convert.ToString(user.RaceId))")]
    [InlineData("new Claim(\"race\", raceKey)", "var raceKey = user.RaceId.ToString();")]
    [InlineData("new Claim(\"race\", race)", "var race = user.RaceId.ToString();")]
    [InlineData("new Claim(\"race\", raceId)", "var raceId = user.RaceId.ToString(); while (password != raceId) { raceId = raceId.Trim(); }")]
    [InlineData("new Claim(\"race\", Guid.NewGuid().ToString())")]
    [InlineData("new Claim(\"current_race\", user.Id)")]
    [InlineData("new Claim(\"religion\", user.Id)")]
    [InlineData("new Claim(\"race\", ((DayOfWeek)user.RaceId).ToString())")]
    public Task Word_with_another_meaning_is_silent_with_an_identifier(string claim, string before = "") => Verify.Silent(Token(claim, before));

    [Fact]
    public Task Whole_object_with_a_sensitive_member_is_reported() =>
        Verify.Reports(Token("new Claim(\"user\", {|TKG1004:JsonSerializer.Serialize(user)|})"));

    [Fact]
    public Task Constants_are_followed() =>
        Verify.Reports(Class(
            """
            private const string PasswordClaim = "password";
            private static readonly string Card = "card_number";

            public string CreateToken(User user)
            {
                var type = "ssn";
                var claims = new[] { new Claim({|TKG1004:PasswordClaim|}, user.Id), new Claim({|TKG1004:Card|}, user.Id), new Claim({|TKG1004:type|}, user.Id) };
                return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Subject = new ClaimsIdentity(claims), SigningCredentials = credentials });
            }
            """));

    [Theory]
    [InlineData("var identity = new ClaimsIdentity(); identity.AddClaim(new Claim({|TKG1004:\"password\"|}, user.Id));")]
    [InlineData("var identity = new ClaimsIdentity(); identity.AddClaims([new Claim({|TKG1004:\"password\"|}, user.Id)]);")]
    [InlineData("var identity = new ClaimsIdentity(new List<Claim> { new({|TKG1004:\"password\"|}, user.Id) });")]
    [InlineData("List<Claim> claims = [new({|TKG1004:\"password\"|}, user.Id)]; var identity = new ClaimsIdentity(claims);")]
    [InlineData("var more = new List<Claim>(); more.Add(new Claim({|TKG1004:\"password\"|}, user.Id)); var claims = new List<Claim>(); claims.AddRange(more); var identity = new ClaimsIdentity(claims.ToArray());")]
    public Task Claims_of_a_subject_are_reported(string statements) =>
        Verify.Reports(Class(
            $$"""
            public string Create(User user)
            {
                {{statements}}
                return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Subject = identity, SigningCredentials = credentials });
            }
            """));

    [Theory]
    [InlineData("var descriptor = new SecurityTokenDescriptor { Claims = new Dictionary<string, object> { [{|TKG1004:\"password\"|}] = user.Id } };")]
    [InlineData("var descriptor = new SecurityTokenDescriptor { Claims = new Dictionary<string, object> { { {|TKG1004:\"password\"|}, user.Id } } };")]
    [InlineData("var descriptor = new SecurityTokenDescriptor { Claims = new Dictionary<string, object>() }; descriptor.Claims[{|TKG1004:\"password\"|}] = user.Id;")]
    [InlineData("var descriptor = new SecurityTokenDescriptor { Claims = new Dictionary<string, object>() }; descriptor.Claims.Add({|TKG1004:\"password\"|}, user.Id);")]
    [InlineData("var claims = new Dictionary<string, object>(); claims[\"x\"] = {|TKG1004:user.PasswordHash|}!; var descriptor = new SecurityTokenDescriptor { Claims = claims };")]
    [InlineData("var descriptor = new SecurityTokenDescriptor { Claims = new Dictionary<string, object> { [\"user\"] = {|TKG1004:user|} } };")]
    public Task Claims_of_a_descriptor_are_reported(string statements) =>
        Verify.Reports(Class(
            $$"""
            public string Create(User user)
            {
                {{statements}}
                descriptor.SigningCredentials = credentials;
                return new JsonWebTokenHandler().CreateToken(descriptor);
            }
            """));

    [Theory]
    [InlineData("var payload = new JwtPayload { { {|TKG1004:\"password\"|}, user.Id } };")]
    [InlineData("var payload = new JwtPayload(); payload[{|TKG1004:\"password\"|}] = user.Id;")]
    [InlineData("var payload = new JwtPayload(); payload.Add({|TKG1004:\"password\"|}, user.Id);")]
    [InlineData("var payload = new JwtPayload(); payload.AddClaim(new Claim({|TKG1004:\"password\"|}, user.Id));")]
    [InlineData("var payload = new JwtPayload(new[] { new Claim({|TKG1004:\"password\"|}, user.Id) });")]
    public Task Claims_of_a_payload_are_reported(string statements) =>
        Verify.Reports(Class($$"""public string Create(User user) { {{statements}} return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(new JwtHeader(credentials), payload)); }"""));

    [Theory]
    [InlineData("new JWT.Builder.JwtBuilder().WithSecret(key).AddClaim({|TKG1004:\"password\"|}, user.Id).Encode()")]
    [InlineData("JWT.Builder.JwtBuilderExtensions.AddClaim(new JWT.Builder.JwtBuilder(), \"x\", {|TKG1004:user.PasswordHash|}).Encode()")]
    [InlineData("Jose.JWT.Encode(new { sub = user.Id, {|TKG1004:password = user.Id|} }, key, Jose.JwsAlgorithm.HS256)")]
    [InlineData("Jose.JWT.Encode(new { sub = user.Id, {|TKG1004:user.PasswordHash|} }, key, Jose.JwsAlgorithm.HS256)")]
    [InlineData("Jose.JWT.Encode(new Dictionary<string, object> { [{|TKG1004:\"password\"|}] = user.Id }, key, Jose.JwsAlgorithm.HS256)")]
    [InlineData("Jose.JWT.Encode({|TKG1004:user|}, key, Jose.JwsAlgorithm.HS256)")]
    [InlineData("Jose.JWT.Encode(new { password = user.Id }, key, Jose.JweAlgorithm.DIR, Jose.JweEncryption.A128CBC_HS256)")]
    [InlineData("encoder.Encode(new Dictionary<string, object> { { {|TKG1004:\"password\"|}, user.Id } }, key)")]
    public Task Claims_of_other_libraries_are_judged(string expression) =>
        Verify.Reports(
            $$"""
            using JWT;

            public class User { public string Id { get; set; } = ""; public string PasswordHash { get; set; } = ""; }
            public class C
            {
                public string Create(User user, string key, IJwtEncoder encoder) => {{expression}};
            }
            """);

    [Fact]
    public Task Claims_of_OpenIddict_are_reported() =>
        Verify.Reports(
            """
            using System.Security.Claims;
            using OpenIddict.Abstractions;

            public class User { public string Id { get; set; } = ""; public string PasswordHash { get; set; } = ""; }
            public class C
            {
                public void Fill(ClaimsIdentity identity, ClaimsPrincipal principal, User user)
                {
                    identity.SetClaim(OpenIddictConstants.Claims.Subject, user.Id).SetClaim({|TKG1004:"password"|}, user.Id);
                    identity.AddClaim("x", {|TKG1004:user.PasswordHash|});
                    principal.SetClaim({|TKG1004:"ssn"|}, user.Id);
                }
            }
            """);

    [Theory]
    [InlineData("Duende.IdentityServer")]
    [InlineData("IdentityServer4")]
    public Task Issued_claims_of_IdentityServer_are_reported(string library) =>
        Verify.Reports(
            $$"""
            using System.Security.Claims;
            using {{library}}.Models;

            public class ProfileService
            {
                public void GetProfileData(ProfileDataRequestContext context, string id)
                {
                    context.IssuedClaims.Add(new Claim({|TKG1004:"password"|}, id));
                    var claims = new List<Claim> { new Claim({|TKG1004:"ssn"|}, id) };
                    context.IssuedClaims.AddRange(claims);
                }
            }
            """,
            $"{library}.cs");

    [Fact]
    public Task Claims_that_another_method_of_a_profile_service_returns_are_reported() =>
        Verify.Reports(
            """
            using System.Security.Claims;
            using Duende.IdentityServer.Models;

            public class ProfileService
            {
                public void GetProfileData(ProfileDataRequestContext context, string id) => context.IssuedClaims = ClaimsOf(id).ToList();

                private static IEnumerable<Claim> ClaimsOf(string id)
                {
                    var claims = new List<Claim>();
                    claims.Add(new Claim({|TKG1004:"card_number"|}, id));
                    return claims;
                }
            }
            """,
            "Duende.IdentityServer.cs");

    [Fact]
    public Task Claims_of_FastEndpoints_are_reported() =>
        Verify.Reports(
            """
            using FastEndpoints.Security;

            public class C
            {
                public string Create(string id) => JwtBearer.CreateToken(options =>
                {
                    options.User["id"] = id;
                    options.User[{|TKG1004:"password"|}] = id;
                    options.User.Claims.Add(("name", id), ({|TKG1004:"ssn"|}, id));
                });
            }
            """,
            "FastEndpoints.Security.cs");

    [Fact]
    public Task Claims_that_another_method_of_a_token_service_returns_are_reported() =>
        Verify.Reports(Class(
            """
            private static IEnumerable<Claim> ClaimsOf(User user) => [new Claim("sub", user.Id), new Claim({|TKG1004:"password"|}, user.Password)];

            public string Create(User user) => new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(claims: ClaimsOf(user), signingCredentials: credentials));
            """));

    [Fact]
    public Task Claims_that_are_given_to_a_token_service_are_reported() =>
        Verify.Reports(Class(
            """
            public string Login(User user, ITokens tokens)
            {
                var claims = new List<Claim> { new Claim({|TKG1004:"password"|}, user.Password) };
                return tokens.GenerateAccessToken(claims);
            }
            """,
            "public interface ITokens { string GenerateAccessToken(IEnumerable<Claim> claims); }"));

    [Fact]
    public Task Claims_of_a_cookie_are_silent() =>
        Verify.Silent(Class(
            """
            public async Task SignIn(User user)
            {
                var identity = new ClaimsIdentity(new[] { new Claim("password", user.Password) }, "Cookies");
                await context.SignInAsync("Cookies", new ClaimsPrincipal(identity));
            }

            public string Create(User user) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Subject = new ClaimsIdentity([new Claim("sub", user.Id)]), SigningCredentials = credentials });
            """));

    [Theory]
    [InlineData("\"Cookies\"")]
    [InlineData("\"ApplicationCookie\"")]
    [InlineData("Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationDefaults.AuthenticationScheme")]
    [InlineData("\"jwt\"", "{|TKG1004:user.Password|}")]
    [InlineData("user.Id", "{|TKG1004:user.Password|}")]
    public Task Identity_of_a_cookie_is_silent(string scheme, string password = "user.Password") =>
        Verify.Reports(
            $$"""
            using System.Security.Claims;
            using Microsoft.IdentityModel.JsonWebTokens;
            using Microsoft.IdentityModel.Tokens;

            public class User { public string Id { get; set; } = ""; public string Password { get; set; } = ""; }
            public class Service(SigningCredentials credentials)
            {
                public ClaimsIdentity Identity(User user) => new ClaimsIdentity([new Claim("x", {{password}})], {{scheme}});

                public string Create(User user) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Subject = new ClaimsIdentity([new Claim("sub", user.Id)]), SigningCredentials = credentials });
            }
            """);

    [Fact]
    public Task Identity_of_a_token_is_reported_whatever_its_type() =>
        Verify.Reports(Class("""public string Create(User user) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Subject = new ClaimsIdentity([new Claim({|TKG1004:"password"|}, user.Password)], "Cookies"), SigningCredentials = credentials });"""));

    [Fact]
    public Task Claims_that_go_nowhere_known_are_silent() =>
        Verify.Silent(Class(
            """
            public ClaimsPrincipal Current(User user) => new(new ClaimsIdentity([new Claim("password", user.Password)], "basic"));
            public Dictionary<string, object> Settings(User user) => new() { ["password"] = user.Password };
            """));

    [Fact]
    public Task Type_that_reads_tokens_is_silent() =>
        Verify.Silent(Class(
            """
            public ClaimsPrincipal Read(string text, User user)
            {
                var token = new JwtSecurityToken(text);
                return new ClaimsPrincipal(new ClaimsIdentity(token.Claims.Append(new Claim("secret", user.Id))));
            }
            """));

    [Fact]
    public Task Encrypted_token_is_silent() =>
        Verify.Silent(Class(
            """
            public string Create(User user) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
            {
                Subject = new ClaimsIdentity([new Claim("password", user.Password)]),
                SigningCredentials = credentials,
                EncryptingCredentials = encryption,
            });
            """));

    [Fact]
    public Task Look_alike_type_is_silent() =>
        Verify.Silent(
            """
            namespace Own
            {
                public class Claim(string type, string value) { public string Type => type + value; }
                public class JwtPayload : Dictionary<int, object>;
                public class C
                {
                    public object Insurance(string id) => new Claim("password", id);
                    public object Payload() => new JwtPayload { [1] = "password" };
                }
            }
            """);

    [Fact]
    public Task Claims_of_the_policy_are_reported() =>
        Verify.ReportsWith("tokenguard.sensitive_claims = salary, shoe_size", Token("""new Claim({|TKG1004:"ShoeSize"|}, user.Id), new Claim({|TKG1004:"salary"|}, user.Id)"""));

    [Fact]
    public Task Message_names_the_claim() =>
        Verify.ReportsMessages(
            Token("""new Claim({|#0:"password"|}, user.Id), new Claim("hash", {|#1:user.PasswordHash|}!)"""),
            new DiagnosticResult("TKG1004", DiagnosticSeverity.Warning).WithLocation(0).WithMessage("Claim 'password' puts sensitive data into a token that everyone who holds it can read; leave it out"),
            new DiagnosticResult("TKG1004", DiagnosticSeverity.Warning).WithLocation(1).WithMessage("Claim 'hash' puts 'PasswordHash' into a token that everyone who holds it can read; leave it out"));

    [Theory]
    [InlineData("new List<Claim> { new Claim(\"sub\", user.Id), new Claim({|TKG1004:\"password\"|}, user.Id) }", "new List<Claim> { new Claim(\"sub\", user.Id) }")]
    [InlineData("new List<Claim> { new({|TKG1004:\"password\"|}, user.Id), new(\"sub\", user.Id) }", "new List<Claim> { new(\"sub\", user.Id) }")]
    [InlineData("new[] { new Claim(\"sub\", user.Id), new Claim(\"x\", {|TKG1004:user.Password|}), new Claim(\"y\", user.Id) }", "new[] { new Claim(\"sub\", user.Id), new Claim(\"y\", user.Id) }")]
    [InlineData("[new Claim(\"sub\", user.Id), new Claim({|TKG1004:\"password\"|}, user.Id)]", "[new Claim(\"sub\", user.Id)]")]
    [InlineData("new Claim[] { new Claim({|TKG1004:\"password\"|}, user.Id) }", "new Claim[] { }")]
    public Task Fix_takes_an_element_out_of_a_list(string list, string fixedList)
    {
        return Verify.Fixes(Create(list), Create(fixedList));

        static string Create(string list) =>
            Class($"public JwtPayload Create(User user) {{ IEnumerable<Claim> claims = {list}; return new JwtPayload(claims); }}");
    }

    [Fact]
    public Task Fix_keeps_layout_and_comments() =>
        Verify.Fixes(
            Class(
                """
                public JwtPayload Create(User user)
                {
                    var claims = new List<Claim>
                    {
                        // who it is
                        new Claim("sub", user.Id), // the key
                        // what it is
                        new Claim({|TKG1004:"password"|}, user.Password),
                        new Claim("name", user.UserName!),
                        new Claim({|TKG1004:"ssn"|}, user.Id)
                    };

                    // more
                    claims.Add(new Claim({|TKG1004:"secret"|}, user.Id));
                    claims.Add(new Claim("role", "admin")); // a role
                    claims.Add(new Claim({|TKG1004:"cvv"|}, user.Id));
                    return new JwtPayload(claims);
                }
                """),
            Class(
                """
                public JwtPayload Create(User user)
                {
                    var claims = new List<Claim>
                    {
                        // who it is
                        new Claim("sub", user.Id), // the key
                        // what it is
                        new Claim("name", user.UserName!)
                    };

                    // more
                    claims.Add(new Claim("role", "admin")); // a role
                    return new JwtPayload(claims);
                }
                """));

    [Theory]
    [InlineData("new JwtPayload { { \"sub\", user.Id }, { {|TKG1004:\"password\"|}, user.Id } }", "new JwtPayload { { \"sub\", user.Id } }")]
    [InlineData("new JwtPayload { [\"sub\"] = user.Id, [{|TKG1004:\"password\"|}] = user.Id }", "new JwtPayload { [\"sub\"] = user.Id }")]
    public Task Fix_takes_an_entry_out_of_a_dictionary(string payload, string fixedPayload)
    {
        return Verify.Fixes(Create(payload), Create(fixedPayload));

        static string Create(string payload) => Class($"public JwtPayload Create(User user) => {payload};");
    }

    [Theory]
    [InlineData("payload[{|TKG1004:\"password\"|}] = user.Id;", "")]
    [InlineData("payload.Add({|TKG1004:\"password\"|}, user.Id);", "")]
    [InlineData("payload.AddClaim(new Claim({|TKG1004:\"password\"|}, user.Id));", "")]
    [InlineData("if (user.HasPassword)\n        payload.Add({|TKG1004:\"password\"|}, user.Id);", "")]
    public Task Fix_takes_a_statement_away(string statement, string fixedStatement)
    {
        return Verify.Fixes(Create(statement), Create(fixedStatement));

        static string Create(string statement) =>
            Class(
                $$"""
                public JwtPayload Create(User user)
                {
                    var payload = new JwtPayload();
                {{(statement.Length == 0 ? "" : $"    {statement}\n")}}    return payload;
                }
                """);
    }

    [Fact]
    public Task Fix_takes_a_link_out_of_a_chain() =>
        Verify.Fixes(
            """
            using System.Security.Claims;
            using JWT.Builder;
            using OpenIddict.Abstractions;

            public class C
            {
                public string Create(string id, string key, ClaimsIdentity identity)
                {
                    identity.SetClaim("sub", id)
                            .SetClaim({|TKG1004:"password"|}, id)
                            .SetClaim("name", id);
                    identity.SetClaim("a", id).SetClaim({|TKG1004:"ssn"|}, id);
                    identity.SetClaim({|TKG1004:"cvv"|}, id);
                    return new JwtBuilder()
                        .WithSecret(key)
                        .AddClaim("sub", id) // who
                        .AddClaim({|TKG1004:"password"|}, id)
                        .Encode();
                }
            }
            """,
            """
            using System.Security.Claims;
            using JWT.Builder;
            using OpenIddict.Abstractions;

            public class C
            {
                public string Create(string id, string key, ClaimsIdentity identity)
                {
                    identity.SetClaim("sub", id)
                            .SetClaim("name", id);
                    identity.SetClaim("a", id);
                    return new JwtBuilder()
                        .WithSecret(key)
                        .AddClaim("sub", id) // who
                        .Encode();
                }
            }
            """);

    [Fact]
    public Task Fix_takes_a_member_out_of_a_payload() =>
        Verify.Fixes(
            """
            public class C
            {
                public string Create(string id, byte[] key) => Jose.JWT.Encode(new { sub = id, {|TKG1004:password = id|}, name = id }, key, Jose.JwsAlgorithm.HS256);
            }
            """,
            """
            public class C
            {
                public string Create(string id, byte[] key) => Jose.JWT.Encode(new { sub = id, name = id }, key, Jose.JwsAlgorithm.HS256);
            }
            """);

    [Fact]
    public Task Fix_takes_claims_of_FastEndpoints_out() =>
        Verify.Fixes(
            """
            using FastEndpoints.Security;

            public class C
            {
                public string Create(string id) => JwtBearer.CreateToken(options =>
                {
                    options.User.Claims.Add(("name", id), ({|TKG1004:"ssn"|}, id));
                    options.User.Claims.Add(({|TKG1004:"secret"|}, id));
                });
            }
            """,
            """
            using FastEndpoints.Security;

            public class C
            {
                public string Create(string id) => JwtBearer.CreateToken(options =>
                {
                    options.User.Claims.Add(("name", id));
                });
            }
            """,
            stubs: "FastEndpoints.Security.cs");

    [Theory]
    [InlineData("var claims = new[] { new Claim({|TKG1004:\"password\"|}, user.Id) };")]
    [InlineData("var claim = new Claim({|TKG1004:\"password\"|}, user.Id); var claims = new[] { claim };")]
    public Task Claim_that_cannot_be_left_out_alone_is_reported_without_fix(string statements) =>
        Verify.OffersNoFix(Class($"public JwtPayload Create(User user) {{ {statements} return new JwtPayload(claims); }}"));
}
