using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Features;

namespace TokenGuard.AspNetCore.Tests.Validation;

public class InboundRequestTests
{
    public static TheoryData<string, Action<HttpRequestHeaders>?, string?> Requests => new()
    {
        { $"/orders?access_token={Tokens.Opaque}", null, "TKG2014" },
        { $"/orders?page=1&id_token={Tokens.Jwt}", null, "TKG2014" },
        { $"/orders?q={Tokens.Jwt}", null, "TKG2014" },
        { $"/orders?refresh_token={Tokens.Opaque}", null, "TKG2014" },
        { $"/live/chat?access_token={Tokens.Opaque}", null, null },
        { $"/hubs/chat?id=1&access_token={Tokens.Opaque}", headers => headers.Add("Accept", "text/event-stream"), null },
        { $"/hubs/chat?id=1&access_token={Tokens.Opaque}", headers => headers.Add("Upgrade", "websocket"), null },
        { "/reset-password?token=abc", null, null },
        { $"/confirm-email?t={Tokens.Jwt}", null, null },
        { "/signin-oidc?code=abc&state=def", null, null },
        { $"/signout?id_token_hint={Tokens.Jwt}&logout_token={Tokens.Jwt}", null, null },
        { "/orders?nextPageToken=abc", null, null },
        { "/orders?%zz&=&&a=%", null, null },
        { "/orders", headers => headers.Add("X-Refresh-Token", Tokens.Opaque), "TKG4005" },
        { "/orders", headers => headers.Authorization = new AuthenticationHeaderValue("Bearer", Tokens.Refresh), "TKG4005" },
        { "/auth/refresh", headers => headers.Add("X-Refresh-Token", Tokens.Opaque), null },
        { "/renewals/mine", headers => headers.Add("X-Refresh-Token", Tokens.Opaque), null },
        { "/orders", headers => headers.Authorization = new AuthenticationHeaderValue("Bearer", Tokens.Jwt), null },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_token_in_the_wrong_place_is_reported_and_refused_where_that_is_asked_for(string path, Action<HttpRequestHeaders>? headers, string? rule)
    {
        foreach (var mode in new[] { TokenGuardMode.Default, TokenGuardMode.BlockAll })
        {
            await using var application = await TestApplication.StartAsync(app: app => app.MapGet("/{**path}", () => "hello"), options: options =>
            {
                options.Mode = mode;
                options.QueryTokenPaths.Add("/live");
                options.RefreshTokenPaths.Add("/renewals/");
            });
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            headers?.Invoke(request.Headers);
            var answer = await application.Client.SendAsync(request);
            var isRefused = rule is not null && mode == TokenGuardMode.BlockAll;
            Assert.Equal(isRefused ? HttpStatusCode.BadRequest : HttpStatusCode.OK, answer.StatusCode);
            var body = await answer.Content.ReadAsStringAsync();
            Assert.StartsWith(isRefused ? rule + ": " : "hello", body, StringComparison.Ordinal);
            Assert.Equal(rule is not null, application.Recorder.RuleIds.Contains(rule ?? "none"));
            Assert.True(rule is not null || application.Recorder.Violations.IsEmpty);
            Assert.DoesNotContain(Tokens.Opaque, body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_browser_that_opens_a_socket_over_HTTP_2_cannot_send_headers_either()
    {
        await using var application = await TestApplication.StartAsync(app: app => app.MapGet("/{**path}", () => "hello"));
        await application.SendAsync($"https://shop.example.com/hubs/chat?access_token={Tokens.Opaque}", context =>
        {
            context.Request.Method = "CONNECT";
            context.Features.Set<IHttpExtendedConnectFeature>(new ExtendedConnect());
        });
        Assert.Empty(application.Recorder.Violations);
    }

    [Fact]
    public async Task Of_many_tokens_in_a_request_each_rule_tells_once()
    {
        await using var application = await TestApplication.StartAsync(app: app => app.MapGet("/", () => "hello"));
        await application.SendAsync("https://shop.example.com/?" + string.Concat(Enumerable.Repeat($"refresh_token={Tokens.Opaque}&jwt={Tokens.Jwt}&", 100)));
        Assert.Equal(["TKG2014", "TKG4005"], application.Recorder.RuleIds);
    }

    private sealed class ExtendedConnect : IHttpExtendedConnectFeature
    {
        public bool IsExtendedConnect => true;

        public string? Protocol => "websocket";

        public ValueTask<Stream> AcceptAsync() => throw new NotSupportedException();
    }
}
