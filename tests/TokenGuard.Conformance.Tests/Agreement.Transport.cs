using System.Net.Http.Headers;
using System.Net.Security;
using Microsoft.Extensions.DependencyInjection;
using TokenGuard.AspNetCore;
using TokenGuard.AspNetCore.Checkpoints;
using TokenGuard.Rules;

namespace TokenGuard.Conformance.Tests;

internal static partial class Agreement
{
    private const string Server = "https://id.example.com";

    private static IEnumerable<KeyValuePair<string, IReadOnlyList<AgreementCase>>> OfTransport => new Dictionary<string, IReadOnlyList<AgreementCase>>
    {
        [RuleIds.CertificateValidationDisabled] =
        [
            Backchannel("dangerous", "new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator }", () => new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator }),
            Backchannel("all", "new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true }", () => new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true }),
            Backchannel("all, a block", "new HttpClientHandler { ServerCertificateCustomValidationCallback = (message, certificate, chain, errors) => { return true; } }", () => new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true }),
            Backchannel("sockets, all", "new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true } }", () => new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } }),
            Backchannel("no errors", "new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, errors) => errors == SslPolicyErrors.None }", () => new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, errors) => errors == SslPolicyErrors.None }),
            Backchannel("thumbprint", "new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, certificate, _, _) => certificate?.Thumbprint == \"00\" }", () => new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, certificate, _, _) => certificate?.Thumbprint == "00" }),
            Backchannel("never", "new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => false }", () => new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => false }),
            Backchannel("default", "new HttpClientHandler()", () => new HttpClientHandler()),
            Backchannel("sockets", "new SocketsHttpHandler()", () => new SocketsHttpHandler()),
        ],
        [RuleIds.RefreshTokenToResourceServer] =
        [
            .. "https://api.shop.com/orders https://shop.com/profile https://orders.example.com/v1/items https://api.example.com/users/7 https://api.shop.com/token https://api.shop.com/connect/revocation https://login.shop.com/x https://shop.com/auth/refresh https://id.example.com/orders https://api.shop.com/account/logout"
                .Split(' ').Select(RefreshTo),
        ],
        [RuleIds.TokenInCustomHeader] =
        [
            .. "X-Access-Token X-Auth-Token token x-jwt X-User-Token access-token X-Vault-Token PRIVATE-TOKEN X-CSRF-Token X-Amz-Security-Token X-Request-Id Authorization".Split(' ').Select(CustomHeader),
        ],
        [RuleIds.TokenRequestFollowsRedirect] =
        [
            .. new[] { Server, "https://api.shop.com" }.SelectMany(address => new[]
            {
                Redirects(address, "new HttpClientHandler()", () => new HttpClientHandler()),
                Redirects(address, "new HttpClientHandler { AllowAutoRedirect = true }", () => new HttpClientHandler { AllowAutoRedirect = true }),
                Redirects(address, "new HttpClientHandler { AllowAutoRedirect = false }", () => new HttpClientHandler { AllowAutoRedirect = false }),
                Redirects(address, "new SocketsHttpHandler()", () => new SocketsHttpHandler()),
                Redirects(address, "new SocketsHttpHandler { AllowAutoRedirect = false }", () => new SocketsHttpHandler { AllowAutoRedirect = false }),
            }),
        ],
        [RuleIds.TokenToUnboundHost] =
        [
            Unbound("adds it everywhere", "{0}", "https://elsewhere.example.com/"),
            Unbound("adds it everywhere, from a helper", "var value = accessToken; request.Headers.Authorization = new AuthenticationHeaderValue(\"Bearer\", value);", "https://elsewhere.example.com/"),
            Unbound("adds it everywhere but once", "if (request.Headers.Authorization is null) {{ {0} }}", "https://elsewhere.example.com/"),
            Unbound("adds it for one method", "if (request.Method == HttpMethod.Get) {{ {0} }}", "https://elsewhere.example.com/"),
            Unbound("looks at the host", "if (request.RequestUri?.Host == \"api.shop.com\") {{ {0} }}", "https://api.shop.com/"),
            Unbound("looks at the address", "if (request.RequestUri!.AbsoluteUri.StartsWith(\"https://api.shop.com/\", StringComparison.Ordinal)) {{ {0} }}", "https://api.shop.com/orders"),
            Unbound("looks at the authority", "if (request.RequestUri?.Authority == \"api.shop.com\") {{ {0} }}", "https://api.shop.com/orders"),
            Unbound("adds none", "request.Headers.Add(\"X-Request-Id\", \"1\");", "https://elsewhere.example.com/", carriesToken: false),
        ],
    };

    private static AgreementCase Backchannel(string what, string handler, Func<HttpMessageHandler> make) =>
        new(
            what,
            $$"""public void Add(IServiceCollection services) => services.AddAuthentication().AddJwtBearer(options => options.BackchannelHttpHandler = {{handler}});""",
            services => services.AddAuthentication().AddJwtBearer(options => options.BackchannelHttpHandler = make()));

    private static AgreementCase RefreshTo(string url) =>
        new(
            url,
            $$"""
            public Task<HttpResponseMessage> Send(HttpClient client, string refreshToken)
            {
                var request = new HttpRequestMessage(HttpMethod.Get, "{{url}}");
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", refreshToken);
                return client.SendAsync(request);
            }
            """,
            KnowsServer,
            services => services.GetRequiredService<OutboundCheckpoint>().Check(new HttpRequestMessage(HttpMethod.Get, url) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", "tgr_" + new string('q', 70)) } }));

    private static AgreementCase CustomHeader(string name) =>
        new(
            name,
            $$"""
            public Task<HttpResponseMessage> Send(HttpClient client, string accessToken)
            {
                var request = new HttpRequestMessage(HttpMethod.Get, "https://api.shop.com/orders");
                request.Headers.Add("{{name}}", accessToken);
                return client.SendAsync(request);
            }
            """,
            Live: services => services.GetRequiredService<OutboundCheckpoint>().Check(new HttpRequestMessage(HttpMethod.Get, "https://api.shop.com/orders") { Headers = { { name, "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJlLXNpZ25hdHVyZS0wMQ" } } }));

    private static AgreementCase Redirects(string address, string handler, Func<HttpMessageHandler> make) =>
        new(
            $"{address} {handler}",
            $$"""
            public Task<HttpResponseMessage> Refresh(string refreshToken, string page)
            {
                var client = new HttpClient({{handler}});
                return client.PostAsync("{{address}}/{{(address == Server ? "connect/token" : "orders")}}", new FormUrlEncodedContent(new Dictionary<string, string> { {{(address == Server ? "[\"grant_type\"] = \"refresh_token\", [\"refresh_token\"] = refreshToken" : "[\"page\"] = page")}} }));
            }
            """,
            services =>
            {
                KnowsServer(services);
                services.AddHttpClient("client", client => client.BaseAddress = new Uri(address)).ConfigurePrimaryHttpMessageHandler(make);
            },
            services => services.GetRequiredService<IHttpClientFactory>().CreateClient("client"));

    private static AgreementCase Unbound(string what, string body, string url, bool carriesToken = true) =>
        new(
            what,
            $$"""
            private sealed class TokenHandler(string accessToken) : DelegatingHandler
            {
                protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
                {
                    {{string.Format(System.Globalization.CultureInfo.InvariantCulture, body, "request.Headers.Authorization = new AuthenticationHeaderValue(\"Bearer\", accessToken);")}}
                    return base.SendAsync(request, cancellationToken);
                }

                public string Name => accessToken[..1];
            }
            """,
            services => services.Configure<TokenGuardOptions>(options => options.AllowedHosts.Add("api.shop.com")),
            services => services.GetRequiredService<OutboundCheckpoint>().Check(carriesToken ? new HttpRequestMessage(HttpMethod.Get, url) { Headers = { { "Authorization", "Bearer abc" } } } : new HttpRequestMessage(HttpMethod.Get, url)));

    private static void KnowsServer(IServiceCollection services) => services.Configure<TokenGuardOptions>(options => options.AuthorizationServers.Add(Server));
}
