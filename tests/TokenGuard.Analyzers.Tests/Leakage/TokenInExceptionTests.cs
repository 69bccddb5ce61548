using TokenGuard.Analyzers.Leakage;
using TokenGuard.CodeFixes.Leakage;

namespace TokenGuard.Analyzers.Tests.Leakage;

using Verify = Verify<TokenInExceptionAnalyzer, TokenInExceptionCodeFix>;

public class TokenInExceptionTests
{
    private static string Service(string body) =>
        $$"""
        public class TokenException : Exception
        {
            public TokenException(string token) : base("The token is invalid") => Token = token;
            public string Token { get; }
        }

        public class ShownException(int code) : Exception($"Failed with {code}")
        {
            public ShownException(string value, int code) : this(code) => _ = value;
        }

        public class ToldException : Exception
        {
            public ToldException(string value) : base("Not valid: " + value) { }
        }

        public class SignInService
        {
            public void SignIn(string accessToken, string refreshToken, string token, string tokenHash, string user, CancellationToken cancellationToken)
            {
                {{body}}
            }

            private static void Require(bool condition, string message)
            {
                if (!condition)
                {
                    throw new InvalidOperationException(message);
                }
            }
        }
        """;

    [Theory]
    [InlineData("""throw new InvalidOperationException($"The token {{|TKG5002:accessToken|}} is invalid");""")]
    [InlineData("""throw new UnauthorizedAccessException("Refresh token not found: " + {|TKG5002:refreshToken|});""")]
    [InlineData("""throw new ArgumentException(string.Format("{0} has {1}", user, {|TKG5002:refreshToken|}), nameof(refreshToken));""")]
    [InlineData("""throw new ArgumentOutOfRangeException(nameof(accessToken), {|TKG5002:accessToken|}, "Too long");""")]
    [InlineData("""throw new InvalidOperationException($"Invalid JWT: {{|TKG5002:token|}}");""")]
    [InlineData("""var ex = new InvalidOperationException("Failed"); ex.Data["token"] = {|TKG5002:accessToken|}; throw ex;""")]
    [InlineData("""var ex = new InvalidOperationException("Failed"); ex.Data.Add("token", {|TKG5002:accessToken|}); throw ex;""")]
    [InlineData("""Require(token.Length > 3, {|TKG5002:"Too short: " + accessToken|});""")]
    [InlineData("""throw new ToldException({|TKG5002:accessToken|});""")]
    public Task Token_in_an_exception_is_reported(string body) => Verify.Reports(Service(body));

    [Theory]
    [InlineData("""throw new InvalidOperationException("The access token is invalid");""")]
    [InlineData("""throw new ArgumentException("Too long", nameof(accessToken));""")]
    [InlineData("""throw new InvalidOperationException($"The token of {user} has {accessToken.Length} characters");""")]
    [InlineData("""throw new InvalidOperationException($"Not found: {tokenHash}");""")]
    [InlineData("""throw new InvalidOperationException($"Unexpected token {token}");""")]
    [InlineData("""throw new OperationCanceledException("Cancelled", cancellationToken);""")]
    [InlineData("""throw new InvalidOperationException($"Token {accessToken[..4]} is invalid");""")]
    [InlineData("""throw new TokenException(accessToken);""")]
    [InlineData("""Require(accessToken.Length > 3, "The access token is too short");""")]
    [InlineData("""var data = new Dictionary<string, string>(); data["token"] = accessToken;""")]
    public Task What_is_no_token_or_stays_in_the_exception_is_silent(string body) => Verify.Silent(Service(body));

    [Fact]
    public Task Fix_leaves_the_token_out() =>
        Verify.Fixes(
            Service("""throw new InvalidOperationException($"The token {{|TKG5002:accessToken|}} is invalid"); // kept"""),
            Service("""throw new InvalidOperationException($"The token [redacted] is invalid"); // kept"""));
}
