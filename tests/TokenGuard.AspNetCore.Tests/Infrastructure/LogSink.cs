using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace TokenGuard.AspNetCore.Tests;

/// <summary>A provider that keeps all it is given, in every form in which providers read it.</summary>
[ProviderAlias("Sink")]
internal sealed class LogSink : ILoggerProvider, ISupportExternalScope
{
    private IExternalScopeProvider? scopes;

    public ConcurrentQueue<(string Category, EventId Event, string Text, IReadOnlyList<KeyValuePair<string, object?>> Values, Exception? Exception)> Entries { get; } = new();

    public ConcurrentQueue<string> Scopes { get; } = new();

    /// <summary>What a log that writes everything would hold.</summary>
    public string All => string.Join('\n', Entries.Select(item => $"{item.Category} {item.Text} {item.Exception} {item.Exception?.Message} {item.Exception?.InnerException} {string.Join(' ', item.Values.Select(value => value.Key + "=" + Written(value.Value)))}").Concat(Scopes));

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public void Dispose()
    {
    }

    private static string Written(object? value)
    {
        try
        {
            return value + " " + JsonSerializer.Serialize(value);
        }
        catch (Exception)
        {
            return value?.ToString() ?? "";
        }
    }

    private sealed class Logger(LogSink sink, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => throw new NotSupportedException("The scopes are those of the factory.");

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            sink.scopes?.ForEachScope((scope, _) => sink.Scopes.Enqueue(scope + " " + Written(scope)), 0);
            sink.Entries.Enqueue((category, eventId, formatter(state, exception), state is IEnumerable<KeyValuePair<string, object?>> values ? [.. values] : [KeyValuePair.Create("state", (object?)state)], exception));
        }
    }
}
