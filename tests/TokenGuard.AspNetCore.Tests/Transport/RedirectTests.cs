using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace TokenGuard.AspNetCore.Tests.Transport;

public class RedirectTests
{
    public static TheoryData<string, string> Locations => new()
    {
        { $"https://app.example.com/#access_token={Tokens.Opaque}&token_type=Bearer", "TKG4004" },
        { $"/home?access_token={Tokens.Opaque}", "TKG4004" },
        { $"/home?x=1&refreshToken={Tokens.Opaque}#top", "TKG4004" },
        { $"/home?x=1#state=2&access%5Ftoken={Tokens.Opaque}", "TKG4004" },
        { $"myapp://signed-in?accessToken={Tokens.Jwt}", "TKG4004" },
        { $"https://app.example.com/#id_token={Tokens.Jwt}", "~TKG4004" },
        { $"/home?t={Tokens.Jwt}", "~TKG4004" },
        { $"/home?authToken={Tokens.Opaque}", "~TKG4004" },
        { $"https://login.example.com/logout?id_token_hint={Tokens.Jwt}&post_logout_redirect_uri=https%3A%2F%2Fshop.example.com", "" },
        { $"https://login.example.com/authorize?client_id=a&request={Tokens.Jwt}&state=b&nonce=c&code_challenge=d", "" },
        { $"https://login.example.com/logout?logout_token={Tokens.Jwt}", "" },
        { "/signin-oidc?code=abc&state=def", "" },
        { "/reset-password?token=abc", "" },
        { $"/confirm-email?t={Tokens.Jwt}", "" },
        { "/orders?nextPageToken=abc", "" },
        { "/home?access_token=", "" },
        { "/home#", "" },
        { "?", "" },
        { "/", "" },
    };

    [Theory]
    [MemberData(nameof(Locations))]
    public async Task A_redirect_with_a_token_is_not_sent(string location, string expected)
    {
        await using var application = await TestApplication.StartAsync(app: app => app.MapGet("/", () => Results.Redirect(location)));
        if (expected is ['T', ..])
        {
            var exception = await Assert.ThrowsAsync<TokenGuardException>(() => application.SendAsync("https://shop.example.com/"));
            Assert.Equal(expected, exception.Violations[0].RuleId);
        }
        else
        {
            Assert.Equal(location, (await application.SendAsync("https://shop.example.com/")).Response.Headers.Location);
        }

        Assert.Equal(expected.Length > 0 ? [expected.TrimStart('~')] : [], application.Recorder.RuleIds);
        Tokens.AssertNoneIn(application.Recorder);
    }
}
