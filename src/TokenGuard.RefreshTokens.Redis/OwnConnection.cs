using StackExchange.Redis;

namespace TokenGuard.RefreshTokens.Redis;

/// <summary>The connection of an application that has none of its own to Redis; it ends with the application.</summary>
internal sealed class OwnConnection(string configuration) : IDisposable
{
    private readonly Lazy<IConnectionMultiplexer> multiplexer = new(() =>
    {
        var options = ConfigurationOptions.Parse(configuration);
        options.AbortOnConnectFail = false; // a server that comes later is connected to later
        return ConnectionMultiplexer.Connect(options);
    });

    public IConnectionMultiplexer Multiplexer => multiplexer.Value;

    public void Dispose()
    {
        if (multiplexer.IsValueCreated)
        {
            multiplexer.Value.Dispose();
        }
    }
}
