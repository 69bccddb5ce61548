using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TokenGuard.AspNetCore.Checkpoints;

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

    public static TheoryData<string, string, bool> Asked => new()
    {
        { "/connect/authorize?client_id=spa&response_type=token&redirect_uri=https%3A%2F%2Fapp.example.com", "access_token", true },
        { "/connect/authorize?client_id=spa&response_type=id_token%20token", "access_token", true },
        { "/connect/authorize/callback?client_id=spa&response_type=code+token", "access_token", true },
        { "/authorize?response_type=token", "refresh_token", true },
        { "/authorize?response_type=code", "access_token", false },
        { "/authorize", "access_token", false },
        { "/authorize?response_type=tokens", "access_token", false },
        { "/home?response_type=token", "access_token", false },
        { "/orders/7?client_id=spa&response_type=token", "accessToken", false },
    };

    [Theory]
    [MemberData(nameof(Asked))]
    public async Task The_implicit_flow_of_an_authorization_server_is_reported(string path, string name, bool isAskedFor)
    {
        foreach (var separator in "#?")
        {
            await using var application = await TestApplication.StartAsync(app: app => app.MapGet("/{**path}", () => Results.Redirect($"https://app.example.com/{separator}{name}={Tokens.Opaque}&token_type=Bearer")));
            if (isAskedFor)
            {
                Assert.Equal(302, (await application.SendAsync("https://login.example.com" + path)).Response.StatusCode);
            }
            else
            {
                await Assert.ThrowsAsync<TokenGuardException>(() => application.SendAsync("https://login.example.com" + path));
            }

            Assert.Equal(["TKG4004"], application.Recorder.RuleIds);
        }
    }

    [Fact]
    public async Task Whoever_catches_the_refusal_answers_without_the_token()
    {
        await using var application = await TestApplication.StartAsync();
        var context = new DefaultHttpContext { Request = { Scheme = "https", Host = new HostString("shop.example.com") } };
        (context.Response.Headers.Location, context.Response.Headers.SetCookie) = ($"/home?access_token={Tokens.Opaque}", "access_token=abc");
        Assert.Throws<TokenGuardException>(() => application.Services.GetRequiredService<ResponseCheckpoint>().Check(context));
        Assert.Equal(("", "access_token=abc; HttpOnly; Secure; SameSite=Lax", "no-store"), (context.Response.Headers.Location.ToString(), context.Response.Headers.SetCookie.ToString(), context.Response.Headers.CacheControl.ToString()));
    }

    [Fact]
    public async Task It_is_blocked_where_that_is_asked_for()
    {
        await using var application = await TestApplication.StartAsync(
            app: app => app.MapGet("/{**path}", () => Results.Redirect("https://app.example.com/#access_token=" + Tokens.Opaque)),
            options: options => options.Rules["TKG4004"] = Enforcement.Block);
        await Assert.ThrowsAsync<TokenGuardException>(() => application.SendAsync("https://login.example.com/authorize?response_type=token"));
    }
}
