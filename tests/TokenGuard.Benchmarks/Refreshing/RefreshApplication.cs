using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TokenGuard.Benchmarks.Refreshing;

/// <summary>An application in memory that signs a native client in and refreshes its session.</summary>
internal abstract class RefreshApplication(WebApplication application, RoundTrips roundTrips, string path) : IAsyncDisposable
{
    protected const string ClientId = "native";

    private readonly HttpClient http = NewClient(application);

    /// <summary>What it has sent to its store.</summary>
    public RoundTrips RoundTrips => roundTrips;

    protected IServiceProvider Services => application.Services;

    /// <summary>The refresh token of a new session of a new user.</summary>
    public abstract Task<string> SignInAsync();

    /// <summary>The successor of a refresh token; an access token comes with it.</summary>
    public Task<string> RefreshAsync(string token) => RequestAsync("refresh_token", KeyValuePair.Create("refresh_token", token));

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await application.DisposeAsync();
    }

    protected static WebApplicationBuilder NewBuilder()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        return builder;
    }

    protected async Task<string> RequestAsync(string grantType, params KeyValuePair<string, string>[] more)
    {
        using var form = new FormUrlEncodedContent([new("grant_type", grantType), new("client_id", ClientId), .. more]);
        using var response = await http.PostAsync(path, form);
        using var answer = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync());
        return response.IsSuccessStatusCode && answer.RootElement.GetProperty("access_token").GetString() is { Length: > 0 }
            ? answer.RootElement.GetProperty("refresh_token").GetString()!
            : throw new InvalidOperationException($"{response.StatusCode}: {answer.RootElement}");
    }

    private static HttpClient NewClient(WebApplication application)
    {
        var http = application.GetTestClient();
        http.BaseAddress = new Uri("https://localhost");
        return http;
    }
}
