using Microsoft.Extensions.Http;
using TokenGuard.AspNetCore.Checkpoints;
using TokenGuard.AspNetCore.Violations;
using TokenGuard.Rules.Leakage;
using TokenGuard.Rules.Transport;

namespace TokenGuard.AspNetCore.Transport;

/// <summary>TKG4007, TKG4002, TKG5003: how a client is set up, when it is made.</summary>
internal static class OutboundClientGuard
{
    public static void Check(OutboundCheckpoint checkpoint, HttpMessageHandlerBuilder builder, HttpClientFactoryOptions options)
    {
        var client = SafeText.Name(string.IsNullOrEmpty(builder.Name) ? "the default one" : builder.Name);
        if (HostOf(options) is { } host && checkpoint.Servers.Contains(host))
        {
            CheckRedirects(checkpoint, builder.PrimaryHandler, client);
            if (CertificateValidationDisabledGuard.AcceptsAll(builder.PrimaryHandler))
            {
                checkpoint.Report(new Finding(CertificateValidationDisabled.Definition, $"HTTP client {client}", "it talks to an authorization server"));
            }
        }

#if NET9_0_OR_GREATER
        // Before, values of headers were not hidden unless somebody asked for it, and are logged only where all details are.
        if (!options.ShouldRedactHeaderValue("Authorization"))
        {
            checkpoint.MayRepair(new Finding(SensitiveLoggingEnabled.Definition, $"'RedactLoggedHeaders' of HTTP client '{client}' leaves 'Authorization' out", "access tokens") { IsInDoubt = true });
        }
#endif
    }

    private static void CheckRedirects(OutboundCheckpoint checkpoint, HttpMessageHandler handler, string client)
    {
        if (handler is HttpClientHandler { AllowAutoRedirect: true } or SocketsHttpHandler { AllowAutoRedirect: true } && checkpoint.MayRepair(new Finding(TokenRequestFollowsRedirect.Definition)
        {
            Text = $"HTTP client '{client}' talks to an authorization server and follows redirects: 307 and 308 send its credentials to another host too; set 'AllowAutoRedirect' of its handler to false",
        }))
        {
            if (handler is HttpClientHandler classic)
            {
                classic.AllowAutoRedirect = false;
            }
            else if (handler is SocketsHttpHandler sockets)
            {
                sockets.AllowAutoRedirect = false;
            }
        }
    }

    // The factory does the same for every client that it makes.
    private static string? HostOf(HttpClientFactoryOptions options)
    {
        using var probe = new HttpClient(new Nowhere());
        foreach (var configure in options.HttpClientActions)
        {
            configure(probe);
        }

        return probe.BaseAddress is { IsAbsoluteUri: true } address ? address.Host : null;
    }

    private sealed class Nowhere : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
