using System.Net.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using TokenGuard.AspNetCore.Checkpoints;
using TokenGuard.AspNetCore.Violations;
using TokenGuard.Rules.Transport;

namespace TokenGuard.AspNetCore.Transport;

/// <summary>TKG4002: handlers that accept the certificate of whoever answers in place of the authorization server.</summary>
internal static class CertificateValidationDisabledGuard
{
    private const SslPolicyErrors AllErrors = SslPolicyErrors.RemoteCertificateNotAvailable | SslPolicyErrors.RemoteCertificateNameMismatch | SslPolicyErrors.RemoteCertificateChainErrors;

    public static void Check(StartupContext context)
    {
        foreach (var scheme in context.Schemes)
        {
            var handler = scheme.Options switch
            {
                JwtBearerOptions bearer => bearer.BackchannelHttpHandler,
                RemoteAuthenticationOptions remote => remote.BackchannelHttpHandler,
                _ => null,
            };
            if (AcceptsAll(handler))
            {
                context.Add(new Finding(CertificateValidationDisabled.Definition, scheme.Member("BackchannelHttpHandler"), "it fetches the keys that verify tokens, or the tokens themselves"));
            }
        }
    }

    /// <summary>Whether a handler accepts even that there is no certificate.</summary>
    public static bool AcceptsAll(HttpMessageHandler? handler)
    {
        try
        {
            return handler switch
            {
                DelegatingHandler outer => AcceptsAll(outer.InnerHandler),
                HttpClientHandler { ServerCertificateCustomValidationCallback: { } accepts } =>
                    accepts == HttpClientHandler.DangerousAcceptAnyServerCertificateValidator || accepts(new HttpRequestMessage(HttpMethod.Get, "https://nobody.tokenguard.invalid/"), null, null, AllErrors),
                SocketsHttpHandler { SslOptions.RemoteCertificateValidationCallback: { } accepts } => accepts(handler, null, null, AllErrors),
                _ => false,
            };
        }
        catch (Exception)
        {
            return false; // to throw is to refuse
        }
    }
}
