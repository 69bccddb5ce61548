using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace TokenGuard.RefreshTokens.Tests.Options;

public class RefreshTokenOptionsTests
{
    [Fact]
    public async Task What_nobody_sets_is_valid() => await (await StartAsync(_ => { })).StopAsync();

    [Fact]
    public async Task A_session_lives_no_longer_than_the_policy_allows()
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(options => options.AbsoluteLifetime = TimeSpan.FromDays(91)));
        Assert.Equal("RefreshTokenOptions: 'AbsoluteLifetime' is 91.00:00:00; allowed is 00:00:01 to 90.00:00:00 (the longest life of a refresh token by tokenguard.max_refresh_token_lifetime)", exception.Message);
        await (await StartAsync(options => options.AbsoluteLifetime = TimeSpan.FromDays(90))).StopAsync();
    }

    [Fact]
    public async Task The_policy_is_that_of_the_configuration()
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(_ => { }, "7d"));
        Assert.Contains("'AbsoluteLifetime' is 14.00:00:00; allowed is 00:00:01 to 7.00:00:00", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_that_cannot_be_read_is_named()
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(_ => { }, "soon"));
        Assert.Contains("'tokenguard.max_refresh_token_lifetime' is 'soon'; allowed is a whole number followed by s, m, h or d", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(options =>
        {
            options.IdleLifetime = TimeSpan.FromDays(15);
            options.RetryLeeway = TimeSpan.FromSeconds(31);
            options.PurgeInterval = TimeSpan.Zero;
            options.KeepEndedSessions = TimeSpan.FromTicks(-1);
            options.Path = "/";
            options.CookieName = "refresh token";
        }));
        Assert.Equal(6, exception.Failures.Count());
        Assert.All(
            ["IdleLifetime", "RetryLeeway", "PurgeInterval", "KeepEndedSessions", "Path", "CookieName"],
            name => Assert.Contains($"'{name}' is", exception.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("__Host-refresh")]
    [InlineData("refresh_token")]
    [InlineData("__Secure-a;b")]
    public async Task The_cookie_is_one_that_browsers_keep_secure(string name) =>
        await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(options => options.CookieName = name));

    [Theory]
    [InlineData("/auth/{tenant}")]
    [InlineData("/auth; Domain=example.com")]
    [InlineData("/auth/")]
    public async Task The_path_is_one_that_a_cookie_can_have(string path) =>
        await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(options => options.Path = path));

    [Fact]
    public async Task A_grant_without_subject_is_refused()
    {
        await using var application = Application.Start(null, StoreKind.Memory);
        await Assert.ThrowsAsync<ArgumentException>(() => application.Service.IssueAsync(new(" ")).AsTask());
        await Assert.ThrowsAsync<ArgumentException>(() => application.Service.IssueAsync(new("ada") { ClientId = string.Empty }).AsTask());
        await Assert.ThrowsAsync<ArgumentException>(() => application.Service.IssueAsync(new("ada") { Lifetime = TimeSpan.Zero }).AsTask());
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => application.Service.IssueAsync(new("ada") { Data = new string('x', 2049) }).AsTask());
        Assert.StartsWith("Data has 2049 characters; allowed are 1 to 2048, or null", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handler_that_throws_changes_nothing()
    {
        await using var application = Application.Start(null, StoreKind.Memory, options => options.Events.OnRotated = options.Events.OnReuseDetected = _ => throw new InvalidOperationException("The mail server is down"));
        var first = await application.SignInAsync();
        await application.RotateAsync(await application.RotateAsync(first));
        Assert.Equal(RefreshTokenFailure.Reused, await application.RefusedAsync(first));
        Assert.Equal(1, application.Told("revoked"));
    }

    [Fact]
    public async Task A_handler_gets_services_of_a_scope_of_its_own()
    {
        var seen = new List<Mailer>();
        await using var application = Application.Start(
            null,
            StoreKind.Memory,
            options => options.Events.OnRotated = item =>
            {
                seen.Add(item.Services.GetRequiredService<Mailer>());
                return Task.CompletedTask;
            },
            builder => builder.Services.AddScoped<Mailer>());
        await application.RotateAsync(await application.RotateAsync(await application.SignInAsync()));
        Assert.Equal(2, seen.Distinct().Count());
    }

    private static async Task<IHost> StartAsync(Action<RefreshTokenOptions> configure, string? policy = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(policy is null ? [] : [new("TokenGuard:MaxRefreshTokenLifetime", policy)]);
        builder.Services.AddRefreshTokens(configure);
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private sealed class Mailer;
}
