using System.Net;

namespace TokenGuard.Package.Tests;

/// <summary>The first day: every web template of the SDK with both packages builds without a finding, starts, and serves without a violation.</summary>
[Collection(PackageTests.Name)]
public class TemplateTests
{
    [Theory]
    [InlineData("web", "/")]
    [InlineData("webapi", "/weatherforecast")]
    [InlineData("webapi", "/weatherforecast", "--use-controllers")]
    [InlineData("webapiaot", "/todos")]
    [InlineData("mvc", "/")]
    [InlineData("mvc", "/Identity/Account/Login", "--auth", "Individual")]
    [InlineData("webapp", "/")]
    [InlineData("webapp", "/Identity/Account/Login", "--auth", "Individual")]
    [InlineData("blazor", "/")]
    [InlineData("blazor", "/Account/Login", "--auth", "Individual")]
    [InlineData("grpc", "/")]
    public async Task It_starts_and_serves(string template, string path, params string[] options)
    {
        var consumer = await Consumer.OfTemplateAsync(template, $"Template{template}{string.Concat(options).Replace("-", "", StringComparison.Ordinal)}", options);
        await consumer.AddPackageAsync();
        await consumer.AddPackageAsync(PackedPackage.RuntimeId);
        var program = Path.Combine(consumer.Folder, "Program.cs");
        var source = await File.ReadAllTextAsync(program);
        const string Builder = "Builder(args);"; // CreateBuilder, or CreateSlimBuilder
        Assert.Contains(Builder, source, StringComparison.Ordinal);
        await File.WriteAllTextAsync(program, source.Replace(Builder, $"{Builder}\nbuilder.Services.AddTokenGuard();", StringComparison.Ordinal));

        var (run, findings) = await consumer.BuildAsync();
        run.MustSucceed();
        Assert.DoesNotContain(findings, finding => finding.Id.StartsWith("TKG", StringComparison.Ordinal));
        await using var application = await consumer.StartAsync();
        Assert.True(application.Address is not null, application.Output);
        using var http = new HttpClient { BaseAddress = application.Address };
        if (template == "grpc")
        {
            // It answers HTTP/2 only.
            (http.DefaultRequestVersion, http.DefaultVersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
        }

        using var response = await http.GetAsync(path);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{response.StatusCode}\n{application.Output}");
        Assert.DoesNotContain("TKG", application.Output, StringComparison.Ordinal);
    }
}
