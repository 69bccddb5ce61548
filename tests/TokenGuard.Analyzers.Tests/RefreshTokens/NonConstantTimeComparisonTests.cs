using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.RefreshTokens.NonConstantTimeComparisonAnalyzer, TokenGuard.CodeFixes.RefreshTokens.NonConstantTimeComparisonCodeFix>;

namespace TokenGuard.Analyzers.Tests.RefreshTokens;

/// <summary>TKG6003.</summary>
public class NonConstantTimeComparisonTests
{
    private const string Types = """
        using System.Linq.Expressions;
        using System.Security.Cryptography;
        using System.Text;
        using Microsoft.AspNetCore.Mvc;

        public class ShopUser { public string? RefreshToken { get; set; } public string RefreshTokenHash { get; set; } = ""; public List<RefreshToken> RefreshTokens { get; } = []; }
        public class RefreshToken { public string Token { get; set; } = ""; }
        public record TokenModel(string AccessToken, string RefreshToken);

        """;

    [Theory]
    [InlineData("return {|TKG6003:user.RefreshToken == model.RefreshToken|};")]
    [InlineData("if (user == null || {|TKG6003:user.RefreshToken != model.RefreshToken|}) { return false; } return true;")]
    [InlineData("return {|TKG6003:user!.RefreshToken == refreshToken|};")]
    [InlineData("return {|TKG6003:string.Equals(user.RefreshToken, refreshToken)|};")]
    [InlineData("return {|TKG6003:string.Equals(user.RefreshToken, refreshToken, StringComparison.Ordinal)|};")]
    [InlineData("return {|TKG6003:model.RefreshToken.Equals(user.RefreshToken)|};")]
    [InlineData("return {|TKG6003:model.RefreshToken.Equals(user.RefreshToken, StringComparison.OrdinalIgnoreCase)|};")]
    [InlineData("return {|TKG6003:string.CompareOrdinal(model.RefreshToken, user.RefreshToken)|} == 0;")]
    [InlineData("return {|TKG6003:Encoding.UTF8.GetBytes(refreshToken).SequenceEqual(stored)|};")]
    [InlineData("IResult Handle(TokenModel given) => {|TKG6003:given.RefreshToken == refreshToken|} ? Results.Ok() : Results.Unauthorized(); return Handle(model) is not null;")]
    [InlineData("app.MapPost(\"/refresh\", (TokenModel given) => {|TKG6003:user.RefreshToken != given.RefreshToken|} ? Results.Unauthorized() : Results.Ok()); return true;")]
    [InlineData("foreach (var token in user.RefreshTokens) { if ({|TKG6003:token.Token == refreshToken|}) { return true; } } return false;")]
    [InlineData("return {|TKG6003:user.RefreshToken == request.Cookies[\"refreshToken\"]|};")]
    [InlineData("var presented = request.Cookies[\"refresh_token\"]; return {|TKG6003:text != presented|};")]
    [InlineData("var presented = Read(model); return {|TKG6003:presented == text|};")]
    public Task Refresh_token_that_is_compared_in_memory_is_reported(string body) => Check.Reports(Method(body));

    [Theory]
    [InlineData("return {|TKG6003:Convert.ToHexString(hmac.ComputeHash(stored)) == request.Headers[\"X-Signature\"]|};")]
    [InlineData("return {|TKG6003:request.Headers[\"X-Signature\"] == Convert.ToHexString(hmac.ComputeHash(stored))|};")]
    [InlineData("var computed = HMACSHA256.HashData(stored, Encoding.UTF8.GetBytes(text)); return {|TKG6003:computed.SequenceEqual(Convert.FromHexString(signature))|};")]
    [InlineData("var computed = Sign(text); if ({|TKG6003:computed != signature|}) { return false; } return true;")]
    [InlineData("return {|TKG6003:signature.Equals(\"sha256=\" + Sign(text).ToLowerInvariant())|};")]
    [InlineData("return {|TKG6003:$\"v0={Sign(text)}\" == signature|};")]
    public Task Hmac_that_is_compared_with_what_is_given_is_reported(string body) => Check.Reports(Method(body));

    [Theory]
    [InlineData("return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(refreshToken), stored);")]
    [InlineData("return user.RefreshToken == null || user.RefreshToken == \"\" || refreshToken.Equals(null) || user.RefreshToken != string.Empty;")]
    [InlineData("return text == \"refresh_token\" || request.Form[\"grant_type\"] == \"refresh_token\";")]
    [InlineData("return user.RefreshTokenHash == Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(refreshToken)));")]
    [InlineData("return user.RefreshToken == Hash(refreshToken);")]
    [InlineData("return model.AccessToken == refreshToken;")]
    [InlineData("return refreshToken.Length == text.Length;")]
    [InlineData("return user.RefreshTokens.Any(token => token.Token == refreshToken);")]
    [InlineData("return user.RefreshTokens.RemoveAll(token => token.Token == refreshToken) > 0;")]
    [InlineData("return users.Any(candidate => candidate.RefreshToken == refreshToken);")]
    [InlineData("return users.Where(candidate => candidate.RefreshTokens.Any(token => token.Token == refreshToken)).Any();")]
    [InlineData("return (from candidate in users where candidate.RefreshToken == refreshToken select candidate).Any();")]
    [InlineData("Expression<Func<ShopUser, bool>> matches = candidate => candidate.RefreshToken == refreshToken; return users.Any(matches);")]
    [InlineData("return model.RefreshToken != other.RefreshToken;")]
    [InlineData("var newRefreshToken = model.RefreshToken; return newRefreshToken != refreshToken;")]
    [InlineData("var oldModel = model; return oldModel.RefreshToken == refreshToken;")]
    [InlineData("return Sign(text) == Sign(signature);")]
    [InlineData("return Convert.ToHexString(SHA256.HashData(stored)) == signature;")]
    public Task Other_comparisons_are_silent(string body) => Check.Silent(Method(body));

    [Fact]
    public Task Whether_objects_are_equal_or_have_changed_is_silent() => Check.Silent(Types + """
        public sealed class Session : IEquatable<Session>
        {
            private string _refreshToken = "";

            public event Action? Changed;

            public string RefreshToken
            {
                get => _refreshToken;
                set { if (_refreshToken != value) { _refreshToken = value; Changed?.Invoke(); } }
            }

            public string Text => "";

            public bool Equals(Session? other) => other is not null && _refreshToken == other.Text;

            public override bool Equals(object? other) => Equals(other as Session);

            public override int GetHashCode() => 0;
        }
        """);

    [Fact]
    public Task Client_that_sees_whether_its_token_was_rotated_is_silent() => Check.Silent("""
        using Duende.IdentityModel.Client;

        public class Session(string refreshToken)
        {
            public bool IsRotated(TokenResponse response) => response.RefreshToken != refreshToken;
        }
        """);

    [Fact]
    public Task Application_of_one_user_is_silent() => Check.Silent(Types + """
        public class Session { public bool IsOf(ShopUser user, string refreshToken) => user.RefreshToken == refreshToken; }

        namespace Microsoft.Maui.Controls { public class Application; }
        """);

    [Fact]
    public Task Signature_of_a_token_is_left_to_the_rule_about_it() =>
        Check.Silent(Method("var parts = refreshToken.Split('.'); return Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(parts[0] + \".\" + parts[1]))) == parts[2];"));

    [Fact]
    public Task Endpoint_and_entity_are_reported() => Check.Reports(Types + """
        public class TokensController(Dictionary<string, ShopUser> users) : ControllerBase
        {
            [HttpPost]
            public IActionResult Refresh(TokenModel model)
            {
                var user = users[User.Identity!.Name!];
                if (user is null || {|TKG6003:user.RefreshToken != model.RefreshToken|})
                {
                    return BadRequest("Invalid client request");
                }

                return Ok();
            }
        }

        public class Club
        {
            public string? MobileRefreshToken { get; private set; }

            public bool IsCurrent(string presented) => {|TKG6003:MobileRefreshToken == presented|};
        }
        """);

    [Fact]
    public Task Message_names_the_comparison_and_says_what_to_do() =>
        Check.ReportsMessages(
            Method("return {|#0:refreshToken == text|} && {|#1:signature.Equals(Sign(text))|};"),
            new DiagnosticResult("TKG6003", DiagnosticSeverity.Info).WithLocation(0).WithMessage("'==' compares a refresh token, and its time tells how much of it was right; compare with 'CryptographicOperations.FixedTimeEquals'"),
            new DiagnosticResult("TKG6003", DiagnosticSeverity.Info).WithLocation(1).WithMessage("'Equals' compares an HMAC, and its time tells how much of it was right; compare with 'CryptographicOperations.FixedTimeEquals'"));

    [Theory]
    [InlineData("return {|TKG6003:refreshToken == text|}; // the last one", "return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(refreshToken), Encoding.UTF8.GetBytes(text)); // the last one")]
    [InlineData("return {|TKG6003:refreshToken.Equals(text, StringComparison.Ordinal)|};", "return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(refreshToken), Encoding.UTF8.GetBytes(text));")]
    [InlineData("return {|TKG6003:Encoding.UTF8.GetBytes(refreshToken).SequenceEqual(stored)|};", "return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(refreshToken), stored);")]
    [InlineData(
        "return {|TKG6003:user.RefreshToken == model.RefreshToken|};",
        "return user.RefreshToken is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(user.RefreshToken), Encoding.UTF8.GetBytes(model.RefreshToken));")]
    [InlineData(
        "if (user == null || {|TKG6003:user.RefreshToken != maybe?.RefreshToken|} || text.Length > 9) { return false; } return user.RefreshTokens.Count > 0 && maybe.AccessToken.Length > 0;",
        "if (user == null || !(user.RefreshToken is not null && maybe?.RefreshToken is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(user.RefreshToken), Encoding.UTF8.GetBytes(maybe.RefreshToken))) || text.Length > 9) { return false; } return user.RefreshTokens.Count > 0 && maybe.AccessToken.Length > 0;")]
    [InlineData(
        "return {|TKG6003:user.RefreshToken == refreshToken|} == true;",
        "return (user.RefreshToken is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(user.RefreshToken), Encoding.UTF8.GetBytes(refreshToken))) == true;")]
    [InlineData(
        "return {|TKG6003:request.Headers[\"X-Signature\"] == Sign(text)|};",
        "return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.Headers[\"X-Signature\"].ToString()), Encoding.UTF8.GetBytes(Sign(text)));")]
    [InlineData(
        "return {|TKG6003:refreshToken == text|} || {|TKG6003:model.RefreshToken.Equals(text)|};",
        "return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(refreshToken), Encoding.UTF8.GetBytes(text)) || CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(model.RefreshToken), Encoding.UTF8.GetBytes(text));")]
    public Task Fix_compares_in_fixed_time(string before, string after) => Check.Fixes(Method(before), Method(after));

    [Fact]
    public Task Fix_imports_what_it_needs() => Check.Fixes(
        """
        public class Session
        {
            public string? RefreshToken { get; set; }

            public bool IsCurrent(string refreshToken) => {|TKG6003:RefreshToken == refreshToken|};
        }
        """,
        """
        using System.Security.Cryptography;
        using System.Text;

        public class Session
        {
            public string? RefreshToken { get; set; }

            public bool IsCurrent(string refreshToken) => RefreshToken is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(RefreshToken), Encoding.UTF8.GetBytes(refreshToken));
        }
        """);

    [Theory]
    [InlineData("return {|TKG6003:model.RefreshToken.Equals(user.RefreshToken, StringComparison.OrdinalIgnoreCase)|};")]
    [InlineData("return {|TKG6003:Find(text) == refreshToken|};")]
    [InlineData("return {|TKG6003:string.CompareOrdinal(refreshToken, text)|} == 0;")]
    [InlineData("return {|TKG6003:refreshToken == /* what came */ text|};")]
    public Task What_cannot_be_compared_by_its_bytes_has_no_fix(string body) => Check.OffersNoFix(Method(body));

    private static string Method(string body) =>
        Types + $$"""
        public class C
        {
            private static string Hash(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
            private static string Sign(string data) => Convert.ToBase64String(HMACSHA256.HashData(new byte[32], Encoding.UTF8.GetBytes(data)));
            private static string Read(TokenModel model) => model.RefreshToken;
            private static string? Find(string name) => Environment.GetEnvironmentVariable(name);

            public bool M(ShopUser user, TokenModel model, TokenModel other, TokenModel? maybe, string refreshToken, string text, string signature, byte[] stored, HMACSHA256 hmac, HttpRequest request, IQueryable<ShopUser> users, WebApplication app)
            {
                {{body}}
            }
        }
        """;
}
