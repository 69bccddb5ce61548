namespace TokenGuard.Package.Tests;

/// <summary>Razor is compiled as generated code; what is found in it is shown in the Razor file.</summary>
[Collection(PackageTests.Name)]
public class RazorTests
{
    private const string Page =
        """
        @page
        @{
            var accessToken = await Microsoft.AspNetCore.Authentication.AuthenticationHttpContextExtensions.GetTokenAsync(HttpContext, "access_token");
        }
        <h1>Signed in</h1>
        @{
            Response.Cookies.Append("access_token", accessToken!, new CookieOptions { HttpOnly = false, Secure = true, SameSite = SameSiteMode.Strict });
        }
        """;

    private const string Component =
        """
        @using Microsoft.AspNetCore.Components
        @using Microsoft.AspNetCore.Http

        <button>Remember me</button>

        @code {
            [CascadingParameter]
            private HttpContext Context { get; set; } = default!;

            private void Store(string refreshToken) =>
                Context.Response.Cookies.Append("refresh_token", refreshToken, new CookieOptions { HttpOnly = true, Secure = false, SameSite = SameSiteMode.Strict });
        }
        """;

    [Fact]
    public async Task Findings_in_razor_files_are_at_their_lines()
    {
        var consumer = await Consumer.CreateAsync(
            "Razor",
            ("Program.cs", "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddRazorPages();\nbuilder.Build().Run();\n"),
            ("Pages/Index.cshtml", Page),
            ("Components/Remember.razor", Component));
        var (run, findings) = await consumer.BuildAsync();
        run.MustSucceed();
        Assert.Equal(
            [$"TKG3001 Pages/Index.cshtml {LineOf(Page, "HttpOnly = false")}", $"TKG3002 Components/Remember.razor {LineOf(Component, "Secure = false")}"],
            findings.Select(finding => finding.ToString()));
    }

    private static int LineOf(string text, string part) => text[..text.IndexOf(part, StringComparison.Ordinal)].Count(c => c == '\n') + 1;
}
