using System.Diagnostics;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TokenGuard.AspNetCore.Checkpoints;
using TokenGuard.AspNetCore.Leakage;

namespace TokenGuard.AspNetCore.Tests.Robustness;

/// <summary>Where nothing is wrong, a checkpoint costs no memory.</summary>
public partial class AllocationTests
{
    [Fact]
    public async Task Responses()
    {
        await using var application = await TestApplication.StartAsync();
        var checkpoint = application.Services.GetRequiredService<ResponseCheckpoint>();
        var context = new DefaultHttpContext { RequestServices = application.Services };
        context.Response.Headers.SetCookie = new[] { ".AspNetCore.Session=CfDJ8abc; path=/; samesite=lax; httponly", "theme=dark; path=/" };
        context.Response.Headers.Location = "/signin-oidc?code=abc&state=def";
        Assert.Equal(0, BytesOf(() => checkpoint.Check(context)));
    }

    [Fact]
    public async Task Requests()
    {
        await using var application = await TestApplication.StartAsync();
        var checkpoint = application.Services.GetRequiredService<InboundRequestCheckpoint>();
        var context = new DefaultHttpContext { Request = { QueryString = new QueryString("?page=2&sort=name"), Headers = { Authorization = "Bearer " + Tokens.Jwt } } };
        Assert.Equal(0, BytesOf(() => checkpoint.IsRefused(context)));
    }

    [Fact]
    public async Task Outgoing_requests()
    {
        await using var application = await TestApplication.StartAsync();
        var checkpoint = application.Services.GetRequiredService<OutboundCheckpoint>();
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://api.example.com/orders?page=2") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Tokens.Jwt) } };

        // The text of the header, which is put together of scheme and token.
        Assert.InRange(BytesOf(() => checkpoint.Check(request)), 0, 2 * ("Bearer ".Length + Tokens.Jwt.Length) + 40);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Messages(bool isRead)
    {
        await using var application = await TestApplication.StartAsync(services => services.AddLogging(logging => logging.AddProvider(new Reader(isRead))), recorder: new Recorder { IsQuiet = true });
        using var bare = LoggerFactory.Create(logging => logging.AddProvider(new Reader(isRead)).AddProvider(new Recorder { IsQuiet = true }).SetMinimumLevel(LogLevel.Trace));
        var (ours, theirs) = (application.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Shop"), bare.CreateLogger("Shop"));
        var arguments = new object?[] { "alice", 3, "https://shop.example.com/orders?page=2", null };
        foreach (var (what, write) in new (string, Action<ILogger>)[]
        {
            ("text", log => log.LogInformation("hello")),
            ("values", log => log.LogInformation("User {Name} has {Count} of {Url} {Nothing}", arguments)),
            ("generated", log => Generated(log, 7, "alice", TimeSpan.FromSeconds(1))),
            ("many", log => Many(log, "a", "b", "c", "d", "e", "f", "g")),
            ("extended", log => Extended(log, "alice")),
            ("disabled", log => log.LogTrace("hello")),
            ("scope", log => log.BeginScope(arguments[0]!)!.Dispose()),
        })
        {
            Assert.Equal((what, BytesOf(() => write(theirs))), (what, BytesOf(() => write(ours))));
        }
    }

    [Fact]
    public async Task Activities()
    {
        await using var application = await TestApplication.StartAsync();
        var checkpoint = application.Services.GetServices<IHostedService>().OfType<TelemetryCheckpoint>().Single();
        using var activity = new Activity("work");
        activity.SetTag("url.full", "https://shop.example.com/orders?page=2").SetTag("count", 3).SetTag("name", "alice");
        Assert.Equal(0, BytesOf(() => TokenInTelemetryGuard.Check(checkpoint, activity)));
    }

    // As the generator of Microsoft.Extensions.Telemetry writes it.
    private static void Extended(ILogger log, string name)
    {
        var state = LoggerMessageHelper.ThreadLocalState;
        _ = state.ReserveTagSpace(2);
        state.TagArray[1] = new("name", name);
        state.TagArray[0] = new("{OriginalFormat}", "{name} signed in");
        log.Log(LogLevel.Information, default, state, null, static (written, _) => $"{written.TagArray[1].Value} signed in");
        state.Clear();
    }

    [LoggerMessage(1, LogLevel.Information, "Order {Order} of {Name} took {Time}")]
    private static partial void Generated(ILogger logger, int order, string name, TimeSpan time);

    [LoggerMessage(2, LogLevel.Information, "{A} {B} {C} {D} {E} {F} {G}")]
    private static partial void Many(ILogger logger, string a, string b, string c, string d, string e, string f, string g);

    /// <summary>Formats every message, as most providers do, or reads its values.</summary>
    private sealed class Reader(bool isRead) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (isRead)
            {
                formatter(state, exception);
            }
        }

        public void Dispose()
        {
        }
    }

    private static long BytesOf(Action action)
    {
        const int Times = 1000;
        for (var i = 0; i < Times; i++)
        {
            action();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Times; i++)
        {
            action();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Times;
    }
}
