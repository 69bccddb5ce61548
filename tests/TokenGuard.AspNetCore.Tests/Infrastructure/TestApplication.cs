using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TokenGuard.AspNetCore.Tests;

/// <summary>A whole application with <c>AddTokenGuard()</c>, and what it said.</summary>
internal sealed class TestApplication : IAsyncDisposable
{
    private readonly WebApplication application;

    private TestApplication(WebApplication application, Recorder recorder) => (this.application, Recorder) = (application, recorder);

    public Recorder Recorder { get; }

    public IServiceProvider Services => application.Services;

    public HttpClient Client => application.GetTestClient();

    /// <summary>Sends a request, and gives the response as the server would have sent it, header by header.</summary>
    public Task<HttpContext> SendAsync(string url, Action<HttpContext>? configure = null)
    {
        var address = new Uri(url);
        return application.GetTestServer().SendAsync(context =>
        {
            (context.Request.Method, context.Request.Scheme, context.Request.Host) = ("GET", address.Scheme, HostString.FromUriComponent(address));
            (context.Request.Path, context.Request.QueryString) = (PathString.FromUriComponent(address), QueryString.FromUriComponent(address));
            configure?.Invoke(context);
        });
    }

    public static async Task<TestApplication> StartAsync(
        Action<IServiceCollection>? services = null,
        Action<WebApplication>? app = null,
        Action<TokenGuardOptions>? options = null,
        string environment = "Production",
        Dictionary<string, string?>? settings = null,
        Recorder? recorder = null,
        Action<WebApplicationBuilder>? host = null,
        bool isTestServer = true)
    {
        recorder ??= new Recorder();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment, ApplicationName = typeof(TestApplication).Assembly.GetName().Name });
        if (isTestServer)
        {
            builder.WebHost.UseTestServer();
        }

        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Logging.ClearProviders().AddProvider(recorder).SetMinimumLevel(LogLevel.Trace);
        services?.Invoke(builder.Services);
        builder.Services.AddTokenGuard(guard =>
        {
            guard.OnViolation = recorder.Add;
            options?.Invoke(guard);
        });
        host?.Invoke(builder);
        var application = builder.Build();
        recorder.Listen(application.Services.GetRequiredService<IMeterFactory>());
        app?.Invoke(application);
        try
        {
            await application.StartAsync();
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }

        return new TestApplication(application, recorder);
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();
}
