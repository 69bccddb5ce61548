using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TokenGuard.Benchmarks.Measuring;

/// <summary>Applications that answer the same: bare, with the runtime of TokenGuard, with the cookie policy of ASP.NET Core.</summary>
internal static class Applications
{
    /// <summary>Nothing of it is a mistake: a cookie of the user's taste, and an address without a token.</summary>
    private const string Path = "/orders?page=2&sort=name";

    // As long as that of an access token with a signature.
    private static readonly string Token = $"eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.{new string('a', 400)}.{new string('b', 86)}";

    public static Task<WebApplication> BareAsync(bool onKestrel) => StartAsync(onKestrel, _ => { }, _ => { });

    public static Task<WebApplication> WithTokenGuardAsync(bool onKestrel) => StartAsync(onKestrel, services => services.AddTokenGuard(), _ => { });

    public static Task<WebApplication> WithCookiePolicyAsync(bool onKestrel) => StartAsync(onKestrel, _ => { }, app => app.UseCookiePolicy(new CookiePolicyOptions { MinimumSameSitePolicy = SameSiteMode.Lax }));

    /// <summary>Sends a request in memory.</summary>
    public static Func<Task> InMemory(WebApplication application)
    {
        var server = application.GetTestServer();
        return () => server.SendAsync(context =>
        {
            (context.Request.Method, context.Request.Path, context.Request.QueryString) = ("GET", "/orders", new QueryString("?page=2&sort=name"));
            context.Request.Headers.Authorization = "Bearer " + Token;
        });
    }

    /// <summary>Sends a request over the loopback interface.</summary>
    public static Func<Task> OverKestrel(WebApplication application)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(application.Urls.First()), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Token) } };
        return async () =>
        {
            using var response = await http.GetAsync(Path);
            response.EnsureSuccessStatusCode();
        };
    }

    /// <summary>Has a client of the application's factory send a request that goes nowhere.</summary>
    public static Func<Task> Outgoing(WebApplication application)
    {
        var http = application.Services.GetRequiredService<IHttpClientFactory>().CreateClient("orders");
        return async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "https://orders.example.com" + Path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Token) } };
            using var response = await http.SendAsync(request);
        };
    }

    private static async Task<WebApplication> StartAsync(bool onKestrel, Action<IServiceCollection> services, Action<WebApplication> middleware)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (!onKestrel)
        {
            builder.WebHost.UseTestServer();
        }

        builder.Services.AddHttpClient("orders").ConfigurePrimaryHttpMessageHandler(() => new Nowhere());
        services(builder.Services);
        var application = builder.Build();
        middleware(application);
        application.MapGet("/orders", (HttpContext context) =>
        {
            context.Response.Cookies.Append("theme", "dark", new CookieOptions { SameSite = SameSiteMode.Lax });
            return Results.Text("{\"orders\":[]}", "application/json");
        });
        await application.StartAsync();
        return application;
    }

    private sealed class Nowhere : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage());
    }
}
