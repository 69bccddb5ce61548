using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace TokenGuard.Package.Tests;

/// <summary>samples/Secure runs, and does what it is a sample of.</summary>
[Collection(PackageTests.Name)]
public sealed class SecureSampleTests : IAsyncLifetime, IDisposable
{
    private const string AccessToken = "__Host-access_token";

    private const string RefreshToken = "__Secure-refresh_token";

    private RunningApplication? application;
    private HttpClient? http;

    public Task InitializeAsync() => RestartAsync();

    public async Task DisposeAsync() => await (application?.DisposeAsync() ?? ValueTask.CompletedTask);

    public void Dispose() => http?.Dispose();

    [Fact]
    public async Task It_signs_in_serves_orders_refreshes_and_signs_out()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await LoginAsync("guessed")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await OrdersAsync(cookie: null)).StatusCode);

        // Sign in: both tokens in cookies that script cannot read.
        var login = await LoginAsync("only for the demo");
        Assert.Equal(HttpStatusCode.NoContent, login.StatusCode);
        Assert.True(login.Headers.CacheControl?.NoStore);
        Assert.All(login.Headers.GetValues("Set-Cookie"), cookie => Assert.All(["httponly", "secure", "samesite=strict"], attribute => Assert.Contains(attribute, cookie, StringComparison.OrdinalIgnoreCase)));
        Assert.Contains("path=/auth/refresh", SetCookieOf(login, RefreshToken), StringComparison.OrdinalIgnoreCase);
        var first = CookieOf(login, RefreshToken);
        var orders = await OrdersAsync(CookieOf(login, AccessToken));
        Assert.Equal(HttpStatusCode.OK, orders.StatusCode);
        Assert.NotEmpty((await orders.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("orders").EnumerateArray());

        // Refresh: a new access token that works, and a new refresh token.
        var refresh = await PostAsync("/auth/refresh", first);
        Assert.Equal(HttpStatusCode.NoContent, refresh.StatusCode);
        var second = CookieOf(refresh, RefreshToken);
        Assert.NotEqual(first, second);
        Assert.Equal(HttpStatusCode.OK, (await OrdersAsync(CookieOf(refresh, AccessToken))).StatusCode);

        // A second tab, or an answer that was lost: the same successor, not another.
        Assert.Equal(second, CookieOf(await PostAsync("/auth/refresh", first), RefreshToken));

        // Sign out: the refresh token no longer works.
        var third = CookieOf(await LoginAsync("only for the demo"), RefreshToken);
        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync("/auth/refresh/logout", third)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync("/auth/refresh", third)).StatusCode);

        // Its own runtime has found nothing.
        Assert.DoesNotContain("TKG", application!.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stolen_token_that_is_used_twice_signs_the_session_out()
    {
        var stolen = CookieOf(await LoginAsync("only for the demo"), RefreshToken);
        var owners = CookieOf(await PostAsync("/auth/refresh", CookieOf(await PostAsync("/auth/refresh", stolen), RefreshToken)), RefreshToken);
        var elsewhere = CookieOf(await LoginAsync("only for the demo"), RefreshToken);
        var thief = await PostAsync("/auth/refresh", stolen);
        Assert.Equal(HttpStatusCode.Unauthorized, thief.StatusCode);
        Assert.StartsWith($"{AccessToken}=;", SetCookieOf(thief, AccessToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync("/auth/refresh", owners)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync("/auth/refresh", elsewhere)).StatusCode);
        Assert.Contains("Tell user u-1001 that session", application!.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_SQLite_two_processes_share_sessions_which_outlive_them()
    {
        var file = Path.Combine((await PackedPackage.GetAsync()).Folder, "sessions.db");
        (string, string)[] settings = [("RefreshTokens__Store", "Sqlite"), ("ConnectionStrings__RefreshTokens", $"Data Source={file}")];
        await RestartAsync(settings);
        var cookie = CookieOf(await LoginAsync("only for the demo"), RefreshToken);
        await using (var second = await SampleTests.StartAsync("Secure", settings))
        {
            using var secondHttp = Client(second);
            for (var round = 0; round < 5; round++)
            {
                var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => PostAsync("/auth/refresh", cookie, i % 2 == 0 ? http : secondHttp)));
                Assert.All(answers, answer => Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode));
                cookie = Assert.Single(answers.Select(answer => CookieOf(answer, RefreshToken)).Distinct());
            }
        }

        await RestartAsync(settings);
        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync("/auth/refresh", cookie)).StatusCode);
    }

    [Fact]
    public async Task Other_sites_and_other_hosts_of_its_own_cannot_sign_anybody_in()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/auth/login") { Content = JsonContent.Create(new { email = "ada@shop.example", password = "only for the demo" }), Headers = { { "Sec-Fetch-Site", "same-site" } } };
        Assert.Equal(HttpStatusCode.Forbidden, (await http!.SendAsync(request)).StatusCode);
    }

    private async Task RestartAsync(params (string, string)[] settings)
    {
        await DisposeAsync();
        Dispose();
        application = await SampleTests.StartAsync("Secure", settings);
        http = Client(application);
    }

    private static HttpClient Client(RunningApplication application) => new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = application.Address };

    private Task<HttpResponseMessage> LoginAsync(string password) => http!.PostAsJsonAsync("/auth/login", new { email = "ada@shop.example", password });

    private async Task<HttpResponseMessage> PostAsync(string path, string cookie, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Headers = { { "Cookie", cookie } } };
        return await (client ?? http!).SendAsync(request);
    }

    private async Task<HttpResponseMessage> OrdersAsync(string? cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/orders");
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return await http!.SendAsync(request);
    }

    private static string SetCookieOf(HttpResponseMessage response, string name) =>
        Assert.Single(response.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith($"{name}=", StringComparison.Ordinal));

    private static string CookieOf(HttpResponseMessage response, string name) => SetCookieOf(response, name).Split(';')[0];
}
