namespace TokenGuard.Package.Tests;

/// <summary>A new web project, the package, and five mistakes typed in.</summary>
[Collection(PackageTests.Name)]
public class ConsumerTests(ConsumerTests.Project project) : IClassFixture<ConsumerTests.Project>
{
    // A comment at the end of a line names the rule that reports the line.
    private const string Program =
        """
        using System.Net.Http.Headers;
        using Microsoft.IdentityModel.JsonWebTokens;
        using Microsoft.IdentityModel.Tokens;

        var builder = WebApplication.CreateBuilder(args);
        var key = new SymmetricSecurityKey(Convert.FromBase64String(builder.Configuration["Jwt:Key"]!));
        builder.Services.AddAuthentication().AddJwtBearer(options =>
        {
            options.TokenValidationParameters = new TokenValidationParameters
            {
                ValidIssuer = "https://login.example.com",
                ValidAudience = "https://api.example.com",
                IssuerSigningKey = key,
                ValidateLifetime = false, // TKG2002
            };
        });
        builder.Services.AddHttpClient<Reports>();

        var app = builder.Build();
        app.MapPost("/login", (HttpResponse response) =>
        {
            var accessToken = Tokens.CreateAccessToken(key);
            response.Cookies.Append("access_token", accessToken, new CookieOptions
            {
                HttpOnly = false, // TKG3001
                Secure = true,
                SameSite = SameSiteMode.Strict,
            });
            return Tokens.CreateRefreshToken();
        });
        app.Run();

        public static class Tokens
        {
            public static string CreateAccessToken(SecurityKey key) =>
                new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
                {
                    Issuer = "https://login.example.com",
                    Audience = "https://api.example.com",
                    Expires = DateTime.UtcNow.AddDays(30), // TKG1003
                    SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.HmacSha256),
                });

            public static string CreateShortAccessToken(SecurityKey key) =>
                new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
                {
                    Issuer = "https://login.example.com",
                    Audience = "https://api.example.com",
                    Expires = DateTime.UtcNow.AddMinutes(15), // more than 10 minutes
                    SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.HmacSha256),
                });

            public static string CreateRefreshToken() => Guid.NewGuid().ToString(); // TKG6001
        }

        public class Reports(HttpClient http)
        {
            public async Task<string> GetAsync(string refreshToken)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "https://reports.example.com/latest");
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", refreshToken); // TKG4005
                using var response = await http.SendAsync(request);
                return await response.Content.ReadAsStringAsync();
            }
        }
        """;

    [Fact]
    public async Task The_mistakes_are_warnings_with_file_line_message_and_help_link()
    {
        project.Consumer.Write(".editorconfig", "root = true\n");
        var (run, _) = await project.Consumer.BuildAsync();
        run.MustSucceed();
        Assert.Equal(Marked("TKG"), run.Warnings.Select(warning => (warning.Id, warning.Line)).Order());
        Assert.All(run.Warnings, warning =>
        {
            Assert.Equal("warning", warning.Kind);
            Assert.Equal(Path.Combine(project.Consumer.Folder, "Program.cs"), warning.File);
            Assert.Contains($"/rules.md#{warning.Id.ToLowerInvariant()})", warning.Message, StringComparison.Ordinal);
        });
        var cookie = Assert.Single(run.Warnings, warning => warning.Id == "TKG3001");
        Assert.Contains("access_token", cookie.Message, StringComparison.Ordinal);
        Assert.Contains("HttpOnly", cookie.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_can_break_the_build()
    {
        project.Consumer.Write(".editorconfig", "root = true\n");
        var (run, _) = await project.Consumer.BuildAsync("-warnaserror:TKG3001");
        Assert.False(run.Succeeded);
        Assert.Equal(["TKG3001"], run.Warnings.Where(line => line.Kind == "error").Select(line => line.Id));
    }

    [Fact]
    public async Task Editorconfig_sets_severities_and_options()
    {
        project.Consumer.Write(
            ".editorconfig",
            """
            root = true

            [*.cs]
            dotnet_diagnostic.TKG3001.severity = none
            dotnet_diagnostic.TKG6001.severity = error
            tokenguard.max_access_token_lifetime = 10m

            """);
        var (run, findings) = await project.Consumer.BuildAsync();
        Assert.False(run.Succeeded);
        Assert.Equal(["TKG6001"], findings.Where(finding => finding.Level == "error").Select(finding => finding.Id));
        Assert.DoesNotContain(findings, finding => finding.Id == "TKG3001");
        Assert.Equal(
            Marked("TKG1003").Concat(Marked("more than 10 minutes")).Select(mark => mark.Line),
            findings.Where(finding => finding.Id == "TKG1003").Select(finding => finding.Line));
    }

    [Fact]
    public async Task Editorconfig_goes_before_the_mode()
    {
        project.Consumer.Write(".editorconfig", "root = true\n\n[*.cs]\ndotnet_diagnostic.TKG3001.severity = warning\n");
        var (run, findings) = await project.Consumer.BuildAsync("-p:TokenGuardMode=None");
        run.MustSucceed();
        Assert.Equal(["TKG3001"], findings.Select(finding => finding.Id));
    }

    [Fact]
    public async Task An_option_that_cannot_be_read_is_reported_and_the_default_applies()
    {
        project.Consumer.Write(".editorconfig", "root = true\n\n[*.cs]\ntokenguard.max_access_token_lifetime = soon\n");
        var (run, findings) = await project.Consumer.BuildAsync();
        run.MustSucceed();
        var problem = Assert.Single(findings, finding => finding.Id == "TKG0001");
        Assert.Equal("-", problem.Path);
        Assert.Equal("warning", problem.Level);
        Assert.Contains("'tokenguard.max_access_token_lifetime'", problem.Message, StringComparison.Ordinal);
        Assert.Contains("'soon'", problem.Message, StringComparison.Ordinal);
        Assert.Equal(Marked("TKG1003").Select(mark => mark.Line), findings.Where(finding => finding.Id == "TKG1003").Select(finding => finding.Line));
    }

    private static IEnumerable<(string Id, int Line)> Marked(string comment) =>
        Program.Split('\n')
            .Select((text, index) => (Text: text, Line: index + 1))
            .Where(line => line.Text.Contains($"// {comment}", StringComparison.Ordinal))
            .Select(line => (line.Text[(line.Text.IndexOf("// ", StringComparison.Ordinal) + 3)..].TrimEnd(), line.Line))
            .Order();

    public sealed class Project : IAsyncLifetime
    {
        internal Consumer Consumer { get; private set; } = null!;

        public async Task InitializeAsync() => Consumer = await Consumer.CreateAsync("Mistakes", ("Program.cs", Program));

        public Task DisposeAsync() => Task.CompletedTask;
    }
}
