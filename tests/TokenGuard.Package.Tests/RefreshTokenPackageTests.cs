using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace TokenGuard.Package.Tests;

/// <summary>The packages of refresh tokens, and the application that README shows.</summary>
[Collection(PackageTests.Name)]
public partial class RefreshTokenPackageTests
{
    // In place of migrations and of a page to register.
    private const string Seed =
        """
        using Microsoft.AspNetCore.Identity;

        [assembly: HostingStartup(typeof(Seed))]

        public sealed class Seed : IHostingStartup
        {
            public void Configure(IWebHostBuilder builder) => builder.ConfigureServices(services => services.AddHostedService<Users>());

            private sealed class Users(IServiceScopeFactory scopes) : IHostedService
            {
                public async Task StartAsync(CancellationToken cancellationToken)
                {
                    await using var scope = scopes.CreateAsyncScope();
                    await scope.ServiceProvider.GetRequiredService<ShopContext>().Database.EnsureCreatedAsync(cancellationToken);
                    await scope.ServiceProvider.GetRequiredService<UserManager<IdentityUser>>().CreateAsync(new IdentityUser { UserName = "ada", Email = "ada@shop.example" }, "Correct-Horse-7");
                }

                public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
            }
        }
        """;

    [Theory]
    [InlineData(PackedPackage.RefreshTokensId, "net10.0 net8.0", "")]
    [InlineData(PackedPackage.RefreshTokensId + ".EntityFrameworkCore", "net10.0", "Microsoft.EntityFrameworkCore.Relational TokenGuard.RefreshTokens")]
    [InlineData(PackedPackage.RefreshTokensId + ".Redis", "net10.0 net8.0", "StackExchange.Redis TokenGuard.RefreshTokens")]
    public async Task A_package_depends_on_what_it_is_named_after(string id, string frameworks, string dependencies)
    {
        using var package = ZipFile.OpenRead((await PackedPackage.GetAsync()).PathOf(id));
        Assert.Equal(
            frameworks.Split(' ').SelectMany(framework => new[] { $"lib/{framework}/{id}.dll", $"lib/{framework}/{id}.xml" }),
            package.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith("lib/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        await using var nuspec = await package.GetEntry($"{id}.nuspec")!.OpenAsync();
        Assert.Equal(
            dependencies,
            string.Join(' ', XDocument.Load(nuspec).Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("id")!.Value).Distinct().Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task The_application_of_the_README_builds_without_a_finding_and_works()
    {
        var program = Program().Match(await File.ReadAllTextAsync(Repository.PathOf("README.md"))).Groups[1].Value;
        var consumer = await Consumer.CreateAsync("Adopter", ("Program.cs", program), ("Seed.cs", Seed));
        await consumer.AddPackageAsync(PackedPackage.RuntimeId);
        await consumer.AddPackageAsync(PackedPackage.RefreshTokensId + ".EntityFrameworkCore");
        foreach (var package in new[] { "Microsoft.EntityFrameworkCore.Sqlite", "Microsoft.AspNetCore.Identity.EntityFrameworkCore" })
        {
            (await consumer.RunAsync("add", "package", package, "--version", "10.0.13")).MustSucceed();
        }

        var (run, findings) = await consumer.BuildAsync();
        run.MustSucceed();
        Assert.Empty(findings);
        Assert.Empty(run.Warnings);

        await using var application = await consumer.StartAsync();
        Assert.True(application.Address is not null, application.Output);
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = application.Address };
        var login = await http.PostAsync("/auth/login", new FormUrlEncodedContent([new("email", "ada@shop.example"), new("password", "Correct-Horse-7")]));
        Assert.True(login.StatusCode == HttpStatusCode.NoContent, $"{login.StatusCode}\n{application.Output}");
        var first = CookieOf(login);
        var second = CookieOf(await PostAsync("/auth/refresh", first));
        Assert.NotEqual(first, second);
        var third = CookieOf(await PostAsync("/auth/refresh", second));
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync("/auth/refresh", first)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync("/auth/refresh", third)).StatusCode);
        Assert.DoesNotContain("TKG", application.Output, StringComparison.Ordinal);

        async Task<HttpResponseMessage> PostAsync(string path, string cookie)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Headers = { { "Cookie", cookie } } };
            return await http.SendAsync(request);
        }
    }

    private static string CookieOf(HttpResponseMessage response) => Assert.Single(response.Headers.GetValues("Set-Cookie")).Split(';')[0];

    [GeneratedRegex("## Refresh tokens\n.*?```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Program();
}
