using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Verify = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Issuing.RefreshTokenIsAccessTokenAnalyzer, TokenGuard.CodeFixes.Issuing.RefreshTokenIsAccessTokenCodeFix>;

namespace TokenGuard.Analyzers.Tests.Issuing;

public class RefreshTokenIsAccessTokenTests
{
    private static string Class(string members) =>
        $$"""
        using System.IdentityModel.Tokens.Jwt;
        using System.Security.Claims;
        using System.Security.Cryptography;
        using System.Text;
        using Microsoft.IdentityModel.JsonWebTokens;
        using Microsoft.IdentityModel.Tokens;

        public record User(string Id, string Name);
        public class Tokens { public string AccessToken { get; set; } = ""; public string RefreshToken { get; set; } = ""; }
        public enum Kind { Access, Refresh }

        public class TokenService(IConfiguration configuration, SigningCredentials credentials, SigningCredentials others)
        {
            {{members.Replace("\n", "\n    ")}}

            public object[] Unused() => [configuration, credentials, others];
        }
        """;

    /// <summary>A method for an access token, and this one for a refresh token.</summary>
    private static string Methods(string refresh, string access = Access) => Class($"{access}\n\n{refresh}");

    private const string Access =
        """
        public string GenerateAccessToken(User user)
        {
            var key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(configuration["Jwt:Key"]!));
            var token = new JwtSecurityToken(configuration["Jwt:Issuer"], configuration["Jwt:Audience"], [new Claim("sub", user.Id)], null, DateTime.UtcNow.AddMinutes(15), new SigningCredentials(key, "HS256"));
            return new JwtSecurityTokenHandler().WriteToken(token);
        }
        """;

    private static string Refresh(
        string issuer = "configuration[\"Jwt:Issuer\"]", string audience = "configuration[\"Jwt:Audience\"]", string claims = "[new Claim(\"sub\", user.Id)]", string key = "configuration[\"Jwt:Key\"]!", string before = "") =>
        $$"""
        public string GenerateRefreshToken(User user)
        {
            var credentials = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes({{key}})), "HS256");
            var token = {|TKG1010:new JwtSecurityToken|}({{issuer}}, {{audience}}, {{claims}}, expires: DateTime.UtcNow.AddDays(7), signingCredentials: credentials);
            {{before}}
            return new JwtSecurityTokenHandler().WriteToken(token);
        }
        """;

    private static string WithImport(string source) => $"using System.Buffers.Text;\n{source}";

    private static string Silent(string marked) => marked.Replace("{|TKG1010:", "", StringComparison.Ordinal).Replace("|}", "", StringComparison.Ordinal);

    [Fact]
    public Task Token_made_like_the_access_token_is_reported() => Verify.Reports(Methods(Refresh()));

    [Theory]
    [InlineData("configuration[\"Jwt:Audience\"]", "[new Claim(\"sub\", user.Id), new Claim(\"jti\", user.Name)]")]
    [InlineData("configuration[\"Jwt:Audience\"]", "null")]
    public Task Other_claims_do_not_tell_it_apart(string audience, string claims) => Verify.Reports(Methods(Refresh(audience: audience, claims: claims)));

    [Theory]
    [InlineData("configuration[\"Jwt:Issuer\"]", "configuration[\"Jwt:RefreshAudience\"]", "[]", "configuration[\"Jwt:Key\"]!", "")]
    [InlineData("configuration[\"Jwt:Issuer\"]", "\"refresh\"", "[]", "configuration[\"Jwt:Key\"]!", "")]
    [InlineData("configuration[\"Jwt:Issuer\"]", "null", "[]", "configuration[\"Jwt:Key\"]!", "")]
    [InlineData("\"other\"", "configuration[\"Jwt:Audience\"]", "[]", "configuration[\"Jwt:Key\"]!", "")]
    [InlineData("configuration[\"Jwt:Issuer\"]", "configuration[\"Jwt:Audience\"]", "[]", "configuration[\"Jwt:RefreshKey\"]!", "")]
    [InlineData("configuration[\"Jwt:Issuer\"]", "configuration[\"Jwt:Audience\"]", "[new Claim(\"token_use\", \"refresh\")]", "configuration[\"Jwt:Key\"]!", "")]
    [InlineData("configuration[\"Jwt:Issuer\"]", "configuration[\"Jwt:Audience\"]", "[new Claim(\"type\", \"refresh\")]", "configuration[\"Jwt:Key\"]!", "")]
    [InlineData("configuration[\"Jwt:Issuer\"]", "configuration[\"Jwt:Audience\"]", "[new Claim(\"is_refresh\", \"true\")]", "configuration[\"Jwt:Key\"]!", "")]
    [InlineData("configuration[\"Jwt:Issuer\"]", "configuration[\"Jwt:Audience\"]", "ClaimsOf(user)", "configuration[\"Jwt:Key\"]!", "")]
    [InlineData("configuration[\"Jwt:Issuer\"]", "configuration[\"Jwt:Audience\"]", "[]", "configuration[\"Jwt:Key\"]!", "token.Header[\"typ\"] = \"rt+jwt\";")]
    [InlineData("configuration[\"Jwt:Issuer\"]", "configuration[\"Jwt:Audience\"]", "[]", "configuration[\"Jwt:Key\"]!", "token.Payload[\"token_type\"] = \"refresh\";")]
    [InlineData("configuration[\"Jwt:Issuer\"]", "configuration[\"Jwt:Audience\"]", "[new Claim(\"token-type\", user.Id)]", "configuration[\"Jwt:Key\"]!", "")]
    [InlineData("configuration[\"Jwt:Issuer\"]", "configuration[\"Jwt:Audience\"]", "[new Claim(\"https://example.com/tokenUse\", user.Id)]", "configuration[\"Jwt:Key\"]!", "")]
    [InlineData("configuration[\"Jwt:Issuer\"]", "configuration[\"Jwt:Audience\"]", "[new Claim(ClaimTypes.Role, \"Refresh\")]", "configuration[\"Jwt:Key\"]!", "")]
    public Task Token_that_differs_is_silent(string issuer, string audience, string claims, string key, string before) =>
        Verify.Silent(Methods(Silent(Refresh(issuer, audience, claims, key, before)), Access + "\n\nprivate static List<Claim> ClaimsOf(User user) { var list = new List<Claim>(); Add(list, user); return list; }\n\nprivate static void Add(IList<Claim> claims, User user) => claims.Add(new Claim(user.Id, user.Name));"));

    [Fact]
    public Task Access_token_that_says_what_it_is_is_silent() =>
        Verify.Silent(Methods(Silent(Refresh()), Access.Replace("[new Claim(\"sub\", user.Id)]", "[new Claim(\"token_use\", \"access\")]", StringComparison.Ordinal)));

    [Fact]
    public Task Refresh_token_alone_is_silent() => Verify.Silent(Class(Silent(Refresh())));

    [Theory]
    [InlineData("public string GenerateInvitationToken(User user)")]
    [InlineData("public string GenerateIdToken(User user)")]
    public Task Token_beside_that_is_no_access_token_is_silent(string method) =>
        Verify.Silent(Methods(Silent(Refresh()), Access.Replace("public string GenerateAccessToken(User user)", method, StringComparison.Ordinal)));

    [Fact]
    public Task Descriptor_is_reported() =>
        Verify.Reports(Class(
            """
            private readonly JsonWebTokenHandler handler = new();
            public string CreateToken(User user) => handler.CreateToken(new SecurityTokenDescriptor { Issuer = "i", Audience = "a", Subject = new ClaimsIdentity([new Claim("sub", user.Id)]), SigningCredentials = credentials });
            public string CreateRefreshToken(User user) => handler.{|TKG1010:CreateToken|}(new SecurityTokenDescriptor { Issuer = "i", Audience = "a", Expires = DateTime.UtcNow.AddDays(7), Subject = new ClaimsIdentity([new Claim("sub", user.Id)]), SigningCredentials = credentials });
            """));

    [Theory]
    [InlineData("Audience = \"a\", SigningCredentials = credentials, EncryptingCredentials = new EncryptingCredentials(new SymmetricSecurityKey(new byte[32]), \"A256KW\", \"A256CBC-HS512\")")]
    [InlineData("Audience = \"a\", SigningCredentials = credentials, AdditionalHeaderClaims = new Dictionary<string, object> { [\"typ\"] = \"rt+jwt\" }")]
    [InlineData("Audience = \"a\", SigningCredentials = credentials, Audiences = { \"auth\" }")]
    [InlineData("TokenType = \"rt+jwt\", Audience = \"a\", SigningCredentials = credentials")]
    [InlineData("Audience = \"r\", SigningCredentials = credentials")]
    [InlineData("Audience = \"a\", SigningCredentials = others")]
    [InlineData("Audience = \"a\", SigningCredentials = credentials, Claims = new Dictionary<string, object> { [\"typ\"] = \"Refresh\" }")]
    public Task Descriptor_that_differs_is_silent(string members) =>
        Verify.Silent(Class(
            $$"""
            private readonly JsonWebTokenHandler handler = new();
            public string CreateToken(User user) => handler.CreateToken(new SecurityTokenDescriptor { Issuer = "i", Audience = "a", Subject = new ClaimsIdentity([new Claim("sub", user.Id)]), SigningCredentials = credentials });
            public string CreateRefreshToken(User user) => handler.CreateToken(new SecurityTokenDescriptor { Issuer = "i", Expires = DateTime.UtcNow.AddDays(7), {{members}} });
            """));

    [Fact]
    public Task One_descriptor_for_both_is_reported() =>
        Verify.Reports(Class(
            """
            public Tokens Create(User user)
            {
                var handler = new JsonWebTokenHandler();
                var descriptor = new SecurityTokenDescriptor { Issuer = "i", Audience = "a", Subject = new ClaimsIdentity([new Claim("sub", user.Id)]), SigningCredentials = credentials };
                var accessToken = handler.CreateToken(descriptor);
                descriptor.Expires = DateTime.UtcNow.AddDays(7);
                var refreshToken = handler.{|TKG1010:CreateToken|}(descriptor);
                return new Tokens { AccessToken = accessToken, RefreshToken = refreshToken };
            }
            """));

    private static string Given(string access, string refresh, string more = "") =>
        Class(
            $$"""
            public string CreateAccess(IEnumerable<Claim> claims) => new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken("i", "a", claims, null, DateTime.UtcNow.AddMinutes(15), credentials));
            public string CreateRefreshToken(IEnumerable<Claim> claims) => new JwtSecurityTokenHandler().WriteToken({|TKG1010:new JwtSecurityToken|}("i", "a", claims, null, DateTime.UtcNow.AddDays(7), credentials));
            {{(access.Length == 0 ? "" : $"public (string, string) Both(User user, IEnumerable<Claim> given) => (CreateAccess({access}), CreateRefreshToken({refresh}));")}}
            {{more}}
            """);

    [Theory]
    [InlineData("given", "given")]
    [InlineData("given", "[new Claim(\"sub\", user.Id)]")]
    [InlineData("[new Claim(\"role\", user.Name)]", "new List<Claim> { new Claim(\"sub\", user.Id) }")]
    public Task Claims_that_all_callers_give_are_looked_at(string access, string refresh) => Verify.Reports(Given(access, refresh));

    [Theory]
    [InlineData("", "")]
    [InlineData("[new Claim(\"sub\", user.Id)]", "given")]
    [InlineData("given", "[new Claim(\"token_use\", \"refresh\")]")]
    public Task Claims_that_a_caller_does_not_show_are_silent(string access, string refresh) => Verify.Silent(Silent(Given(access, refresh)));

    [Fact]
    public Task Token_that_the_caller_writes_is_reported() =>
        Verify.Reports(Class(
            """
            private JwtSecurityToken AccessTokenOf(User user) => new("i", "a", [new Claim("sub", user.Id)], null, DateTime.UtcNow.AddMinutes(15), credentials);
            private JwtSecurityToken GenerateRefreshToken(User user) => {|TKG1010:new|}("i", "a", [new Claim("sub", user.Id)], null, DateTime.UtcNow.AddDays(7), credentials);
            public Tokens Both(User user) => new Tokens { AccessToken = new JwtSecurityTokenHandler().WriteToken(AccessTokenOf(user)), RefreshToken = new JwtSecurityTokenHandler().WriteToken(GenerateRefreshToken(user)) };
            """));

    private const string Helper =
        """
        private string Create(User user, TimeSpan lifetime, string? audience = null, Kind kind = Kind.Access, params Claim[] more)
        {
            var claims = new List<Claim> { new Claim("sub", user.Id), new Claim("kind", kind.ToString()) };
            claims.AddRange(more);
            return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken("i", audience, claims, expires: DateTime.UtcNow.Add(lifetime), signingCredentials: credentials));
        }
        """;

    [Theory]
    [InlineData("public Tokens Both(User user) => new Tokens { AccessToken = Create(user, TimeSpan.FromMinutes(15)), RefreshToken = {|TKG1010:Create|}(user, TimeSpan.FromDays(7)) };")]
    [InlineData("public (string Access, string RefreshToken) Both(User user) => (Create(user, TimeSpan.FromMinutes(15)), {|TKG1010:Create|}(user, TimeSpan.FromDays(7)));")]
    [InlineData("public Tokens Both(User user) { var token = Create(user, TimeSpan.FromMinutes(15), \"a\"); var refreshToken = {|TKG1010:Create|}(user, TimeSpan.FromDays(7), \"a\"); return new Tokens { AccessToken = token, RefreshToken = refreshToken }; }")]
    [InlineData("public string AccessTokenOf(User user) => Create(user, TimeSpan.FromMinutes(15)); public string GenerateRefreshToken(User user) => {|TKG1010:Create|}(user, TimeSpan.FromDays(7));")]
    [InlineData("public string AccessTokenOf(User who) => Create(who, TimeSpan.FromMinutes(15)); public Tokens Both(User user) => new Tokens { AccessToken = AccessTokenOf(user), RefreshToken = {|TKG1010:AccessTokenOf|}(user) };")]
    public Task Two_calls_of_one_method_are_reported(string members) => Verify.Reports(Class(Helper + "\n\n" + members));

    [Theory]
    [InlineData("public Tokens Both(User user) => new Tokens { AccessToken = Create(user, TimeSpan.FromMinutes(15)), RefreshToken = Create(user, TimeSpan.FromDays(7), \"refresh\") };")]
    [InlineData("public Tokens Both(User user) => new Tokens { AccessToken = Create(user, TimeSpan.FromMinutes(15)), RefreshToken = Create(user, TimeSpan.FromDays(7), kind: Kind.Refresh) };")]
    [InlineData("public Tokens Both(User user) => new Tokens { AccessToken = Create(user, TimeSpan.FromMinutes(15)), RefreshToken = Create(user, TimeSpan.FromDays(7), null, Kind.Access, new Claim(\"token_use\", \"refresh\")) };")]
    [InlineData("public string Renew(User user) { var refreshToken = Create(user, TimeSpan.FromMinutes(15)); return refreshToken; }")]
    [InlineData("public string RefreshToken(User user) => Create(user, TimeSpan.FromMinutes(15)); public string Login(User user) => Create(user, TimeSpan.FromMinutes(15));")]
    [InlineData("public Tokens Both(User user) => new Tokens { AccessToken = Create(user, TimeSpan.FromMinutes(15)), RefreshToken = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) };")]
    [InlineData("public Tokens Both(User user) => new Tokens { AccessToken = Create(user, TimeSpan.FromMinutes(15)), RefreshToken = Other(user) }; private static string Other(User user) => user.Id;")]
    public Task Calls_that_differ_or_give_another_thing_are_silent(string members) => Verify.Silent(Class(Helper + "\n\n" + members));

    private static string Keyed(string members) =>
        Class(
            "public class Options { public string Secret { get; set; } = \"\"; public int Minutes { get; set; } }\n"
            + "public class Issuer(SigningCredentials[] keys)\n{\n"
            + "public string Make(string userId, int minutes) => new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(\"i\", \"a\", [new Claim(\"sub\", userId)], null, DateTime.UtcNow.AddMinutes(minutes), keys[0]));\n"
            + "public async Task<string> MakeAsync(string userId, int minutes) { await Task.Yield(); return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(\"i\", \"a\", [new Claim(\"sub\", userId)], null, DateTime.UtcNow.AddMinutes(minutes), keys[0])); }\n"
            + "public string MakeWith(string userId, int minutes, int index) => new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(\"i\", \"a\", [new Claim(\"sub\", userId)], null, DateTime.UtcNow.AddMinutes(minutes), keys[index]));\n"
            + "public string MakeFor<T>(string userId, int minutes) => new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(\"i\", typeof(T).Name, [new Claim(\"sub\", userId)], null, DateTime.UtcNow.AddMinutes(minutes), keys[0]));\n}\n"
            + "private readonly Options access = new(); private readonly Options refresh = new();\n"
            + "private string Make(string userId, string secret, int minutes) => new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(\"i\", \"a\", [new Claim(\"sub\", userId)], null, DateTime.UtcNow.AddMinutes(minutes), new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret)), \"HS256\")));\n"
            + members);

    [Theory]
    [InlineData("public string AccessTokenOf(User user) => Make(user.Id, access.Secret, access.Minutes); public string CreateRefreshToken(User user) => {|TKG1010:Make|}(user.Id, access.Secret, refresh.Minutes);")]
    [InlineData("public string AccessTokenOf(string userId) => Make(userId, access.Secret, 15); public string CreateRefreshToken(string userId) => {|TKG1010:Make|}(userId, access.Secret, 10000);")]
    [InlineData("public Tokens Both(User user, Issuer issuer) => new Tokens { AccessToken = issuer.Make(user.Id, 15), RefreshToken = issuer.{|TKG1010:Make|}(user.Id, 10000) };")]
    [InlineData("public async Task<Tokens> BothAsync(User user, Issuer issuer) => new Tokens { AccessToken = await issuer.MakeAsync(user.Id, 15).ConfigureAwait(false), RefreshToken = await issuer.{|TKG1010:MakeAsync|}(user.Id, 10000).ConfigureAwait(false) };")]
    public Task One_key_for_both_is_reported(string members) => Verify.Reports(Keyed(members));

    [Theory]
    [InlineData("public string AccessTokenOf(User user) => Make(user.Id, access.Secret, 15); public string CreateRefreshToken(User user) => Make(user.Id, refresh.Secret, 10000);")]
    [InlineData("public string AccessTokenOf(User user, string secret) => Make(user.Id, secret, 15); public string CreateRefreshToken(User user, string secret) => Make(user.Id, secret, 10000);")]
    [InlineData("public Tokens Both(User user) => new Tokens { AccessToken = Make(user.Id, access.Secret, 15), RefreshToken = Make(\"refresh:\" + user.Id, access.Secret, 10000) };")]
    [InlineData("public Tokens Both(User user, Issuer forApis, Issuer forRenewal) => new Tokens { AccessToken = forApis.Make(user.Id, 15), RefreshToken = forRenewal.Make(user.Id, 10000) };")]
    [InlineData("public Tokens Both(User user, Issuer issuer) => new Tokens { AccessToken = issuer.MakeWith(user.Id, 15, 0), RefreshToken = issuer.MakeWith(user.Id, 10000, 1) };")]
    [InlineData("public Tokens Both(User user, Issuer issuer) => new Tokens { AccessToken = issuer.MakeFor<User>(user.Id, 15), RefreshToken = issuer.MakeFor<Tokens>(user.Id, 10000) };")]
    public Task Two_keys_or_a_mark_are_silent(string members) => Verify.Silent(Keyed(members));

    [Fact]
    public Task Message_names_the_token() =>
        Verify.ReportsMessages(
            Methods(Refresh().Replace("{|TKG1010:", "{|#0:", StringComparison.Ordinal)),
            new DiagnosticResult("TKG1010", DiagnosticSeverity.Warning).WithLocation(0)
                .WithMessage("'GenerateRefreshToken' is a JWT with the key, issuer and audience of the access token, so that APIs accept it as one for its whole life; make it a random value that the server stores"));

    [Fact]
    public Task Fix_makes_a_method_return_random_bytes() =>
        Verify.Fixes(
            Methods(Refresh()),
            WithImport(Methods(
                """
                public string GenerateRefreshToken(User user)
                {
                    return Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
                }
                """)));

    [Fact]
    public Task Fix_replaces_a_call() =>
        Verify.Fixes(
            Class(Helper + "\n\npublic Tokens Both(User user) => new Tokens { AccessToken = Create(user, TimeSpan.FromMinutes(15)), RefreshToken = {|TKG1010:Create|}(user, TimeSpan.FromDays(7)) /* a week */ };"),
            WithImport(Class(Helper + "\n\npublic Tokens Both(User user) => new Tokens { AccessToken = Create(user, TimeSpan.FromMinutes(15)), RefreshToken = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)) /* a week */ };")));

    [Fact]
    public Task Comments_would_be_lost_so_there_is_no_fix() => Verify.OffersNoFix(Methods(Refresh(before: "// signed, so that we know it again")));

    private const string Signed = "new JwtSecurityToken(configuration[\"Jwt:Issuer\"], configuration[\"Jwt:Audience\"], [new Claim(\"sub\", user.Id)], null, DateTime.UtcNow.AddDays(7), new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(configuration[\"Jwt:Key\"]!)), \"HS256\"))";

    private static string Returning(string written, string parameters, string body) =>
        Methods($"public List<string> Stored {{ get; }} = [];\n\npublic string GenerateRefreshToken(User user{parameters})\n{{\n    {string.Format(System.Globalization.CultureInfo.InvariantCulture, body, written)}\n}}");

    [Theory]
    [InlineData("", "var text = {0}; Stored.Add(text); return text;")]
    [InlineData("", "Stored.Clear(); return {0};")]
    [InlineData("", "if (user.Id.Length == 0) {{ throw new ArgumentException(user.Name); }} return {0};")]
    [InlineData("", "ArgumentException.ThrowIfNullOrEmpty(user.Id); return {0};")]
    [InlineData(", ref int count", "count++; return {0};")]
    [InlineData(", out DateTime expires", "expires = DateTime.UtcNow.AddDays(7); return {0};")]
    public Task Fix_leaves_what_else_a_method_does(string parameters, string body) =>
        Verify.Fixes(
            Returning($"new JwtSecurityTokenHandler().WriteToken({Signed.Replace("new JwtSecurityToken", "{|TKG1010:new JwtSecurityToken|}", StringComparison.Ordinal)})", parameters, body),
            WithImport(Returning("Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))", parameters, body)));

    [Fact]
    public Task Fix_of_a_variable_leaves_what_else_a_method_does() =>
        Verify.Fixes(
            Returning("new JwtSecurityTokenHandler().WriteToken(token)", "", $"var token = {Signed.Replace("new JwtSecurityToken", "{{|TKG1010:new JwtSecurityToken|}}", StringComparison.Ordinal)}; var text = {{0}}; Stored.Add(text); return text;"),
            WithImport(Returning("Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))", "", $"var token = {Signed}; var text = {{0}}; Stored.Add(text); return text;")));

    [Fact]
    public Task Fix_removes_what_only_the_token_needs() =>
        Verify.Fixes(
            Returning("new JwtSecurityTokenHandler().WriteToken(token)", "", $"var key = configuration[\"Jwt:Key\"] ?? throw new InvalidOperationException(); var token = {Signed.Replace("new JwtSecurityToken", "{{|TKG1010:new JwtSecurityToken|}}", StringComparison.Ordinal).Replace("configuration[\"Jwt:Key\"]!", "key", StringComparison.Ordinal)}; token.Header[\"kid\"] = user.Id; return {{0}};").Replace("token.Header[\"kid\"] = user.Id; ", "", StringComparison.Ordinal),
            WithImport(Returning("Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))", "", "return {0};")));
}
