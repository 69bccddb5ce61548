using TokenGuard.Rules;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Tests.Facts;

public class CookieFactsTests
{
    [Theory]
    [InlineData("access_token", "None", "Access")]
    [InlineData("refreshToken", "None", "Refresh")]
    [InlineData("__Host-id_token", "None", "Id")]
    [InlineData("jwt", "None", "AnyToken")]
    [InlineData("jwt", "Refresh", "Refresh")]
    [InlineData("s", "Refresh", "Refresh")]
    [InlineData(null, "Access", "Access")]
    [InlineData(null, "None", "None")]
    [InlineData("token", "None", "None")]
    [InlineData("theme", "None", "None")]
    [InlineData("XSRF-TOKEN", "AnyToken", "None")]
    [InlineData("s", "SigningKey", "None")]
    public void A_cookie_carries_what_its_name_or_value_says(string? name, string value, string expected) =>
        Assert.Equal(expected, CookieFacts.KindOf(name, Enum.Parse<TokenKind>(value), TokenPolicy.Default).ToString());

    [Theory]
    [InlineData("token", true)]
    [InlineData("__Host-token", true)]
    [InlineData("X-Token", true)]
    [InlineData("cart_token", false)]
    [InlineData("tokens", false)]
    public void A_lone_token_name_says_nothing_else(string name, bool expected) => Assert.Equal(expected, CookieFacts.IsLoneTokenName(name));

    [Theory]
    [InlineData("access_token", true, true, "Lax", "None")]
    [InlineData("access_token", false, false, "Unset", "NotHttpOnly, NotSecure, WithoutSameSite")]
    [InlineData("access_token", true, true, "None", "None")]
    [InlineData("access_token", true, false, "None", "NotSecure, CrossSite")]
    [InlineData("refresh_token", true, true, "None", "CrossSite")]
    [InlineData("theme", false, false, "Unset", "None")]
    public void A_token_cookie_is_judged_by_its_attributes(string name, bool httpOnly, bool secure, string sameSite, string expected) =>
        Assert.Equal(expected, CookieFacts.Judge(name, TokenKind.None, httpOnly, secure, Enum.Parse<CookieSameSite>(sameSite), TokenPolicy.Default).ToString());

    [Fact]
    public void What_is_not_known_is_not_judged() =>
        Assert.Equal(CookieFlaws.None, CookieFacts.Judge("access_token", TokenKind.None, httpOnly: null, secure: null, sameSite: null, TokenPolicy.Default));
}
