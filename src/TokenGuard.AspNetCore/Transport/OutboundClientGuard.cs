using Microsoft.Extensions.Http;
using TokenGuard.AspNetCore.Checkpoints;
using TokenGuard.AspNetCore.Violations;
using TokenGuard.Rules.Leakage;
using TokenGuard.Rules.Transport;

namespace TokenGuard.AspNetCore.Transport;

/// <summary>TKG4007, TKG4002, TKG5003: how a client is set up, when it is made.</summary>
internal static class OutboundClientGuard
{
#if NET9_0_OR_GREATER
    private const string Authorization = "Authorization";
#endif

    public static void Check(OutboundCheckpoint checkpoint, HttpMessageHandlerBuilder builder, HttpClientFactoryOptions options)
    {
        var client = SafeText.Name(string.IsNullOrEmpty(builder.Name) ? "the default one" : builder.Name);
        if (AddressOf(options) is { } address && checkpoint.Servers.Contains(address))
        {
            CheckRedirects(checkpoint, builder.PrimaryHandler, client);
            if (CertificateValidationDisabledGuard.AcceptsAll(builder.PrimaryHandler))
            {
                checkpoint.Report(new Finding(CertificateValidationDisabled.Definition, $"HTTP client {client}", "it talks to an authorization server"));
            }
        }

#if NET9_0_OR_GREATER
        // Before, values of headers were not hidden unless somebody asked for it, and are logged only where all details are.
        if (options.ShouldRedactHeaderValue is var isRedacted && !isRedacted(Authorization))
        {
            checkpoint.Repair(new Finding(SensitiveLoggingEnabled.Definition, $"'RedactLoggedHeaders' of HTTP client '{client}' leaves 'Authorization' out", "access tokens") { IsInDoubt = true }, () =>
            {
                options.ShouldRedactHeaderValue = header => header.Equals(Authorization, StringComparison.OrdinalIgnoreCase) || isRedacted(header);
                return true;
            });
        }
#endif
    }

    private static void CheckRedirects(OutboundCheckpoint checkpoint, HttpMessageHandler handler, string client)
    {
        if (handler is HttpClientHandler { AllowAutoRedirect: true } or SocketsHttpHandler { AllowAutoRedirect: true })
        {
            checkpoint.Repair(
                new Finding(TokenRequestFollowsRedirect.Definition)
                {
                    Text = $"HTTP client '{client}' talks to an authorization server and follows redirects: 307 and 308 send its credentials to another host too; set 'AllowAutoRedirect' of its handler to false",
                },
                () => StopRedirects(handler));
        }
    }

    // A handler that several clients share, and that has sent a request already, can no longer be changed.
    private static bool StopRedirects(HttpMessageHandler handler)
    {
        try
        {
            if (handler is HttpClientHandler classic)
            {
                classic.AllowAutoRedirect = false;
            }
            else if (handler is SocketsHttpHandler sockets)
            {
                sockets.AllowAutoRedirect = false;
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    // The factory does the same for every client that it makes.
    private static Uri? AddressOf(HttpClientFactoryOptions options)
    {
        using var probe = new HttpClient(new Nowhere());
        foreach (var configure in options.HttpClientActions)
        {
            configure(probe);
        }

        return probe.BaseAddress is { IsAbsoluteUri: true } address ? address : null;
    }

    private sealed class Nowhere : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
