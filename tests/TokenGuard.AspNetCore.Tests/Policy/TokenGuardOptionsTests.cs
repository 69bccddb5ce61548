using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TokenGuard.AspNetCore.Tests.Policy;

public class TokenGuardOptionsTests
{
    [Fact]
    public async Task An_application_that_sets_nothing_has_the_limits_of_the_analyzers()
    {
        var options = await OptionsAsync([]);
        Assert.Equal(
            (TimeSpan.FromHours(1), TimeSpan.FromDays(90), TimeSpan.FromMinutes(5), TimeSpan.FromDays(30), 2048, TokenGuardMode.Default),
            (options.MaxAccessTokenLifetime, options.MaxRefreshTokenLifetime, options.MaxClockSkew, options.MaxCookieSession, options.MinRsaBits, options.Mode));
        Assert.Empty(options.AuthorizationServers);
    }

    [Fact]
    public async Task The_section_of_the_configuration_is_read()
    {
        var options = await OptionsAsync(new()
        {
            ["TokenGuard:Mode"] = "report",
            ["TokenGuard:MaxAccessTokenLifetime"] = "10m",
            ["TokenGuard:MaxRefreshTokenLifetime"] = "7d",
            ["TokenGuard:MinRsaBits"] = "3072",
            ["TokenGuard:TrustedFrontProxy"] = "true",
            ["TokenGuard:EnforceStartupInDevelopment"] = "true",
            ["TokenGuard:AuthorizationServers:0"] = "https://login.example.com",
            ["TokenGuard:AuthorizationServers:1"] = "idp.example.com",
            ["TokenGuard:SensitiveClaims"] = "salary, shoe_size",
            ["TokenGuard:QueryTokenPaths:0"] = "/live",
            ["TokenGuard:Rules:TKG3012"] = "Report",
            ["TokenGuard:Rules:TKG3001:Enforcement"] = "Off",
            ["TokenGuard:Rules:TKG3001:Reason"] = "the old page reads it",
        });
        Assert.Equal(
            (TokenGuardMode.Report, TimeSpan.FromMinutes(10), TimeSpan.FromDays(7), 3072, true, true),
            (options.Mode, options.MaxAccessTokenLifetime, options.MaxRefreshTokenLifetime, options.MinRsaBits, options.TrustedFrontProxy, options.EnforceStartupInDevelopment));
        Assert.Equal(["https://login.example.com", "idp.example.com"], options.AuthorizationServers);
        Assert.Equal(["salary", "shoe_size"], options.SensitiveClaims);
        Assert.Equal(["/live"], options.QueryTokenPaths);
        Assert.Equal((Enforcement.Report, Enforcement.Off), (options.Rules["TKG3012"], options.Rules["tkg3001"]));
        Assert.Equal("the old page reads it", options.Reasons["TKG3001"]);
    }

    [Fact]
    public async Task Code_comes_after_configuration()
    {
        var options = await OptionsAsync(new() { ["TokenGuard:MaxAccessTokenLifetime"] = "10m" }, options => options.MaxAccessTokenLifetime *= 2);
        Assert.Equal(TimeSpan.FromMinutes(20), options.MaxAccessTokenLifetime);
    }

    [Theory]
    [InlineData("TokenGuard:MaxAccessTokenLifetime", "24:00:00", "hh:mm:ss under 24 hours")]
    [InlineData("TokenGuard:MaxAccessTokenLifetime", "60", "a whole number followed by s, m, h or d")]
    [InlineData("TokenGuard:MinRsaBits", "1024", "from 2048 to 16384")]
    [InlineData("TokenGuard:Mode", "Strict", "default or report or blockall")]
    [InlineData("TokenGuard:Mode", "1", "default or report or blockall")]
    [InlineData("TokenGuard:TrustedFrontProxy", "yes", "true or false")]
    [InlineData("TokenGuard:EnforceStartupInDevelopment", "1", "true or false")]
    [InlineData("TokenGuard:Rules:TKG3001", "Warn", "Off, Report and Block")]
    [InlineData("TokenGuard:Rules:TKG3001", "2", "Off, Report and Block")]
    [InlineData("TokenGuard:Rules:TKG3001", "", "Off, Report and Block")]
    [InlineData("TokenGuard:MaxTokenLifetime", "10m", "MaxAccessTokenLifetime")]
    [InlineData("TokenGuard:AuthorizationServers", "a;b", "words separated by ','")]
    public async Task A_setting_that_cannot_be_used_keeps_the_application_from_starting(string key, string value, string allowed)
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => OptionsAsync(new() { [key] = value }));
        Assert.Contains("TKG0001", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"'{key}'", exception.Message, StringComparison.Ordinal);
        Assert.Contains(allowed, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_bad_settings_are_named_at_once()
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => OptionsAsync(new() { ["TokenGuard:Mode"] = "x", ["TokenGuard:MaxClockSkew"] = "-1m", ["TokenGuard:Rules:TKG9999"] = "Block" }));
        Assert.Equal(3, exception.Failures.Count());
    }

    [Fact]
    public async Task A_rule_is_not_switched_off_without_a_reason()
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => OptionsAsync([], options => options.Rules["TKG3001"] = Enforcement.Off));
        Assert.Contains("TurnOff(\"TKG3001\", reason)", exception.Message, StringComparison.Ordinal);
        Assert.Equal(Enforcement.Off, (await OptionsAsync([], options => options.TurnOff("TKG3001", "a reason"))).Rules["TKG3001"]);
    }

    [Theory]
    [InlineData("TKG2005")]
    [InlineData("TKG9999")]
    [InlineData("")]
    public async Task A_rule_that_is_not_enforced_at_run_time_cannot_be_set(string id)
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => OptionsAsync([], options => options.Rules[id] = Enforcement.Block));
        Assert.Contains($"'{id}'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_and_lists_that_cannot_be_meant_are_named()
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => OptionsAsync([], options =>
        {
            options.MaxAccessTokenLifetime = TimeSpan.Zero;
            options.MinRsaBits = 512;
            options.AllowedHosts.Add("ht!tp://");
            options.QueryTokenPaths.Add("hubs");
            options.Mode = (TokenGuardMode)7;
            options.Rules["TKG3002"] = (Enforcement)9;
        }));
        foreach (var name in new[] { "MaxAccessTokenLifetime", "MinRsaBits", "AllowedHosts", "QueryTokenPaths", "Mode", "Rules:TKG3002" })
        {
            Assert.Contains($"'{name}'", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_rules_are_set_to_is_logged_with_the_reason()
    {
        await using var application = await TestApplication.StartAsync(options: options => options.TurnOff("TKG3001", "the old page reads it"));
        Assert.Contains("Rule TKG3001 is set to Off. Reason: the old page reads it", application.Recorder.AllText, StringComparison.Ordinal);
        Assert.Contains("in mode Default; access tokens may live 1 hour, refresh tokens 90 days", application.Recorder.AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task To_add_it_twice_is_to_add_it_once()
    {
        await using var application = await TestApplication.StartAsync(services => services.AddTokenGuard().AddTokenGuard(options => options.MinRsaBits = 4096));
        Assert.Equal(4096, application.Services.GetRequiredService<IOptions<TokenGuardOptions>>().Value.MinRsaBits);
        Assert.Single(application.Recorder.Events, item => item.Text.StartsWith("TokenGuard enforces", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_build_was_told_is_the_policy_of_the_application_too()
    {
        // The assembly of these tests has the attributes that the generator writes.
        await using var application = await TestApplication.StartAsync(settings: new() { ["TokenGuard:TokenCookieNames"] = "ticket" });
        var options = application.Services.GetRequiredService<IOptions<TokenGuardOptions>>().Value;
        Assert.Equal(["baked_cookie", "ticket"], options.TokenCookieNames);
    }

    private static async Task<TokenGuardOptions> OptionsAsync(Dictionary<string, string?> settings, Action<TokenGuardOptions>? options = null)
    {
        await using var application = await TestApplication.StartAsync(options: options, settings: settings);
        return application.Services.GetRequiredService<IOptions<TokenGuardOptions>>().Value;
    }
}
