using System.Buffers.Text;
using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;

namespace TokenGuard.Package.Tests;

/// <summary>A new web project with both packages: its mistakes come from configuration, its limit from <c>.editorconfig</c>.</summary>
[Collection(PackageTests.Name)]
public class RuntimeTests(RuntimeTests.Project project) : IClassFixture<RuntimeTests.Project>
{
    private const string Program =
        """
        using Microsoft.IdentityModel.Tokens;
        using TokenGuard.AspNetCore;

        var builder = WebApplication.CreateBuilder(args);
        var jwt = builder.Configuration.GetSection("Jwt");
        var key = new SymmetricSecurityKey(Convert.FromBase64String(jwt["Key"]!));
        builder.Services.AddTokenGuard();
        builder.Services.AddAuthentication().AddJwtBearer(options =>
        {
            options.TokenValidationParameters = new TokenValidationParameters
            {
                ValidIssuer = "https://login.example.com",
                ValidAudience = "https://api.example.com",
                ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
                IssuerSigningKey = key,
                ValidateLifetime = jwt.GetValue("ValidateLifetime", true),
                ValidateIssuer = jwt.GetValue("ValidateIssuer", true),
            };
        });

        var app = builder.Build();
        app.MapGet("/", () => "It works.");
        app.MapGet("/token", (ITokenIssuer issuer) => issuer.Issue(Tokens.Describe(key, DateTime.UtcNow.AddMinutes(15))));
        app.Run();

        public static class Tokens
        {
            public static SecurityTokenDescriptor Describe(SecurityKey key, DateTime expires) => new()
            {
                Issuer = "https://login.example.com",
                Audience = "https://api.example.com",
                Expires = expires,
                SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.HmacSha256),
            };
        }
        """;

    private static readonly (string, string)[] Sound = [("Jwt__Key", "VG9rZW5HdWFyZCB0ZXN0cyBrZXkgbWF0ZXJpYWwgMTIzNDU2Nzg5MCE=")];

    private static readonly (string, string)[] Mistakes = [("Jwt__Key", "c2hvcnQ="), ("Jwt__ValidateLifetime", "false"), ("Jwt__ValidateIssuer", "false")];

    [Fact]
    public async Task A_start_with_mistakes_in_the_configuration_fails_and_lists_them_all()
    {
        await using var application = await project.Consumer.StartAsync(Mistakes);
        Assert.Null(application.Address);
        Assert.All(["because of 3 violations", "* TKG1011: ", "* TKG2002: ", "* TKG2004: ", "/rules.md#tkg2002"], text => Assert.Contains(text, application.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_report_mode_it_starts_and_logs_them()
    {
        await using var application = await project.Consumer.StartAsync([.. Mistakes, ("TokenGuard__Mode", "Report")]);
        Assert.NotNull(application.Address);
        Assert.All(["TKG1011", "TKG2002", "TKG2004"], rule => Assert.Contains(rule, application.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_limit_in_editorconfig_is_that_of_the_analyzer_and_of_the_running_application()
    {
        Assert.Equal("TKG1003", Assert.Single(project.Findings).Id);
        await using var application = await project.Consumer.StartAsync(Sound);
        using var http = new HttpClient { BaseAddress = application.Address };
        var payload = JsonDocument.Parse(Base64Url.DecodeFromChars((await http.GetStringAsync("/token")).Split('.')[1])).RootElement;
        Assert.Equal(TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(payload.GetProperty("exp").GetInt64() - payload.GetProperty("iat").GetInt64()));
        Assert.Contains("TKG1003 Repaired", application.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_that_cannot_be_read_keeps_the_application_from_starting()
    {
        await using var application = await project.Consumer.StartAsync([.. Sound, ("TokenGuard__MaxAccessTokenLifetime", "soon")]);
        Assert.Null(application.Address);
        Assert.Contains("'TokenGuard:MaxAccessTokenLifetime' is 'soon'", application.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_package_holds_both_frameworks_and_depends_on_no_analyzer()
    {
        using var package = ZipFile.OpenRead((await PackedPackage.GetAsync()).PathOf(PackedPackage.RuntimeId));
        Assert.Equal(
            ["README.md", "lib/net10.0/TokenGuard.AspNetCore.dll", "lib/net10.0/TokenGuard.AspNetCore.xml", "lib/net8.0/TokenGuard.AspNetCore.dll", "lib/net8.0/TokenGuard.AspNetCore.xml"],
            package.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith("lib/", StringComparison.Ordinal) || name.EndsWith(".md", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        await using var nuspec = await package.GetEntry($"{PackedPackage.RuntimeId}.nuspec")!.OpenAsync();
        Assert.Equal(
            ["Microsoft.AspNetCore.Authentication.JwtBearer", "Microsoft.AspNetCore.Authentication.OpenIdConnect", "Microsoft.Extensions.Compliance.Abstractions", "Microsoft.IdentityModel.Protocols.OpenIdConnect", "System.IdentityModel.Tokens.Jwt"],
            XDocument.Load(nuspec).Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("id")!.Value).Distinct().Order());
    }

    public sealed class Project : IAsyncLifetime
    {
        internal Consumer Consumer { get; private set; } = null!;

        internal IReadOnlyList<Finding> Findings { get; private set; } = [];

        public async Task InitializeAsync()
        {
            Consumer = await Consumer.CreateAsync("Configured", ("Program.cs", Program), (".editorconfig", "root = true\n\n[*.cs]\ntokenguard.max_access_token_lifetime = 10m\n"));
            await Consumer.AddPackageAsync(PackedPackage.RuntimeId);
            var (run, findings) = await Consumer.BuildAsync();
            run.MustSucceed();
            Findings = findings;
        }

        public Task DisposeAsync() => Task.CompletedTask;
    }
}
