using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace TokenGuard.AspNetCore.Tests;

/// <summary>Everything that an application says: its log, its violations, its counts.</summary>
internal sealed class Recorder : ILoggerProvider
{
    private readonly MeterListener listener = new();

    public ConcurrentQueue<(string Category, EventId Event, string Text, LogLevel Level)> Events { get; } = new();

    public ConcurrentQueue<TokenGuardViolation> Violations { get; } = new();

    /// <summary>Violations in what was logged; the framework itself logs URLs and headers, too, at this level.</summary>
    public ConcurrentQueue<TokenGuardViolation> Logged { get; } = new();

    public ConcurrentQueue<string> Counts { get; } = new();

    /// <summary>Keeps nothing of the log, where the memory is measured.</summary>
    public bool IsQuiet { get; init; }

    public IEnumerable<string> RuleIds => Violations.Select(violation => violation.RuleId).Order(StringComparer.Ordinal);

    /// <summary>All text that TokenGuard has written somewhere.</summary>
    public string AllText => string.Join('\n', Events.Where(item => item.Category == "TokenGuard").Select(item => item.Text).Concat(Violations.Concat(Logged).Select(item => $"{item} {item.Route} {item.Title}")).Concat(Counts));

    public void Add(TokenGuardViolation violation) => (violation.Checkpoint == TokenGuardCheckpoint.Log ? Logged : Violations).Enqueue(violation);

    public void Listen(IMeterFactory factory)
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory) && instrument.Meter.Name == "TokenGuard")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Counts.Enqueue($"{instrument.Name} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}"));
        listener.Start();
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose() => listener.Dispose();

    private sealed class Logger(Recorder recorder, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!recorder.IsQuiet)
            {
                recorder.Events.Enqueue((category, eventId, $"{formatter(state, exception)} {exception}", logLevel));
            }
        }
    }
}
