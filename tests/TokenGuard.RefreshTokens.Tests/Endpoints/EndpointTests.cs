using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace TokenGuard.RefreshTokens.Tests.Endpoints;

public sealed class EndpointTests : IAsyncLifetime
{
    private const string Path = "/auth/refresh";
    private const string CookieName = "__Secure-refresh_token";

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero));
    private WebApplication application = null!;
    private HttpClient client = null!;
    private bool storeIsDown;
    private bool issuerIsDown;
    private bool tokenInCookie;
    private RefreshTokenGrant grant = new("ada");

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = Environments.Development });
        builder.WebHost.UseTestServer();
        builder.Services.AddRouting();
        builder.Services.AddAuthentication().AddCookie();
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddRefreshTokens();
        var inner = builder.Services.Single(service => service.ServiceType == typeof(IRefreshTokenStore)).ImplementationType!;
        builder.Services.AddSingleton(services => (IRefreshTokenStore)new ObservedStore((IRefreshTokenStore)ActivatorUtilities.CreateInstance(services, inner), _ => ThrowIfDown()));
        application = builder.Build();
        application.UsePathBase("/shop");
        application.UseRouting();
        application.UseAuthentication();
        application.UseAuthorization();
        application.MapPost("/auth/login", async (HttpContext context) =>
            context.Response.SetRefreshTokenCookie(await context.RequestServices.GetRequiredService<IRefreshTokenService>().IssueAsync(grant))).AllowAnonymous();
        application.MapRefreshTokens((session, _) => issuerIsDown ? throw new IOException("The users cannot be read") : new(tokenInCookie ? null : new IssuedAccessToken($"access token of {session.Subject}", TimeSpan.FromMinutes(15)) { Scope = "orders" }));
        await application.StartAsync();
        client = application.GetTestClient();
    }

    public async Task DisposeAsync() => await application.DisposeAsync();

    [Fact]
    public async Task The_cookie_is_kept_from_script_from_other_sites_and_from_other_paths()
    {
        var response = await client.PostAsync("/shop/auth/login", null);
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.Matches($"^{CookieName}=tgr_[A-Za-z0-9_-]{{68}}; max-age=259200; path=/shop/auth/refresh; secure; samesite=strict; httponly$", cookie);
    }

    [Fact]
    public async Task A_browser_exchanges_its_cookie()
    {
        var token = await SignInAsync();
        var response = await PostAsync(Path, token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("no-store", $"{response.Headers.CacheControl}");
        Assert.Equal("""{"access_token":"access token of ada","token_type":"Bearer","expires_in":900,"scope":"orders"}""", await response.Content.ReadAsStringAsync());
        var successor = TokenIn(response);
        Assert.NotEqual(token, successor);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(Path, successor)).StatusCode);
    }

    [Fact]
    public async Task Where_the_access_token_is_a_cookie_too_the_body_is_empty()
    {
        tokenInCookie = true;
        var response = await PostAsync(Path, await SignInAsync());
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_stolen_cookie_that_is_used_twice_signs_the_session_out()
    {
        var stolen = await SignInAsync();
        var owners = TokenIn(await PostAsync(Path, stolen));
        time.Advance(TimeSpan.FromMinutes(1));
        var thief = await PostAsync(Path, stolen);
        Assert.Equal(HttpStatusCode.Unauthorized, thief.StatusCode);
        Assert.Equal("""{"error":"invalid_grant"}""", await thief.Content.ReadAsStringAsync());
        Assert.StartsWith($"{CookieName}=; expires=Thu, 01 Jan 1970", Assert.Single(thief.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(Path, owners)).StatusCode);
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    public async Task Another_site_exchanges_no_cookie(string site)
    {
        var token = await SignInAsync();
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(Path, token, site)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(Path + "/logout", token, site)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(Path, token, "same-origin")).StatusCode);
    }

    [Fact]
    public void A_group_with_a_prefix_would_get_no_cookie()
    {
        IEndpointRouteBuilder Mapped(string prefix)
        {
            var builder = WebApplication.CreateEmptyBuilder(new());
            builder.WebHost.UseTestServer();
            builder.Services.AddRouting();
            builder.Services.AddRefreshTokens();
            var mapped = builder.Build();
            mapped.MapGroup(prefix).MapRefreshTokens((_, _) => new((IssuedAccessToken?)null));
            return mapped;
        }

        Assert.Equal(2, Mapped("").DataSources.Sum(source => source.Endpoints.Count));
        Assert.Equal(2, Mapped("/").DataSources.Sum(source => source.Endpoints.Count));
        var exception = Assert.Throws<InvalidOperationException>(() => Mapped("/api").DataSources.Sum(source => source.Endpoints.Count));
        Assert.Equal("The refresh endpoints are mapped at '/api/auth/refresh', but the cookie goes to '/auth/refresh': map them on the application, not in a group, and set RefreshTokenOptions.Path to the whole path", exception.Message);
    }

    [Fact]
    public async Task Without_a_cookie_nothing_is_given() => Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsync(Path, null)).StatusCode);

    [Fact]
    public async Task A_sign_out_ends_the_session()
    {
        var token = await SignInAsync();
        var response = await PostAsync(Path + "/logout", token);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.StartsWith($"{CookieName}=; expires=Thu, 01 Jan 1970", Assert.Single(response.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(Path, token)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync(Path + "/logout", token)).StatusCode);
    }

    [Fact]
    public async Task A_button_of_a_page_sends_its_cookie_with_a_form()
    {
        var successor = TokenIn(await PostAsync(Path, await SignInAsync(), form: []));
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(Path + "/logout", successor, "cross-site", [])).StatusCode);
        var response = await PostAsync(Path + "/logout", successor, form: []);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.StartsWith($"{CookieName}=; expires=Thu, 01 Jan 1970", Assert.Single(response.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(Path, successor)).StatusCode);
    }

    [Fact]
    public async Task A_browser_names_its_client_with_a_form()
    {
        grant = new("ada") { ClientId = "spa" };
        var token = await SignInAsync();
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(Path, token, form: [("client_id", "spa")])).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(Path, token, form: [("client_id", "spa"), ("grant_type", "password")])).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(Path, token)).StatusCode);
    }

    [Fact]
    public async Task Other_clients_send_a_form()
    {
        var token = await SignInAsync();
        var response = await FormAsync(Path, ("grant_type", "refresh_token"), ("refresh_token", token));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        var successor = body.GetProperty("refresh_token").GetString()!;
        Assert.Equal("access token of ada", body.GetProperty("access_token").GetString());
        Assert.NotEqual(token, successor);

        Assert.Equal(HttpStatusCode.OK, (await FormAsync(Path + "/logout", ("token", successor))).StatusCode);
        response = await FormAsync(Path, ("grant_type", "refresh_token"), ("refresh_token", successor));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("""{"error":"invalid_grant"}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_form_with_another_grant_is_refused()
    {
        var response = await FormAsync(Path, ("grant_type", "password"), ("username", "ada"));
        Assert.Equal((HttpStatusCode.BadRequest, """{"error":"unsupported_grant_type"}"""), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task A_form_that_cannot_be_read_is_refused()
    {
        var response = await FormAsync(Path, [.. Enumerable.Range(0, 2000).Select(i => ($"field{i}", "x"))]);
        Assert.Equal((HttpStatusCode.BadRequest, """{"error":"invalid_request"}"""), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task While_the_store_is_down_it_is_503_and_the_cookie_stays()
    {
        var token = await SignInAsync();
        storeIsDown = true;
        foreach (var path in new[] { Path, Path + "/logout" })
        {
            var response = await PostAsync(path, token);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.Equal("""{"error":"temporarily_unavailable"}""", await response.Content.ReadAsStringAsync());
            Assert.False(response.Headers.Contains("Set-Cookie"));
        }

        storeIsDown = false;
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(Path, token)).StatusCode);
    }

    [Fact]
    public async Task While_no_access_token_can_be_made_the_session_goes_on()
    {
        var token = await SignInAsync();
        issuerIsDown = true;
        for (var i = 0; i < 3; i++)
        {
            var response = await PostAsync(Path, token);
            Assert.Equal((HttpStatusCode.InternalServerError, """{"error":"server_error"}"""), (response.StatusCode, await response.Content.ReadAsStringAsync()));
            token = TokenIn(response);
            time.Advance(TimeSpan.FromMinutes(1));
        }

        issuerIsDown = false;
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(Path, token)).StatusCode);
    }

    private void ThrowIfDown()
    {
        if (storeIsDown)
        {
            throw new IOException("No route to host");
        }
    }

    private async Task<string> SignInAsync() => TokenIn(await client.PostAsync("/auth/login", null));

    private Task<HttpResponseMessage> PostAsync(string path, string token, string? site = null, (string Key, string Value)[]? form = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = form is null ? null : FormOf(form) };
        request.Headers.Add("Cookie", $"{CookieName}={token}");
        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        return client.SendAsync(request);
    }

    private Task<HttpResponseMessage> FormAsync(string path, params (string Key, string Value)[] fields) =>
        client.PostAsync(path, FormOf(fields));

    private static FormUrlEncodedContent FormOf((string Key, string Value)[] fields) => new(fields.Select(field => KeyValuePair.Create(field.Key, field.Value)));

    private static string TokenIn(HttpResponseMessage response) => Assert.Single(response.Headers.GetValues("Set-Cookie")).Split(';')[0].Split('=')[1];
}
