using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace TokenGuard.AspNetCore.Tests.Startup;

public class StartupTests
{
    private static readonly Action<IServiceCollection> TwoMistakes = Bearer(options =>
    {
        options.TokenValidationParameters.ValidateAudience = false;
        options.TokenValidationParameters.ValidateLifetime = false;
    });

    [Fact]
    public async Task All_violations_keep_the_application_from_starting_at_once()
    {
        var exception = await Assert.ThrowsAsync<TokenGuardException>(() => TestApplication.StartAsync(TwoMistakes));
        Assert.Contains("because of 2 violations", exception.Message, StringComparison.Ordinal);
        Assert.Contains("TKG2002: 'ValidateLifetime' of scheme 'Bearer' is false, so tokens are accepted that have expired or never do; leave it true. See https://github.com/tokenguard/tokenguard/blob/v0.1.0/rules.md#tkg2002", exception.Message, StringComparison.Ordinal);
        Assert.Contains("TKG2003: 'ValidateAudience' of scheme 'Bearer' is false", exception.Message, StringComparison.Ordinal);
        Assert.Contains("options.Rules[\"TKG2002\"] = Enforcement.Report", exception.Message, StringComparison.Ordinal);
        Assert.Equal(["TKG2002", "TKG2003"], exception.Violations.Where(violation => violation.Action == TokenGuardAction.Blocked).Select(violation => violation.RuleId));
    }

    [Fact]
    public async Task In_development_they_are_logged()
    {
        await using var application = await TestApplication.StartAsync(TwoMistakes, app => app.MapGet("/", () => "hello"), environment: "Development");
        Assert.Equal("hello", await application.Client.GetStringAsync("/"));
        Assert.Superset(new HashSet<string> { "TKG2002", "TKG2003" }, application.Recorder.RuleIds.ToHashSet());
        Assert.All(application.Recorder.Violations, violation => Assert.Equal(TokenGuardAction.Reported, violation.Action));
        Assert.Contains(application.Recorder.Events, item => item is { Category: "TokenGuard", Event: { Id: 2003, Name: "TKG2003" } });
    }

    [Fact]
    public async Task A_suggestion_is_information_in_the_log_and_a_mistake_a_warning()
    {
        await using var application = await TestApplication.StartAsync(
            services =>
            {
                TwoMistakes(services);
                services.AddAuthentication().AddCookie(options => options.ExpireTimeSpan = TimeSpan.FromDays(365));
            },
            environment: "Development");
        Assert.Equal(LogLevel.Information, Assert.Single(application.Recorder.Events, item => item.Event.Id == 7008).Level);
        Assert.Equal(LogLevel.Warning, Assert.Single(application.Recorder.Events, item => item.Event.Id == 2003).Level);
    }

    [Fact]
    public async Task In_development_they_can_keep_it_from_starting_too() =>
        await Assert.ThrowsAsync<TokenGuardException>(() => TestApplication.StartAsync(TwoMistakes, options: options => options.EnforceStartupInDevelopment = true, environment: "Development"));

    [Fact]
    public async Task In_report_mode_the_application_starts()
    {
        await using var application = await TestApplication.StartAsync(TwoMistakes, options: options => options.Mode = TokenGuardMode.Report);
        Assert.Contains("tokenguard.violations TKG2003 reported", application.Recorder.Counts);
    }

    [Fact]
    public async Task A_rule_can_be_reported_or_off()
    {
        await using var application = await TestApplication.StartAsync(TwoMistakes, options: options =>
        {
            options.Rules["TKG2002"] = Enforcement.Report;
            options.TurnOff("TKG2003", "the gateway checks it");
        });
        Assert.Contains("TKG2002", application.Recorder.RuleIds);
        Assert.DoesNotContain("TKG2003", application.Recorder.RuleIds);
    }

    [Fact]
    public async Task In_BlockAll_mode_what_may_be_right_is_blocked_too()
    {
        Action<IServiceCollection> services = all => all.AddAuthentication().AddCookie(options => options.ExpireTimeSpan = TimeSpan.FromDays(365));
        await using (var application = await TestApplication.StartAsync(services))
        {
            Assert.Equal(["TKG7008"], application.Recorder.RuleIds);
        }

        await Assert.ThrowsAsync<TokenGuardException>(() => TestApplication.StartAsync(services, options: options => options.Mode = TokenGuardMode.BlockAll));
    }

    [Theory]
    [InlineData(TokenGuardMode.Default, null, "")]
    [InlineData(TokenGuardMode.Report, null, "")]
    [InlineData(TokenGuardMode.Default, Enforcement.Report, "TKG2007 Reported Warning")]
    [InlineData(TokenGuardMode.Report, Enforcement.Block, "TKG2007 Reported Warning")]
    [InlineData(TokenGuardMode.Default, Enforcement.Block, "TKG2007 Blocked Warning")]
    [InlineData(TokenGuardMode.BlockAll, null, "TKG2007 Blocked Warning")]
    public async Task A_rule_that_is_off_by_default_is_off_until_it_is_set(TokenGuardMode mode, Enforcement? set, string expected)
    {
        var recorder = new Recorder();
        try
        {
            await using var application = await TestApplication.StartAsync(Bearer(_ => { }), recorder: recorder, options: options =>
            {
                options.Mode = mode;
                if (set is { } enforcement)
                {
                    options.Rules["TKG2007"] = enforcement;
                }
            });
        }
        catch (TokenGuardException exception)
        {
            Assert.Equal("TKG2007", Assert.Single(exception.Violations).RuleId);
        }

        Assert.Equal(expected, string.Join(' ', recorder.Violations.Select(violation => $"{violation.RuleId} {violation.Action} {recorder.Events.Single(item => item.Event.Id == 2007).Level}")));
    }

    [Fact]
    public async Task That_tokens_are_not_seen_is_told()
    {
        await using var application = await TestApplication.StartAsync(Bearer(options => options.UseSecurityTokenValidators = true));
        Assert.Contains("Tokens of scheme 'Bearer' are not looked at", application.Recorder.AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_request_is_answered_before_the_check_even_where_services_start_concurrently()
    {
        var recorder = new Recorder();
        await Assert.ThrowsAsync<TokenGuardException>(() => TestApplication.StartAsync(
            services =>
            {
                TwoMistakes(services);
                services.Configure<HostOptions>(options => options.ServicesStartConcurrently = true);
            },
            recorder: recorder));
        Assert.DoesNotContain(recorder.Events, item => item.Text.Contains("Application started", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_callback_that_throws_changes_nothing()
    {
        var exception = await Assert.ThrowsAsync<TokenGuardException>(() => TestApplication.StartAsync(TwoMistakes, options: options => options.OnViolation = _ => throw new InvalidTimeZoneException("secret")));
        Assert.Contains("2 violations", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scheme_whose_options_cannot_be_made_is_left_to_whoever_uses_it()
    {
        await using var application = await TestApplication.StartAsync(
            services => services.AddAuthentication("Cookies").AddCookie().AddJwtBearer(options => options.Authority = "http://plain.example.com"),
            app => app.MapGet("/", () => "hello"));
        Assert.Equal(HttpStatusCode.OK, (await application.Client.GetAsync("/")).StatusCode);
        Assert.Contains("The options of scheme 'Bearer' cannot be made (InvalidOperationException)", application.Recorder.AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_that_can_be_made_only_later_are_made_then()
    {
        var isReady = false;
        await using var application = await TestApplication.StartAsync(
            services => services.AddAuthentication().AddJwtBearer(options => options.Authority = isReady ? "https://login.example.com" : throw new InvalidOperationException()),
            app => app.MapGet("/", () => "hello"));
        Assert.Contains("The options of scheme 'Bearer' cannot be made (InvalidOperationException)", application.Recorder.AllText, StringComparison.Ordinal);
        isReady = true;
        Assert.Equal(HttpStatusCode.OK, (await application.Client.GetAsync("/")).StatusCode);
    }

    [Theory]
    [InlineData("slim")]
    [InlineData("empty")]
    [InlineData("worker")]
    [InlineData("empty worker")]
    public async Task Every_kind_of_host_starts(string kind)
    {
        IHostApplicationBuilder builder = kind switch
        {
            "slim" => WebApplication.CreateSlimBuilder(),
            "empty" => WebApplication.CreateEmptyBuilder(new()),
            "worker" => Host.CreateApplicationBuilder(),
            _ => Host.CreateEmptyApplicationBuilder(new()),
        };
        (builder as WebApplicationBuilder)?.WebHost.UseTestServer();
        builder.Services.AddTokenGuard();
        using IHost host = builder is WebApplicationBuilder web ? web.Build() : ((HostApplicationBuilder)builder).Build();
        await host.StartAsync();
        await host.StopAsync();
    }

    [Fact]
    public async Task An_application_without_authentication_starts()
    {
        await using var application = await TestApplication.StartAsync();
        Assert.Empty(application.Recorder.Violations);
    }

    internal static Action<IServiceCollection> Bearer(Action<JwtBearerOptions> configure) =>
        services => services.AddAuthentication().AddJwtBearer(options =>
        {
            options.TokenValidationParameters.IssuerSigningKey = new SymmetricSecurityKey(Convert.FromBase64String("x8Qp1Zr5Yq0yV3oX9b6n7mJ2k4L5h8G1f0D3s6A9w2E="));
            options.TokenValidationParameters.ValidIssuer = "https://issuer.example.com";
            options.TokenValidationParameters.ValidAudience = "api";
            configure(options);
        });
}
