using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Verify = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Validation.ExpiredTokenPrincipalAnalyzer, TokenGuard.CodeFixes.Validation.ExpiredTokenPrincipalCodeFix>;

namespace TokenGuard.Analyzers.Tests.Validation;

public class ExpiredTokenPrincipalTests
{
    private static string Class(string members) =>
        $$"""
        using System.IdentityModel.Tokens.Jwt;
        using System.Security.Claims;
        using System.Text;
        using Microsoft.IdentityModel.JsonWebTokens;
        using Microsoft.IdentityModel.Tokens;

        public class TokenService(SecurityKey key, string secret, TokenValidationParameters usual)
        {
            {{members.Replace("\n", "\n    ")}}

            public object[] Unused() => [key, secret, usual];
        }
        """;

    private static string Read(string parameters, string after = "", string method = "GetPrincipalFromExpiredToken") =>
        Class(
            $$"""
            public ClaimsPrincipal {{method}}(string token)
            {
                {{parameters}}
                var principal = new JwtSecurityTokenHandler().ValidateToken(token, parameters, out var validated);
                {{after}}
                return principal;
            }
            """);

    private const string Unpinned = "var parameters = new TokenValidationParameters { IssuerSigningKey = key, {|TKG2013:ValidateLifetime = false|} };";

    [Theory]
    [InlineData(Unpinned, "")]
    [InlineData("var parameters = new TokenValidationParameters { IssuerSigningKey = key }; {|TKG2013:parameters.ValidateLifetime = false|};", "")]
    [InlineData("var parameters = new TokenValidationParameters { IssuerSigningKey = key, {|TKG2013:ValidateLifetime = false|}, ValidAlgorithms = null };", "")]
    [InlineData(Unpinned, "if (validated is not JwtSecurityToken) { throw new SecurityTokenException(); }")]
    [InlineData(Unpinned, "if (validated.Issuer != secret) { throw new SecurityTokenException(); }")]
    public Task Expired_token_of_any_algorithm_is_reported(string parameters, string after) => Verify.Reports(Read(parameters, after));

    [Theory]
    [InlineData("RefreshAsync")]
    [InlineData("ReadExpired")]
    [InlineData("RenewToken")]
    public Task Every_name_of_a_refresh_is_one(string method) => Verify.Reports(Read(Unpinned, method: method));

    [Theory]
    [InlineData("if (validated is not JwtSecurityToken jwt || !jwt.Header.Alg.Equals(SecurityAlgorithms.HmacSha256, StringComparison.OrdinalIgnoreCase)) { throw new SecurityTokenException(); }")]
    [InlineData("if (((JwtSecurityToken)validated).Header.Alg != SecurityAlgorithms.HmacSha256) { throw new SecurityTokenException(); }")]
    [InlineData("if (validated is not JwtSecurityToken { Header.Alg: SecurityAlgorithms.HmacSha256 }) { throw new SecurityTokenException(); }")]
    [InlineData("if (((JwtSecurityToken)validated).SignatureAlgorithm != \"HS256\") { throw new SecurityTokenException(); }")]
    [InlineData("Check((JwtSecurityToken)validated); static void Check(JwtSecurityToken token) { if (token.Header.Alg != \"HS256\") { throw new SecurityTokenException(); } }")]
    public Task Algorithm_that_is_compared_is_silent(string after) => Verify.Silent(Read(Unpinned.Replace("{|TKG2013:", "", StringComparison.Ordinal).Replace("|}", "", StringComparison.Ordinal), after));

    [Theory]
    [InlineData("var parameters = new TokenValidationParameters { IssuerSigningKey = key, ValidateLifetime = false, ValidAlgorithms = [SecurityAlgorithms.HmacSha256] };")]
    [InlineData("var parameters = new TokenValidationParameters { IssuerSigningKey = key, ValidateLifetime = false }; parameters.ValidAlgorithms = new[] { \"HS256\" };")]
    [InlineData("var parameters = new TokenValidationParameters { IssuerSigningKey = key, ValidateLifetime = false, AlgorithmValidator = (algorithm, _, _, _) => algorithm == \"HS256\" };")]
    [InlineData("var parameters = new TokenValidationParameters { IssuerSigningKey = key, ValidateLifetime = true };")]
    [InlineData("var parameters = new TokenValidationParameters { IssuerSigningKey = key, ValidateLifetime = false }; parameters.ValidateLifetime = true;")]
    [InlineData("var parameters = usual.Clone(); parameters.ValidateLifetime = false;")]
    [InlineData("var parameters = usual; parameters.ValidateLifetime = false;")]
    public Task Pinned_or_unknown_parameters_are_silent(string parameters) => Verify.Silent(Read(parameters));

    [Fact]
    public Task Token_that_is_not_read_for_a_refresh_is_left_to_another_rule() =>
        Verify.Silent(Read("var parameters = new TokenValidationParameters { IssuerSigningKey = key, ValidateLifetime = false };", method: "GetUser"));

    [Fact]
    public Task Message_names_the_method() =>
        Verify.ReportsMessages(
            Read("var parameters = new TokenValidationParameters { IssuerSigningKey = key, {|#0:ValidateLifetime = false|} };"),
            new DiagnosticResult("TKG2013", DiagnosticSeverity.Info).WithLocation(0)
                .WithMessage("'GetPrincipalFromExpiredToken' reads a token whose lifetime does not count, and accepts every algorithm that the key can be used with; set 'ValidAlgorithms', or compare the algorithm of the token"));

    [Fact]
    public Task Message_of_a_field_names_the_type() =>
        Verify.ReportsMessages(
            Class("private static readonly TokenValidationParameters Expired = new() { {|#0:ValidateLifetime = false|} };\npublic object Parameters() => Expired;"),
            new DiagnosticResult("TKG2013", DiagnosticSeverity.Info).WithLocation(0)
                .WithMessage("'TokenService' reads a token whose lifetime does not count, and accepts every algorithm that the key can be used with; set 'ValidAlgorithms', or compare the algorithm of the token"));

    private const string Symmetric = "IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret))";

    [Theory]
    [InlineData("", "SecurityAlgorithms.HmacSha256, SecurityAlgorithms.HmacSha384, SecurityAlgorithms.HmacSha512")]
    [InlineData("public SigningCredentials Credentials => new(key, SecurityAlgorithms.HmacSha512);", "SecurityAlgorithms.HmacSha512")]
    [InlineData("public SigningCredentials Credentials => new SigningCredentials(key, SecurityAlgorithms.HmacSha256Signature);", "SecurityAlgorithms.HmacSha256, SecurityAlgorithms.HmacSha256Signature")]
    [InlineData("public SigningCredentials Credentials => new(key, \"HS512\");", "SecurityAlgorithms.HmacSha512")]
    [InlineData("public SigningCredentials Credentials => new SigningCredentials(key, SecurityAlgorithms.RsaSha256);", "SecurityAlgorithms.HmacSha256, SecurityAlgorithms.HmacSha384, SecurityAlgorithms.HmacSha512")]
    public Task Fix_pins_what_the_key_shows(string more, string algorithms) =>
        Verify.Fixes(
            Read($"var parameters = new TokenValidationParameters {{ {Symmetric}, {{|TKG2013:ValidateLifetime = false|}} /* expired */ }};").Replace("public object[] Unused", $"{more}\n    public object[] Unused", StringComparison.Ordinal),
            Read($"var parameters = new TokenValidationParameters {{ {Symmetric}, ValidateLifetime = false, ValidAlgorithms = [{algorithms}] /* expired */ }};").Replace("public object[] Unused", $"{more}\n    public object[] Unused", StringComparison.Ordinal));

    [Fact]
    public Task Fix_replaces_what_stands_for_any() =>
        Verify.Fixes(
            Read($"var parameters = new TokenValidationParameters {{ {Symmetric}, ValidAlgorithms = null, {{|TKG2013:ValidateLifetime = false|}} }}; var credentials = new SigningCredentials(key, \"HS256\");"),
            Read($"var parameters = new TokenValidationParameters {{ {Symmetric}, ValidAlgorithms = [SecurityAlgorithms.HmacSha256], ValidateLifetime = false }}; var credentials = new SigningCredentials(key, \"HS256\");"));

    [Theory]
    [InlineData(Unpinned)]
    [InlineData("var parameters = new TokenValidationParameters { " + Symmetric + ", {|TKG2013:ValidateLifetime = false|} }; var credentials = new SigningCredentials(key, secret);")]
    [InlineData("var parameters = new TokenValidationParameters { " + Symmetric + ", {|TKG2013:ValidateLifetime = false|} }; parameters.ValidAlgorithms = null;")]
    public Task Key_that_shows_nothing_has_no_fix(string parameters) => Verify.OffersNoFix(Read(parameters));
}
