using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Tests.Facts;

/// <summary>What browsers accept (RFC 6265bis section 5.6) is read; in particular what a strict parser loses.</summary>
public class SetCookieTextTests
{
    [Theory]
    [InlineData("a=b", "a", "b")]
    [InlineData(" a = b ; Path=/", "a", "b")]
    [InlineData("access_token=abc;; path=/", "access_token", "abc")]
    [InlineData("a=b=c", "a", "b=c")]
    [InlineData("=b", "", "b")]
    [InlineData("b", "", "b")]
    [InlineData("a=", "a", "")]
    [InlineData("a=\"b\"", "a", "\"b\"")]
    [InlineData("a=b c, d", "a", "b c, d")]
    public void Name_and_value_are_read(string text, string name, string value)
    {
        var cookie = SetCookieText.Parse(text);
        Assert.NotNull(cookie);
        Assert.Equal((name, value), (cookie.Name, cookie.Value));
    }

    [Theory]
    [InlineData("")]
    [InlineData(";")]
    [InlineData("=; Secure")]
    [InlineData("a=b\r\nSet-Cookie: c=d")]
    [InlineData("a=b\0")]
    public void What_browsers_ignore_is_no_cookie(string text) => Assert.Null(SetCookieText.Parse(text));

    [Theory]
    [InlineData("a=b", false, false, "Unset")]
    [InlineData("a=b; HttpOnly; Secure; SameSite=Lax", true, true, "Lax")]
    [InlineData("a=b;httponly;secure;samesite=strict", true, true, "Strict")]
    [InlineData("a=b;; HttpOnly = no ; Secure=false; SameSite = NONE", true, true, "None")]
    [InlineData("a=b; SameSite", false, false, "Unset")]
    [InlineData("a=b; SameSite=Strict; SameSite=None", false, false, "None")]
    [InlineData("a=b; SameSite=Relaxed", false, false, "Unset")]
    [InlineData("Secure=1; HttpOnlyX", false, false, "Unset")]
    public void Attributes_are_read(string text, bool httpOnly, bool secure, string sameSite)
    {
        var cookie = SetCookieText.Parse(text);
        Assert.NotNull(cookie);
        Assert.Equal((httpOnly, secure, sameSite), (cookie.HttpOnly, cookie.Secure, cookie.SameSite.ToString()));
    }

    [Fact]
    public void The_last_value_of_an_attribute_counts() => Assert.Equal("2", SetCookieText.Parse("a=b; Max-Age=1; max-age=2")!.LastValue("Max-Age"));
}
