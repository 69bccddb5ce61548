using Microsoft.Playwright;

namespace TokenGuard.Package.Tests;

/// <summary>The page of the samples in a real browser: what can a script on it read?</summary>
[Collection(PackageTests.Name)]
public class BrowserTests
{
    // A busy machine takes its time.
    private const float Timeout = 120_000;

    [BrowserFact]
    public async Task In_the_secure_sample_script_sees_no_token()
    {
        await using var application = await SampleTests.StartAsync("Secure");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright);
        var page = await SignInAsync(browser, application);
        var tokens = await TokensAsync(page);
        Assert.Equal(2, tokens.Count);

        await ClickAsync(page, "load", "Orders: 200");
        Assert.Contains("Espresso machine", await page.Locator("#orders").TextContentAsync(), StringComparison.Ordinal);
        await ClickAsync(page, "refresh", "Refresh: 204");
        var renewed = await TokensAsync(page);
        Assert.DoesNotContain(renewed, tokens.Contains);
        tokens.AddRange(renewed);
        await ClickAsync(page, "load", "Orders: 200");
        var readable = await ReadableAsync(page);
        Assert.Contains("Espresso machine", readable, StringComparison.Ordinal);
        Assert.All(tokens, token => Assert.DoesNotContain(token, readable, StringComparison.Ordinal));

        await ClickAsync(page, "logout", "Sign out: 204");
        Assert.Empty(await TokensAsync(page));
        await ClickAsync(page, "load", "Orders: 401");
        Assert.DoesNotContain("TKG", application.Output, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task In_the_vulnerable_sample_script_on_the_same_page_sees_one()
    {
        await using var application = await SampleTests.StartAsync("Vulnerable");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright);
        var page = await SignInAsync(browser, application);
        var token = Assert.Single(await TokensAsync(page));
        Assert.Contains(token, await ReadableAsync(page), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("index.html")]
    [InlineData("storefront.js")]
    public void The_page_is_the_same(string file) =>
        Assert.Equal(File.ReadAllText(Repository.PathOf($"samples/Secure/wwwroot/{file}")), File.ReadAllText(Repository.PathOf($"samples/Vulnerable/wwwroot/{file}")));

    // Without a sandbox: the user that tests run as may be root.
    private static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = BrowserFactAttribute.Browser, Args = ["--no-sandbox"], Timeout = Timeout });

    private static async Task<IPage> SignInAsync(IBrowser browser, RunningApplication application)
    {
        var page = await browser.NewPageAsync();
        page.SetDefaultTimeout(Timeout);
        Assertions.SetDefaultExpectTimeout(Timeout);
        await page.GotoAsync(application.Address!.ToString());
        await page.FillAsync("#password", "only for the demo");
        await page.ClickAsync("#login button");
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("Sign in: 204");
        return page;
    }

    private static async Task ClickAsync(IPage page, string id, string status)
    {
        await page.ClickAsync($"#{id}");
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync(status);
    }

    // The cookies as the browser holds them, those that script cannot read too.
    private static async Task<List<string>> TokensAsync(IPage page) => (await page.Context.CookiesAsync()).Select(cookie => cookie.Value).ToList();

    // The page shows all that it can read: its cookies, its stores, and the answers that it was given.
    private static async Task<string> ReadableAsync(IPage page) => await page.Locator("#readable").TextContentAsync() ?? "";
}

/// <summary>A test that needs Chromium. CI installs it; elsewhere the test is skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Browser is null && Environment.GetEnvironmentVariable("CI") is null)
        {
            Skip = "There is no Chromium on this machine.";
        }
    }

    public static string? Browser { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome", "chrome.exe" }, Path.Combine)
            .FirstOrDefault(File.Exists);
}
