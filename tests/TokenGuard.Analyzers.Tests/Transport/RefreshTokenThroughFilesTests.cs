using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TokenGuard.Analyzers.Transport;
using TokenGuard.Tests;

namespace TokenGuard.Analyzers.Tests.Transport;

/// <summary>What a reader is told of a token that goes through several files: where, of what, and the other places that belong to it.</summary>
public class RefreshTokenThroughFilesTests
{
    private const string Requests = """
        namespace Http;

        using System.Net.Http;
        using System.Net.Http.Headers;

        public static class Requests
        {
            public static void SetBearer(HttpClient client, string value) =>
                client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", value);
        }
        """;

    private const string Session = """
        namespace Http;

        using Microsoft.IdentityModel.Protocols.OpenIdConnect;

        public class Session
        {
            public string Credential { get; private set; } = string.Empty;

            public void Open(OpenIdConnectMessage message) => Credential = message.RefreshToken;
        }
        """;

    private const string Steps = """
        namespace Http;

        using System.Net.Http;

        public static class First { public static void Send(HttpClient client, string text) => Second.Pass(client, text); }
        public static class Second { public static void Pass(HttpClient client, string text) => Requests.SetBearer(client, text); }
        """;

    private static string Orders(string body) =>
        $$"""
        namespace Http;

        using System.Net.Http;
        using System.Threading.Tasks;
        using Microsoft.IdentityModel.Protocols.OpenIdConnect;

        public class OrdersClient(HttpClient http, Session session)
        {
            public Task<string> Get(OpenIdConnectMessage message)
            {
                var value = message.RefreshToken;
                _ = (value, session);
                {{body}}
                return http.GetStringAsync("https://api.example.com/orders");
            }
        }
        """;

    [Theory]
    [InlineData("Requests.SetBearer(http, value);", "value", "'value', a refresh token from OpenIdConnectMessage.RefreshToken,", "Requests.cs:8", "Orders.cs:10")]
    [InlineData("Requests.SetBearer(http, session.Credential);", "session.Credential", "'Credential', a refresh token from OpenIdConnectMessage.RefreshToken,", "Requests.cs:8", "Session.cs:8")]
    [InlineData("First.Send(http, value);", "value", "'value', a refresh token from OpenIdConnectMessage.RefreshToken,", "Requests.cs:8", "Orders.cs:10")]
    public async Task Reported_once_at_the_outermost_call_with_the_sink_and_the_origin(string body, string place, string subject, params string[] others)
    {
        var diagnostic = Assert.Single(await DiagnosticsAsync(("Orders.cs", Orders(body)), ("Requests.cs", Requests), ("Session.cs", Session), ("Steps.cs", Steps)));

        var text = await diagnostic.Location.SourceTree!.GetTextAsync();
        Assert.Equal(place, text.ToString(diagnostic.Location.SourceSpan));
        Assert.StartsWith(subject, diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal(others, diagnostic.AdditionalLocations.Select(location => $"{location.SourceTree!.FilePath}:{location.GetLineSpan().StartLinePosition.Line}"));
    }

    private static async Task<IEnumerable<Diagnostic>> DiagnosticsAsync(params (string Path, string Text)[] files)
    {
        var compilation = CSharpCompilation.Create(
            "files", files.Select(file => CSharpSyntaxTree.ParseText(file.Text, path: file.Path)), References.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return await compilation.WithAnalyzers([new RefreshTokenToResourceServerAnalyzer()]).GetAnalyzerDiagnosticsAsync();
    }
}
