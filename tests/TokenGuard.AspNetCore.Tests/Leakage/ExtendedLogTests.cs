using Microsoft.Extensions.Compliance.Classification;
using Microsoft.Extensions.Compliance.Redaction;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace TokenGuard.AspNetCore.Tests.Leakage;

/// <summary>The logging of Microsoft.Extensions.Telemetry (<c>EnableRedaction</c>, <c>EnableEnrichment</c>, <c>[LogProperties]</c>), with what its generator writes.</summary>
public class ExtendedLogTests
{
    private static readonly DataClassification Private = new("Shop", "Private");

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task A_token_does_not_reach_a_provider(bool isEnriched, bool isFirst)
    {
        using var texts = new Texts();
        void AddLogging(IServiceCollection services) => services.AddSingleton<IRedactorProvider>(new Stars()).AddLogging(logging =>
        {
            logging.AddProvider(texts).EnableRedaction();
            if (isEnriched)
            {
                logging.EnableEnrichment();
            }
        });
        await using var application = await TestApplication.StartAsync(isFirst ? AddLogging : null, host: builder =>
        {
            if (!isFirst)
            {
                AddLogging(builder.Services);
                builder.Services.AddTokenGuard();
            }
        });
        var log = application.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Shop");
        SignedIn(log, "alice", Tokens.Jwt, "1990");
        SignedIn(log, "bob", "none", "1991");
        log.LogInformation("Signed in with {Token}", Tokens.Refresh);
        Assert.Equal(3, texts.Lines.Count);
        Assert.Matches(@"^alice signed in\|.*user\.Name=alice, user\.Token=\*\*\*", texts.Lines[0]);
        Assert.Matches(@"^bob signed in\|.*user\.Name=bob, user\.Token=none", texts.Lines[1]);
        Assert.Contains("user.Born=***", texts.Lines[1], StringComparison.Ordinal);
        Assert.All(texts.Lines, line => Assert.DoesNotMatch("eyJ|tgr_|199", line));
        Assert.Equal(["TKG5001", "TKG5001"], application.Recorder.Logged.Select(violation => violation.RuleId));
    }

    // [LoggerMessage(LogLevel.Information, "{name} signed in")] static partial void SignedIn(ILogger log, string name, [LogProperties] User user);
    private static void SignedIn(ILogger log, string name, string token, string born)
    {
        var state = LoggerMessageHelper.ThreadLocalState;
        _ = state.ReserveTagSpace(4);
        state.TagArray[3] = new("user.Token", token);
        state.TagArray[2] = new("user.Name", name);
        state.TagArray[1] = new("name", name);
        state.TagArray[0] = new("{OriginalFormat}", "{name} signed in");
        _ = state.ReserveClassifiedTagSpace(1);
        state.ClassifiedTagArray[0] = new("user.Born", born, new DataClassificationSet(Private));
        log.Log(LogLevel.Information, new EventId(1, nameof(SignedIn)), state, null, static (written, _) => $"{written.TagArray[1].Value} signed in");
        state.Clear();
    }

    private sealed class Stars : Redactor, IRedactorProvider
    {
        public Redactor GetRedactor(DataClassificationSet classifications) => this;

        public override int GetRedactedLength(ReadOnlySpan<char> input) => 3;

        public override int Redact(ReadOnlySpan<char> source, Span<char> destination)
        {
            "***".CopyTo(destination);
            return 3;
        }
    }

    /// <summary>Writes at once: values are used again for the next message.</summary>
    private sealed class Texts : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => categoryName == "Shop" ? this : NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add($"{formatter(state, exception)}|{string.Join(", ", ((IEnumerable<KeyValuePair<string, object?>>)state!).Select(tag => $"{tag.Key}={tag.Value}"))}");

        public void Dispose()
        {
        }
    }
}
