using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Compliance.Redaction;
using Microsoft.Extensions.DependencyInjection;

namespace TokenGuard.AspNetCore.Tests.Leakage;

public class TelemetryTests
{
    private const string SourceName = "Shop";

    /// <summary>What an application puts into an activity, and the rule that it breaks.</summary>
    public static TheoryData<string, string, Action<Activity>> Activities => new()
    {
        { "tag", "TKG5004", activity => activity.SetTag("token", Tokens.Jwt) },
        { "refresh token", "TKG5004", activity => activity.SetTag("token", Tokens.Refresh) },
        { "URL", "TKG5004", activity => activity.SetTag("url.full", "https://api.example.com/?access_token=" + Tokens.Jwt) },
        { "object", "TKG5004", activity => activity.SetTag("url", new Uri("https://api.example.com/?access_token=" + Tokens.Jwt)) },
        { "array", "TKG5004", activity => activity.SetTag("tokens", new[] { "a", Tokens.Jwt }) },
        { "doubled", "TKG5004", activity => activity.AddTag("token", Tokens.Jwt).AddTag("token", "value").AddTag("token", Tokens.Jwt) },
        { "name", "TKG5004", activity => activity.DisplayName = "GET /" + Tokens.Jwt },
        { "status", "TKG5004", activity => activity.SetStatus(ActivityStatusCode.Error, "refused " + Tokens.Jwt) },
        { "baggage", "TKG5004", activity => activity.SetBaggage("token", Tokens.Jwt) },
        { "exception", "TKG5002", activity => activity.AddException(new InvalidOperationException("refused " + Tokens.Jwt)) },
        { "text", "", activity => activity.SetTag("user", "alice") },
        { "number", "", activity => activity.SetTag("order", 7) },
        { "ordinary exception", "", activity => activity.AddException(new InvalidOperationException("refused")) },
    };

    [Theory]
    [MemberData(nameof(Activities))]
    public async Task A_token_does_not_reach_an_exporter(string what, string rule, Action<Activity> change)
    {
        Assert.NotEmpty(what);
        await using var application = await TestApplication.StartAsync();
        using var exporter = new Exporter();
        using var source = new ActivitySource(SourceName);
        using (var activity = source.StartActivity("work")!)
        {
            activity.SetTag("kept", "value");
            change(activity);
        }

        Assert.Contains("kept=value", exporter.All, StringComparison.Ordinal);
        Assert.DoesNotContain(Tokens.Jwt, exporter.All, StringComparison.Ordinal);
        Assert.DoesNotContain(Tokens.Refresh, exporter.All, StringComparison.Ordinal);
        Assert.Equal(rule.Length > 0, exporter.All.Contains("[token ", StringComparison.Ordinal));
        Assert.Equal(rule.Length > 0 ? [rule] : [], application.Recorder.RuleIds.Distinct());
        Assert.All(application.Recorder.Violations, violation => Assert.Equal((TokenGuardAction.Repaired, TokenGuardCheckpoint.Telemetry), (violation.Action, violation.Checkpoint)));
        Tokens.AssertNoneIn(application.Recorder);
    }

    [Fact]
    public async Task What_a_tag_is_stays()
    {
        await using var application = await TestApplication.StartAsync();
        using var exporter = new Exporter();
        using var source = new ActivitySource(SourceName);
        var activity = source.StartActivity("work")!;
        activity.AddTag("first", 1).AddTag("tokens", new[] { "a", Tokens.Jwt }).AddTag("empty", null).AddTag("last", 2L);
        activity.Stop();
        Assert.Equal(["first", "tokens", "last"], activity.TagObjects.Select(tag => tag.Key));
        Assert.Equal((1, 2L), (activity.GetTagItem("first"), activity.GetTagItem("last")));
        Assert.Equal("a", Assert.IsType<string[]>(activity.GetTagItem("tokens"))[0]);
    }

    [Fact]
    public async Task Baggage_is_looked_at_before_it_is_sent()
    {
        await using var application = await TestApplication.StartAsync();
        using var exporter = new Exporter();
        using var source = new ActivitySource(SourceName);
        using var outer = source.StartActivity("work")!;
        outer.SetBaggage("token", Tokens.Jwt);
        using var inner = source.StartActivity("call")!;
        var sent = "";
        DistributedContextPropagator.CreateDefaultPropagator().Inject(inner, null, (_, name, value) => sent += $"{name}: {value}\n");
        Assert.Contains("token", sent, StringComparison.Ordinal);
        Assert.DoesNotContain(Tokens.Jwt, sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_activity_of_a_request_is_looked_at()
    {
        using var exporter = new Exporter("Microsoft.AspNetCore");
        await using var application = await TestApplication.StartAsync(app: app => app.MapGet("/", () => Activity.Current!.SetTag("note", Tokens.Jwt).Id));
        Assert.Equal(200, (await application.SendAsync("https://shop.example.com/")).Response.StatusCode);

        // The activity ends after the client has its answer.
        Assert.True(SpinWait.SpinUntil(() => application.Recorder.RuleIds.Contains("TKG5004"), TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task No_activity_is_made_because_of_us()
    {
        await using var application = await TestApplication.StartAsync();
        using var source = new ActivitySource("nobody listens");
        Assert.Null(source.StartActivity("work"));
    }

    [Fact]
    public async Task In_report_mode_a_tag_stays()
    {
        await using var application = await TestApplication.StartAsync(options: options => options.Mode = TokenGuardMode.Report);
        using var exporter = new Exporter();
        using var source = new ActivitySource(SourceName);
        source.StartActivity("work")!.SetTag("token", Tokens.Jwt).Dispose();
        Assert.Contains(Tokens.Jwt, exporter.All, StringComparison.Ordinal);
        Assert.Equal(["TKG5004"], application.Recorder.RuleIds);
    }

    [Fact]
    public async Task When_the_check_fails_the_tag_is_dropped()
    {
        await using var application = await TestApplication.StartAsync(services => services.AddSingleton<IRedactorProvider>(new LogTests.Redactors(_ => throw new InvalidTimeZoneException())));
        using var exporter = new Exporter();
        using var source = new ActivitySource(SourceName);
        using (var activity = source.StartActivity("work")!)
        {
            activity.SetTag("token", Tokens.Jwt).SetTag("kept", "value").SetTag("thrower", new Thrower());
        }

        Assert.Contains("kept=value", exporter.All, StringComparison.Ordinal);
        Assert.DoesNotContain("token=", exporter.All, StringComparison.Ordinal);
        Assert.DoesNotContain("thrower=", exporter.All, StringComparison.Ordinal);
        Assert.Contains("tokenguard.guard_failures Telemetry", application.Recorder.Counts);
    }

    private sealed class Thrower
    {
        public override string ToString() => throw new InvalidTimeZoneException();
    }

    /// <summary>What a simple exporter would have sent.</summary>
    private sealed class Exporter : IDisposable
    {
        private readonly ActivityListener listener;

        public Exporter(string source = SourceName)
        {
            listener = new ActivityListener
            {
                ShouldListenTo = other => other.Name == source,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = activity => All += Text(activity),
            };
            ActivitySource.AddActivityListener(listener);
        }

        public string All { get; private set; } = "";

        public void Dispose() => listener.Dispose();

        private static string Text(Activity activity) =>
            string.Join(' ', activity.TagObjects.Select(tag => $"{tag.Key}={(tag.Value is IEnumerable<object> items ? string.Join(',', items) : tag.Value)}"))
            + string.Join(' ', activity.Events.SelectMany(item => item.Tags).Select(tag => $"{tag.Key}={tag.Value}"))
            + string.Join(' ', activity.Baggage.Select(item => $"{item.Key}={item.Value}"))
            + activity.DisplayName + activity.StatusDescription;
    }
}
