using TokenGuard.Analyzers.Transport;
using TokenGuard.CodeFixes.Transport;

namespace TokenGuard.Analyzers.Tests.Transport;

using Verify = Verify<CertificateValidationDisabledAnalyzer, CertificateValidationDisabledCodeFix>;

public class CertificateValidationDisabledTests
{
    private static string Setup(string body, string types = "") =>
        $$"""
        using System.Net;
        using System.Net.Security;
        using Microsoft.AspNetCore.Authentication.JwtBearer;
        using Microsoft.AspNetCore.Authentication.OpenIdConnect;

        public static class Startup
        {
            public static void Add(IServiceCollection services, IHostEnvironment environment, IConfiguration configuration)
            {
                _ = (environment, configuration);
                {{body}}
            }
        }
        {{types}}
        """;

    [Theory]
    [InlineData("""services.AddAuthentication().AddJwtBearer(options => options.BackchannelHttpHandler = new HttpClientHandler { {|TKG4002:ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator|} });""")]
    [InlineData("""services.AddAuthentication().AddOpenIdConnect(options => { var handler = new HttpClientHandler(); {|TKG4002:handler.ServerCertificateCustomValidationCallback = (message, certificate, chain, errors) => true|}; options.BackchannelHttpHandler = handler; });""")]
    [InlineData("""services.AddAuthentication().AddJwtBearer(options => { options.Backchannel = new HttpClient(new HttpClientHandler { {|TKG4002:ServerCertificateCustomValidationCallback = delegate { return true; }|} }); });""")]
    [InlineData("""services.AddAuthentication().AddJwtBearer(options => options.BackchannelHttpHandler = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { {|TKG4002:RemoteCertificateValidationCallback = (_, _, _, _) => true|} } });""")]
    [InlineData("""services.AddAuthentication().AddJwtBearer(options => options.BackchannelHttpHandler = new SocketsHttpHandler { SslOptions = { {|TKG4002:RemoteCertificateValidationCallback = (_, _, _, _) => true|} } });""")]
    [InlineData("""services.AddHttpClient<TokenClient>().ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { {|TKG4002:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|} });""")]
    [InlineData("""services.AddHttpClient("identity").ConfigurePrimaryHttpMessageHandler(() => { var handler = new HttpClientHandler(); {|TKG4002:handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true|}; return handler; });""")]
    [InlineData("""services.AddHttpClient("orders").AddHttpMessageHandler<BearerHandler>().ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { {|TKG4002:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|} });""")]
    [InlineData("""services.AddHttpClient<OrdersClient>().ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { {|TKG4002:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|} });""")]
    public Task Backchannel_or_client_of_tokens_is_reported(string body) => Verify.Reports(Setup(body, Types));

    private const string Types = """
        public class TokenClient;
        public class PriceClient;
        public class BearerHandler : DelegatingHandler;
        public class OrdersClient(HttpClient http)
        {
            public void Prepare(string value) => http.DefaultRequestHeaders.Add("Authorization", "Bearer " + value);
        }
        """;

    [Theory]
    [InlineData("""services.AddHttpClient<PriceClient>().ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true });""")]
    [InlineData("""services.AddHttpClient("prices").ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true });""")]
    [InlineData("""services.AddAuthentication().AddJwtBearer(options => options.BackchannelHttpHandler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, certificate, _, _) => certificate!.Thumbprint == "A1" });""")]
    [InlineData("""services.AddAuthentication().AddJwtBearer(options => options.BackchannelHttpHandler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, errors) => errors == SslPolicyErrors.None });""")]
    [InlineData("""services.AddAuthentication().AddJwtBearer(options => options.BackchannelHttpHandler = new HttpClientHandler { ServerCertificateCustomValidationCallback = null });""")]
    [InlineData("""services.AddAuthentication().AddJwtBearer(options => options.BackchannelHttpHandler = new HttpClientHandler { ServerCertificateCustomValidationCallback = environment.IsDevelopment() ? HttpClientHandler.DangerousAcceptAnyServerCertificateValidator : null });""")]
    [InlineData("""services.AddAuthentication().AddJwtBearer(options => { if (environment.IsDevelopment()) { options.BackchannelHttpHandler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true }; } });""")]
    [InlineData("""services.AddAuthentication().AddJwtBearer(options => { if (configuration.GetValue<bool>("IgnoreCertificateErrors")) { var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true }; options.BackchannelHttpHandler = handler; } });""")]
    [InlineData("""var http = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true }); http.GetStringAsync("https://prices.acme.com").Wait();""")]
    public Task Other_clients_real_checks_and_development_are_silent(string body) => Verify.Silent(Setup(body, Types));

    [Theory]
    [InlineData("""var handler = new HttpClientHandler { {|TKG4002:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|} }; using var http = new HttpClient(handler); http.DefaultRequestHeaders.Add("Authorization", $"Bearer {value}");""")]
    [InlineData("""var handler = new HttpClientHandler(); {|TKG4002:handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true|}; using var http = new HttpClient(handler); await http.PostAsync("https://login.acme.com/token", new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials" }));""")]
    [InlineData("""var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true }; using var http = new HttpClient(handler); await http.GetAsync("https://prices.acme.com");""")]
    [InlineData("""System.Net.ServicePointManager.ServerCertificateValidationCallback += (_, _, _, _) => true; await Task.Delay(1); Console.WriteLine("Bearer");""")]
    [InlineData("""{|TKG4002:System.Net.ServicePointManager.ServerCertificateValidationCallback += (_, _, _, _) => true|}; var request = System.Net.WebRequest.Create("https://api.acme.com"); request.Headers["Authorization"] = "Bearer " + value; await Task.Delay(1);""")]
    [InlineData("""var handler = new HttpClientHandler { {|TKG4002:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|} }; using var http = new HttpClient(handler) { BaseAddress = new Uri("https://api.acme.com") }; http.DefaultRequestHeaders.Add("Authorization", $"Bearer {value}"); await Task.Delay(1);""")]
    [InlineData("""var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true }; using var http = new HttpClient(handler) { BaseAddress = new Uri("https://localhost:5001") }; http.DefaultRequestHeaders.Add("Authorization", $"Bearer {value}"); await Task.Delay(1);""")]
    [InlineData("""var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true }; using var http = new HttpClient(handler); http.DefaultRequestHeaders.Add("Authorization", $"Bearer {value}"); await http.GetAsync("https://127.0.0.1:5001/orders");""")]
    public Task Client_that_is_made_in_code_that_sends_tokens_is_reported(string body) =>
        Verify.Reports($"public class Api {{ public async Task Do(string value) {{ {body} }} }}");

    [Fact]
    public Task SignalR_client_with_a_token_is_reported() =>
        Verify.Reports(
            """
            using Grpc.Net.Client;
            using RestSharp;
            using RestSharp.Authenticators;
            public class Api
            {
                public void Do(string token)
                {
                    _ = new RestClient(new RestClientOptions("https://api.acme.com") { Authenticator = new JwtAuthenticator(token), {|TKG4002:RemoteCertificateValidationCallback = (_, _, _, _) => true|} });
                    _ = new GrpcChannelOptions();
                }
            }

            public class Prices
            {
                public RestClient Do() => new(new RestClientOptions("https://api.acme.com") { RemoteCertificateValidationCallback = (_, _, _, _) => true });
            }
            """, "GrpcChannel.cs");

    [Fact]
    public Task Callback_is_removed() =>
        Verify.Fixes(
            Setup("""
                services.AddAuthentication().AddJwtBearer(options => options.BackchannelHttpHandler = new HttpClientHandler
                {
                    MaxConnectionsPerServer = 2, // enough
                    {|TKG4002:ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator|},
                });
                services.AddAuthentication().AddOpenIdConnect(options =>
                {
                    var handler = new HttpClientHandler();
                    {|TKG4002:handler.ServerCertificateCustomValidationCallback = (message, certificate, chain, errors) => true|};
                    options.BackchannelHttpHandler = handler;
                });
                """),
            Setup("""
                services.AddAuthentication().AddJwtBearer(options => options.BackchannelHttpHandler = new HttpClientHandler
                {
                    MaxConnectionsPerServer = 2, // enough
                });
                services.AddAuthentication().AddOpenIdConnect(options =>
                {
                    var handler = new HttpClientHandler();
                    options.BackchannelHttpHandler = handler;
                });
                """));

    [Fact]
    public Task Only_member_leaves_an_empty_initialiser() =>
        Verify.Fixes(
            Setup("""services.AddAuthentication().AddJwtBearer(options => options.BackchannelHttpHandler = new HttpClientHandler { {|TKG4002:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|} });"""),
            Setup("""services.AddAuthentication().AddJwtBearer(options => options.BackchannelHttpHandler = new HttpClientHandler { });"""));
}
