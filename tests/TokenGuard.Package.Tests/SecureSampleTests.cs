using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace TokenGuard.Package.Tests;

/// <summary>samples/Secure runs, and does what it is a sample of.</summary>
[Collection(PackageTests.Name)]
public sealed class SecureSampleTests : IAsyncLifetime, IDisposable
{
    private Process? server;
    private HttpClient? http;

    public async Task InitializeAsync()
    {
        var (run, _) = await SampleTests.BuildAsync("Secure");
        run.MustSucceed();
        var assembly = Path.Combine((await PackedPackage.GetAsync()).Artifacts, "bin", "Secure", "release", "Secure.dll");
        var environment = new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" };
        server = Process.Start(Dotnet.StartInfo(Repository.PathOf("samples/Secure"), environment, assembly))!;
        server.ErrorDataReceived += (_, _) => { };
        server.BeginErrorReadLine();
        http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = await AddressAsync(server) };
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        http?.Dispose();
        server?.Kill(entireProcessTree: true);
        server?.Dispose();
    }

    [Fact]
    public async Task It_signs_in_serves_orders_refreshes_refuses_reuse_and_signs_out()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await LoginAsync("guessed")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await OrdersAsync(accessToken: null)).StatusCode);

        // Sign in: the access token in the body, the refresh token in a cookie that script cannot read.
        var login = await LoginAsync("only for the demo");
        Assert.Equal(HttpStatusCode.OK, login.StatusCode);
        Assert.True(login.Headers.CacheControl?.NoStore);
        var first = CookieOf(login);
        Assert.All(["httponly", "secure", "samesite=strict", "path=/auth/refresh"], attribute => Assert.Contains(attribute, SetCookieOf(login), StringComparison.OrdinalIgnoreCase));
        var orders = await OrdersAsync(await AccessTokenOf(login));
        Assert.Equal(HttpStatusCode.OK, orders.StatusCode);
        Assert.NotEmpty((await orders.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("orders").EnumerateArray());

        // Refresh: a new access token that works, and a new refresh token.
        var refresh = await PostAsync("/auth/refresh", first);
        Assert.Equal(HttpStatusCode.OK, refresh.StatusCode);
        var second = CookieOf(refresh);
        Assert.NotEqual(first, second);
        Assert.Equal(HttpStatusCode.OK, (await OrdersAsync(await AccessTokenOf(refresh))).StatusCode);

        // Reuse: the old one is refused, and the session ends for whoever holds the new one, too.
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync("/auth/refresh", first)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync("/auth/refresh", second)).StatusCode);

        // Sign out: the refresh token no longer works.
        var third = CookieOf(await LoginAsync("only for the demo"));
        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync("/auth/refresh/logout", third)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync("/auth/refresh", third)).StatusCode);
    }

    private Task<HttpResponseMessage> LoginAsync(string password) => http!.PostAsJsonAsync("/auth/login", new { email = "ada@shop.example", password });

    private async Task<HttpResponseMessage> PostAsync(string path, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Headers = { { "Cookie", cookie } } };
        return await http!.SendAsync(request);
    }

    private async Task<HttpResponseMessage> OrdersAsync(string? accessToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/orders");
        request.Headers.Authorization = accessToken is null ? null : new AuthenticationHeaderValue("Bearer", accessToken);
        return await http!.SendAsync(request);
    }

    private static async Task<string> AccessTokenOf(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString()!;

    private static string SetCookieOf(HttpResponseMessage response) => Assert.Single(response.Headers.GetValues("Set-Cookie"));

    private static string CookieOf(HttpResponseMessage response) => SetCookieOf(response).Split(';')[0];

    private static async Task<Uri> AddressAsync(Process server)
    {
        const string listening = "Now listening on: ";
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var output = new List<string>();
        while (await server.StandardOutput.ReadLineAsync(timeout.Token) is { } line)
        {
            output.Add(line);
            if (line.IndexOf(listening, StringComparison.Ordinal) is >= 0 and var at)
            {
                _ = server.StandardOutput.ReadToEndAsync(CancellationToken.None); // a full pipe would stop the server
                return new Uri(line[(at + listening.Length)..].Trim());
            }
        }

        throw new InvalidOperationException($"samples/Secure did not start:\n{string.Join('\n', output)}");
    }
}
