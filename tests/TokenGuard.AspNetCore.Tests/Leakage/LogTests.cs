using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Compliance.Classification;
using Microsoft.Extensions.Compliance.Redaction;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace TokenGuard.AspNetCore.Tests.Leakage;

public partial class LogTests
{
    private const string Category = "Shop.Orders";

    private static readonly string Encrypted = $"eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0..{new string('a', 22)}.{new string('b', 60)}.{new string('c', 22)}";

    /// <summary>What an application logs, and the rule that it breaks.</summary>
    public static TheoryData<string, string, Action<ILogger>> Messages => new()
    {
        { "value", "TKG5001", log => log.LogInformation("Signed in with {Token}", Tokens.Jwt) },
        { "refresh token", "TKG5001", log => log.LogInformation("Signed in with {Token}", Tokens.Refresh) },
        { "encrypted", "TKG5001", log => log.LogInformation("Signed in with {Token}", Encrypted) },
        { "header", "TKG5001", log => log.LogInformation("Header {Header}!", "Bearer " + Tokens.Jwt) },
        { "URL", "TKG5001", log => log.LogInformation("GET {Url}", new Uri("https://api.example.com/?access_token=" + Tokens.Jwt + "&x=1")) },
        { "JSON", "TKG5001", log => log.LogInformation("Answer {Body}", $$"""{"access_token":"{{Tokens.Jwt}}","refresh_token":"{{Tokens.Refresh}}"}""") },
        { "template", "TKG5001", log => log.LogInformation("Token " + Tokens.Jwt) },
        { "record", "TKG5001", log => log.LogInformation("Session {@Session}", new Session("alice", Tokens.Jwt)) },
        { "anonymous", "TKG5001", log => log.LogInformation("Session {@Session}", new { Name = "alice", Token = Tokens.Jwt }) },
        { "array", "TKG5001", log => log.LogInformation("Tokens {Tokens}", new object[] { new[] { "a", Tokens.Jwt } }) },
        { "list", "TKG5001", log => log.LogInformation("Tokens {Tokens}", new List<string> { Tokens.Jwt, "b" }) },
        { "set", "TKG5001", log => log.LogInformation("Tokens {Tokens}", new HashSet<string> { Tokens.Jwt, "b" }) },
        { "query", "TKG5001", log => log.LogInformation("Tokens {Tokens}", Enumerable.Range(0, 2).Select(_ => Tokens.Jwt)) },
        { "dictionary", "TKG5001", log => log.LogInformation("Form {Form}", new Dictionary<string, object> { ["token"] = Tokens.Jwt }) },
        { "dictionary of texts", "TKG5001", log => log.LogInformation("Form {Form}", new Dictionary<string, string> { ["token"] = Tokens.Jwt }) },
        { "header values", "TKG5001", log => log.LogInformation("Header {Header}", (object)new StringValues(["a", Tokens.Jwt])) },
        { "query string", "TKG5001", log => log.LogInformation("Query {Query}", new QueryString("?t=" + Tokens.Jwt)) },
        { "generated", "TKG5001", log => Generated(log, 1, Tokens.Jwt) },
        { "generated struct", "TKG5001", log => Many(log, 1, 2, 3, 4, 5, 6, Tokens.Jwt) },
        { "defined", "TKG5001", log => LoggerMessage.Define<string, int>(LogLevel.Warning, new EventId(7), "Token {Token} {Count}")(log, Tokens.Jwt, 1, null) },
        { "state", "TKG5001", log => log.Log(LogLevel.Information, default, Tokens.Jwt, null, (text, _) => text) },
        { "own state", "TKG5001", log => log.Log(LogLevel.Information, default, new Session("alice", Tokens.Jwt), null, (_, _) => "signed in") },
        { "own formatter", "TKG5001", log => log.Log(LogLevel.Information, default, 1, null, (_, _) => "signed in with " + Tokens.Jwt) },
        { "own values", "TKG5001", log => log.Log(LogLevel.Information, default, new Dictionary<string, object?> { ["token"] = Tokens.Jwt }, null, (_, _) => "signed in") },
        { "exception", "TKG5002", log => log.LogError(new InvalidOperationException("refused " + Tokens.Jwt), "It failed") },
        { "thrown exception", "TKG5002", log => log.LogError(Thrown(() => throw new InvalidOperationException("refused " + Tokens.Jwt)), "It failed") },
        { "inner exception", "TKG5002", log => log.LogError(new InvalidOperationException("refused", new FormatException(Tokens.Refresh)), "It failed") },
        { "aggregate", "TKG5002", log => log.LogError(new AggregateException(new FormatException("a"), new FormatException(Tokens.Jwt)), "It failed") },
        { "data", "TKG5002", log => log.LogError(new AggregateException(Tokens.Jwt) { Data = { ["token"] = Tokens.Jwt } }, "It failed") },
        { "exception as value", "TKG5001", log => log.LogError("It failed: {Error}", new InvalidOperationException("refused " + Tokens.Jwt)) },
        { "name", "", log => log.LogInformation("Signed in {Name}", "alice") },
        { "type", "", log => log.LogInformation("Signed in with a token that begins with {Start}", Tokens.Jwt[..20]) },
        { "header and payload", "", log => log.LogInformation("Claims {Claims}", Tokens.Jwt[..Tokens.Jwt.LastIndexOf('.')]) },
        { "JSON in base64", "", log => log.LogInformation("Cursor {Cursor}", "eyJwYWdlIjoyfQ==") },
        { "prefix", "", log => log.LogInformation("Refresh tokens begin with {Prefix}", "tgr_") },
        { "values", "", log => log.LogInformation("{A} {B} {C} {D} {E} {F}", 1, 2.5m, DateTime.UtcNow, Guid.NewGuid(), TimeSpan.Zero, new byte[] { 1 }) },
        { "nulls", "", log => log.LogInformation("{A} {B}", null, new string?[] { null }) },
        { "ordinary exception", "", log => log.LogError(new InvalidOperationException("refused"), "It failed") },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task A_token_does_not_reach_a_provider(string what, string rule, Action<ILogger> write)
    {
        Assert.NotEmpty(what);
        using var sink = new LogSink();
        await using var application = await TestApplication.StartAsync(services => services.AddLogging(logging => logging.AddProvider(sink)));
        write(application.Services.GetRequiredService<ILoggerFactory>().CreateLogger(Category));
        Assert.Equal(rule.Length == 0 ? [] : [rule], application.Recorder.Logged.Select(violation => violation.RuleId));
        Assert.All(application.Recorder.Logged, violation => Assert.Equal((TokenGuardAction.Repaired, TokenGuardCheckpoint.Log), (violation.Action, violation.Checkpoint)));
        Assert.DoesNotContain(Tokens.Jwt, sink.All, StringComparison.Ordinal);
        Assert.DoesNotContain(Tokens.Refresh, sink.All, StringComparison.Ordinal);
        Assert.DoesNotContain(Encrypted, sink.All, StringComparison.Ordinal);
        Assert.Equal(rule.Length > 0 && what != "own state", sink.Entries.Any(item => item.Category == Category && $"{item.Text}{item.Exception}{string.Join(' ', item.Values)}".Contains("[token ", StringComparison.Ordinal)));
        Tokens.AssertNoneIn(application.Recorder);
    }

    [Fact]
    public async Task The_rest_of_a_message_stays()
    {
        var entry = await LogAsync(log => log.LogWarning(new EventId(4, "SignedIn"), "User {Name} with {Token} of {Count}", "alice", "Bearer " + Tokens.Jwt + ".", 3));
        Assert.Matches(@"^User alice with Bearer \[token [0-9A-F]{16}\]\. of 3$", entry.Text);
        Assert.Equal(["Name", "Token", "Count", "{OriginalFormat}"], entry.Values.Select(value => value.Key));
        Assert.Equal(("alice", 3, "User {Name} with {Token} of {Count}"), (entry.Values[0].Value, entry.Values[2].Value, entry.Values[3].Value));
        Assert.Equal(("SignedIn", 4), (entry.Event.Name, entry.Event.Id));
    }

    [Fact]
    public async Task The_rest_of_an_exception_stays()
    {
        var thrown = Thrown(() => throw new TimeoutException("late: " + Tokens.Jwt, new FormatException("plain")));
        var exception = (await LogAsync(log => log.LogError(thrown, "It failed"))).Exception!;
        Assert.Matches(@"^late: \[token [0-9A-F]{16}\]$", exception.Message);
        Assert.StartsWith("System.TimeoutException: late: [token ", exception.ToString(), StringComparison.Ordinal);
        Assert.Contains(nameof(LogTests), exception.StackTrace!, StringComparison.Ordinal);
        Assert.IsType<FormatException>(exception.InnerException);
        Assert.Equal(thrown.HResult, exception.HResult);
    }

    [Fact]
    public async Task What_only_the_data_of_an_exception_holds_is_seen()
    {
        using var sink = new LogSink();
        await using var application = await TestApplication.StartAsync(services => services.AddLogging(logging => logging.AddProvider(sink)));
        var log = application.Services.GetRequiredService<ILogger<LogTests>>();
        log.LogError(new InvalidOperationException("refused") { Data = { ["token"] = Tokens.Jwt, ["user"] = "alice" } }, "hello");
        log.LogError(new InvalidOperationException("refused", new FormatException("cause") { Data = { ["token"] = Tokens.Refresh } }), "hello");
        var errors = sink.Entries.Where(item => item.Text == "hello").Select(item => item.Exception!).ToList();
        Assert.Equal(("alice", "System.InvalidOperationException: refused"), (errors[0].Data["user"], errors[0].ToString()));
        Assert.All([errors[0], errors[1].InnerException!], error => Assert.StartsWith("[token ", (string?)error.Data["token"], StringComparison.Ordinal));
        Assert.Equal(["TKG5002", "TKG5002"], application.Recorder.Logged.Select(violation => violation.RuleId));
    }

    [Fact]
    public async Task What_holds_no_token_is_handed_on_as_it_is()
    {
        var (state, exception) = (new Dictionary<string, object?> { ["name"] = "alice" }, new FormatException("plain"));
        using var sink = new LogSink();
        await using var application = await TestApplication.StartAsync(services => services.AddLogging(logging => logging.AddProvider(sink)));
        application.Services.GetRequiredService<ILogger<LogTests>>().Log(LogLevel.Error, default, state, exception, (_, _) => "hello");
        Assert.Same(exception, sink.Entries.Last().Exception);
        Assert.Equal(state, sink.Entries.Last().Values);
    }

    public static TheoryData<string, object> ScopeStates => new()
    {
        { "text", "token " + Tokens.Jwt },
        { "values", new Dictionary<string, object> { ["token"] = Tokens.Jwt } },
        { "list", new[] { KeyValuePair.Create("token", (object?)Tokens.Refresh) } },
        { "record", new Session("alice", Tokens.Jwt) },
    };

    [Theory]
    [MemberData(nameof(ScopeStates))]
    public async Task Scopes_are_looked_at_too(string what, object state)
    {
        Assert.NotEmpty(what);
        using var sink = new LogSink();
        await using var application = await TestApplication.StartAsync(services => services.AddLogging(logging => logging.AddProvider(sink)));
        var log = application.Services.GetRequiredService<ILogger<LogTests>>();
        using (log.BeginScope(state))
        using (log.BeginScope("order {Order} by {Token}", 7, Tokens.Jwt))
        using (log.BeginScope("order {Order}", 8))
        {
            sink.Scopes.Clear();
            log.LogInformation("hello");
        }

        log.LogInformation("outside");
        Assert.Equal(3, sink.Scopes.Count(scope => scope.Contains("[token ", StringComparison.Ordinal) || scope.StartsWith("order 8", StringComparison.Ordinal)));
        Assert.DoesNotContain("ey" + "JhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.", sink.All, StringComparison.Ordinal);
        Assert.DoesNotContain(Tokens.Refresh, sink.All, StringComparison.Ordinal);
        Assert.Equal(["TKG5001", "TKG5001"], application.Recorder.Logged.Select(violation => violation.RuleId));
    }

    [Theory]
    [InlineData("simple")]
    [InlineData("json")]
    [InlineData("systemd")]
    public async Task The_console_shows_none(string formatter)
    {
        var (before, written) = (Console.Out, new StringWriter());
        Console.SetOut(TextWriter.Synchronized(written));
        try
        {
            await using (var application = await TestApplication.StartAsync(services => services.AddLogging(logging => logging.AddConsole(options => options.FormatterName = formatter).AddSimpleConsole(options => options.IncludeScopes = true).AddJsonConsole(options => options.IncludeScopes = true))))
            {
                var log = application.Services.GetRequiredService<ILogger<LogTests>>();
                using (log.BeginScope("scope {Token}", Tokens.Jwt))
                {
                    Generated(log, 1, Tokens.Jwt);
                    log.LogError(new InvalidOperationException(Tokens.Refresh), "end of it");
                }
            }
        }
        finally
        {
            Console.SetOut(before);
        }

        Assert.Contains("end of it", written.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Tokens.Jwt, written.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Tokens.Refresh, written.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Levels_of_a_provider_stay()
    {
        using var sink = new LogSink();
        await using var application = await TestApplication.StartAsync(
            services => services.AddLogging(logging => logging.AddProvider(sink)),
            settings: new() { ["Logging:Sink:LogLevel:Shop"] = "Error" });
        var log = application.Services.GetRequiredService<ILoggerFactory>().CreateLogger(Category);
        log.LogWarning("below {Token}", Tokens.Jwt);
        log.LogError("above");
        Assert.Equal(["above"], sink.Entries.Where(item => item.Category == Category).Select(item => item.Text));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Providers_are_behind_it_whenever_they_are_added(bool isFirst)
    {
        using var sink = new LogSink();
        using var atRunTime = new LogSink();
        Action<IServiceCollection> add = services => services.AddLogging(logging => logging.AddProvider(sink));
        await using var application = await TestApplication.StartAsync(isFirst ? add : null, host: isFirst ? null : builder => add(builder.Services));
        application.Services.GetRequiredService<ILoggerFactory>().AddProvider(atRunTime);
        application.Services.GetRequiredService<ILogger<LogTests>>().LogInformation("hello {Token}", Tokens.Jwt);
        Assert.All(new[] { sink, atRunTime }, seen => Assert.Contains("hello [token ", seen.All, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_factory_of_another_library_is_looked_through()
    {
        using var sink = new LogSink();
        await using var application = await TestApplication.StartAsync(services => services.AddSingleton<ILoggerFactory>(_ => new OtherFactory(sink)));
        application.Services.GetRequiredService<ILogger<LogTests>>().LogInformation("hello {Token}", Tokens.Jwt);
        Assert.Contains("hello [token ", sink.All, StringComparison.Ordinal);
        Assert.DoesNotContain(Tokens.Jwt, sink.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_factory_that_replaces_ours_is_told()
    {
        using var sink = new LogSink();
        await using var application = await TestApplication.StartAsync(host: builder => builder.Services.AddSingleton<ILoggerFactory>(new OtherFactory(sink)));
        Assert.Contains(sink.Entries, item => item is { Category: "TokenGuard", Event.Id: 8 } && item.Text.Contains("Logs go through OtherFactory", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_callback_that_logs_the_token_ends()
    {
        using var sink = new LogSink();
        ILogger? log = null;
        await using var application = await TestApplication.StartAsync(
            services => services.AddLogging(logging => logging.AddProvider(sink)),
            options: options => options.OnViolation += _ => log?.LogInformation("again {Token}", Tokens.Jwt));
        log = application.Services.GetRequiredService<ILogger<LogTests>>();
        log.LogInformation("hello {Token}", Tokens.Jwt);
        Assert.Equal(["TKG5001"], application.Recorder.Logged.Select(violation => violation.RuleId));
        Assert.Contains("again [token ", sink.All, StringComparison.Ordinal);
        Assert.DoesNotContain(Tokens.Jwt, sink.All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_it_is_not_enforced_messages_stay(bool isOff)
    {
        using var sink = new LogSink();
        await using var application = await TestApplication.StartAsync(
            services => services.AddLogging(logging => logging.AddProvider(sink)),
            options: options =>
            {
                if (isOff)
                {
                    options.TurnOff("TKG5001", "a test");
                }
                else
                {
                    options.Mode = TokenGuardMode.Report;
                }
            });
        application.Services.GetRequiredService<ILogger<LogTests>>().LogInformation("hello {Token}", Tokens.Jwt);
        Assert.Contains("hello " + Tokens.Jwt, sink.All, StringComparison.Ordinal);
        Assert.Equal(isOff ? [] : ["TKG5001"], application.Recorder.Logged.Select(violation => violation.RuleId));
        Tokens.AssertNoneIn(application.Recorder);
    }

    [Fact]
    public async Task The_redactor_of_the_application_says_what_stands_there()
    {
        using var sink = new LogSink();
        await using var application = await TestApplication.StartAsync(services => services.AddLogging(logging => logging.AddProvider(sink)).AddSingleton<IRedactorProvider>(new Redactors(text => text.Length > 60 ? "***" : text)));
        application.Services.GetRequiredService<ILogger<LogTests>>().LogInformation("hello {Token}", Tokens.Jwt);
        Assert.Contains("hello ***", sink.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redactor_that_lets_everything_through_is_not_asked()
    {
        using var sink = new LogSink();
        await using var application = await TestApplication.StartAsync(services => services.AddLogging(logging => logging.AddProvider(sink)).AddSingleton<IRedactorProvider>(new Redactors(text => text)));
        application.Services.GetRequiredService<ILogger<LogTests>>().LogInformation("hello {Token}", Tokens.Jwt);
        Assert.Contains("hello [token ", sink.All, StringComparison.Ordinal);
        Assert.DoesNotContain(Tokens.Jwt, sink.All, StringComparison.Ordinal);
    }

    private static async Task<(string Category, EventId Event, string Text, IReadOnlyList<KeyValuePair<string, object?>> Values, Exception? Exception)> LogAsync(Action<ILogger> write)
    {
        using var sink = new LogSink();
        await using var application = await TestApplication.StartAsync(services => services.AddLogging(logging => logging.AddProvider(sink)));
        write(application.Services.GetRequiredService<ILoggerFactory>().CreateLogger(Category));
        return sink.Entries.Last(item => item.Category == Category);
    }

    private static Exception Thrown(Action action) => Record.Exception(action);

    [LoggerMessage(12, LogLevel.Information, "Order {Order} by {Token}")]
    private static partial void Generated(ILogger logger, int order, string token);

    [LoggerMessage(13, LogLevel.Information, "{A} {B} {C} {D} {E} {F} {Token}")]
    private static partial void Many(ILogger logger, int a, int b, int c, int d, int e, int f, string token);

    private sealed record Session(string Name, string Token);

    private sealed class OtherFactory(ILoggerProvider provider) : ILoggerFactory
    {
        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => provider.CreateLogger(categoryName);

        public void Dispose()
        {
        }
    }

    internal sealed class Redactors(Func<string, string> redact) : IRedactorProvider
    {
        public Redactor GetRedactor(DataClassificationSet classifications) => new Own(redact);

        private sealed class Own(Func<string, string> redact) : Redactor
        {
            public override int GetRedactedLength(ReadOnlySpan<char> input) => redact(input.ToString()).Length;

            public override int Redact(ReadOnlySpan<char> source, Span<char> destination)
            {
                var text = redact(source.ToString());
                text.CopyTo(destination);
                return text.Length;
            }
        }
    }
}
