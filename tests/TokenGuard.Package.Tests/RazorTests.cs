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

    private const string TokenPage =
        """
        @page
        @{
            var accessToken = await Microsoft.AspNetCore.Authentication.AuthenticationHttpContextExtensions.GetTokenAsync(HttpContext, "access_token");
        }
        <h1>Orders</h1>
        <div id="app"
             data-token="@accessToken">
        </div>
        <script>
            const token = "@accessToken";
        </script>
        <a href="https://reports.example.com/?access_token=@accessToken">Report</a>
        <p>@(accessToken is null ? "Signed out" : "Signed in")</p>
        """;

    private const string SignIn =
        """
        @using Microsoft.AspNetCore.Components.Web
        @using Microsoft.JSInterop
        @inject IJSRuntime Script
        @inject HttpClient Http

        <button @onclick="() => KeepAsync(accessToken)">Remember me</button>
        <p>@accessToken?.Length</p>

        @code {
            private string? accessToken;

            private async Task KeepAsync(string? accessToken)
            {
                this.accessToken = accessToken;
                await Script.InvokeVoidAsync("localStorage.setItem", "access_token", accessToken);
                await Script.InvokeVoidAsync("localStorage.setItem", "theme", "dark");
            }

            private Task<string> ReportAsync() =>
                Http.GetStringAsync($"https://api.example.com/report?access_token={accessToken}");
        }
        """;

    [Fact]
    public async Task Tokens_in_pages_scripts_and_urls_are_found_at_their_lines()
    {
        var consumer = await Consumer.CreateAsync(
            "RazorTokens",
            ("Program.cs", "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddRazorPages();\nbuilder.Build().Run();\n"),
            ("Pages/Orders.cshtml", TokenPage),
            ("Components/SignIn.razor", SignIn));
        var (run, findings) = await consumer.BuildAsync();
        run.MustSucceed();
        Assert.Equal(
            [
                $"TKG3006 Components/SignIn.razor {LineOf(SignIn, "\"access_token\", accessToken")}",
                $"TKG4003 Components/SignIn.razor {LineOf(SignIn, "report?access_token")}",
                $"TKG5010 Pages/Orders.cshtml {LineOf(TokenPage, "const token")}",
                $"TKG5010 Pages/Orders.cshtml {LineOf(TokenPage, "?access_token")}",
                $"TKG5010 Pages/Orders.cshtml {LineOf(TokenPage, "data-token")}",
            ],
            findings.Select(finding => finding.ToString()).Order(StringComparer.Ordinal));
    }

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
