using TokenGuard.AspNetCore.Violations;

namespace TokenGuard.AspNetCore.Tests.Policy;

public class SafeTextTests
{
    [Theory]
    [InlineData("refresh_token", "refresh_token")]
    [InlineData("api/orders/{id}", "api/orders/{id}")]
    [InlineData(".AspNetCore.Antiforgery", ".AspNetCore.Antiforgery")]
    [InlineData("a\r\nTKG1001 forged", "a??TKG1001 forged")]
    [InlineData("it's", "it?s")]
    [InlineData("naïve", "na?ve")]
    [InlineData(null, "(nameless)")]
    [InlineData("", "(nameless)")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9", SafeText.Withheld)]
    [InlineData("x-eyJhbGciOiJIUzI1NiJ9.e30", SafeText.Withheld)]
    [InlineData("tgr_abcdefgh", SafeText.Withheld)]
    [InlineData("8xLOxBtZp8R2dk4Wm3Qq7yT1vN5sJ6aC", SafeText.Withheld)]
    [InlineData("dGhpcyBpcyBhIGxvbmcgb3BhcXVlIHRva2VuIHZhbHVlIQ==", SafeText.Withheld)]
    public void A_name_is_made_fit_for_a_log(string? name, string expected) => Assert.Equal(expected, SafeText.Name(name));

    [Fact]
    public void A_long_name_is_cut() => Assert.Equal(string.Concat(Enumerable.Repeat("ab ", 20)) + "a...", SafeText.Name(string.Concat(Enumerable.Repeat("ab ", 100))));
}
