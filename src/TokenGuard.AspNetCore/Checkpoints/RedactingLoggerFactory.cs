using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using TokenGuard.AspNetCore.Leakage;

namespace TokenGuard.AspNetCore.Checkpoints;

/// <summary>Stands around the logger factory of the application, and so before all providers, whenever they were added.</summary>
/// <remarks>Around each provider it would hide its type, by which the levels of the configuration find it.</remarks>
internal sealed class RedactingLoggerFactory(IServiceProvider services, ILoggerFactory inner, bool ownsInner) : ILoggerFactory
{
    private const string Withheld = "(TokenGuard withholds this message: its check has failed)";

    private LogCheckpoint? checkpoint;

    /// <summary>Puts one around the factory that is registered. One that is registered later is not seen; the start tells.</summary>
    public static void AddTo(IServiceCollection services)
    {
        if (services.LastOrDefault(service => service.ServiceType == typeof(ILoggerFactory) && !service.IsKeyedService) is not { } registered || registered is RedactingDescriptor)
        {
            return;
        }

        services.Remove(registered);
        if (registered.ImplementationType is { } type)
        {
            services.TryAddSingleton(type);
            services.Add(new RedactingDescriptor(provider => new RedactingLoggerFactory(provider, (ILoggerFactory)provider.GetRequiredService(type), ownsInner: false)));
        }
        else if (registered.ImplementationInstance is ILoggerFactory instance)
        {
            services.Add(new RedactingDescriptor(provider => new RedactingLoggerFactory(provider, instance, ownsInner: false)));
        }
        else
        {
            services.Add(new RedactingDescriptor(provider => new RedactingLoggerFactory(provider, (ILoggerFactory)registered.ImplementationFactory!(provider), ownsInner: true)));
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, inner.CreateLogger(categoryName), categoryName);

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose()
    {
        if (ownsInner)
        {
            inner.Dispose();
        }
    }

    // Asked for when it is needed: it logs itself, and so needs the factory.
    private LogCheckpoint Checkpoint => checkpoint ??= services.GetRequiredService<LogCheckpoint>();

    // Whether a message is withheld because its check has failed. What cannot even be asked withholds it.
    private bool Withholds(Exception exception)
    {
        try
        {
            return Checkpoint.Withholds(exception);
        }
        catch (Exception)
        {
            return true;
        }
    }

    private sealed class RedactingDescriptor(Func<IServiceProvider, object> factory) : ServiceDescriptor(typeof(ILoggerFactory), factory, ServiceLifetime.Singleton);

    private sealed class Logger(RedactingLoggerFactory factory, ILogger inner, string category) : ILogger
    {
        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            object? scope;
            try
            {
                scope = LoggedValues.MayHoldToken(state, null, static (state, _) => state.ToString() ?? string.Empty) ? factory.Checkpoint.CheckScope(category, state) : null;
            }
            catch (Exception exception)
            {
                scope = factory.Withholds(exception) ? Withheld : null;
            }

            return scope is null ? inner.BeginScope(state) : inner.BeginScope(scope);
        }

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!inner.IsEnabled(logLevel))
            {
                return;
            }

            LogEntry? entry;
            try
            {
                entry = LoggedValues.MayHoldToken(state, exception, formatter) ? factory.Checkpoint.Check(category, eventId, state, exception, formatter) : null;
            }
            catch (Exception failure)
            {
                entry = factory.Withholds(failure) ? new LogEntry(new RedactedState(Withheld, []), null) : null;
            }

            if (entry is null)
            {
                inner.Log(logLevel, eventId, state, exception, formatter);
            }
            else if (entry.State is null)
            {
                inner.Log(logLevel, eventId, state, entry.Exception, formatter);
            }
            else
            {
                inner.Log(logLevel, eventId, entry.State, entry.Exception, static (state, _) => state.ToString());
            }
        }
    }
}
