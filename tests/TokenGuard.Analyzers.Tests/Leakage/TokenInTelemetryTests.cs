using TokenGuard.Analyzers.Leakage;
using TokenGuard.CodeFixes.Leakage;

namespace TokenGuard.Analyzers.Tests.Leakage;

using Verify = Verify<TokenInTelemetryAnalyzer, TokenInTelemetryCodeFix>;

public class TokenInTelemetryTests
{
    private static string Service(string body) =>
        $$"""
        using System.Diagnostics;
        using System.Diagnostics.Metrics;
        using Microsoft.ApplicationInsights;

        namespace Microsoft.ApplicationInsights
        {
            public class TelemetryContext { public IDictionary<string, string> GlobalProperties { get; } = new Dictionary<string, string>(); }
            public class TelemetryClient
            {
                public TelemetryContext Context { get; } = new();
                public void TrackEvent(string eventName, IDictionary<string, string>? properties = null) { }
                public void TrackTrace(string message) { }
            }
        }

        namespace Sentry { public static class SentrySdk { public static void AddBreadcrumb(string message) { } } public class Scope { public void SetTag(string key, string value) { } } }

        public class SignInService(TelemetryClient telemetry, Sentry.Scope scope)
        {
            public void SignIn(string accessToken, string refreshToken, string token, string tokenType, string user, Activity? activity, Counter<int> counter, CancellationToken cancellationToken)
            {
                _ = (telemetry, scope);
                {{body}}
            }

            private static void Note(Activity activity, string value) => activity.SetTag("note", value);
        }
        """;

    [Theory]
    [InlineData("""activity?.SetTag("token", {|TKG5004:accessToken|});""")]
    [InlineData("""activity?.SetTag("user", user).AddTag("token", {|TKG5004:refreshToken|});""")]
    [InlineData("""activity?.SetBaggage("token", {|TKG5004:accessToken|});""")]
    [InlineData("""activity?.AddEvent(new ActivityEvent("signed in", tags: new ActivityTagsCollection { { "token", {|TKG5004:accessToken|} } }));""")]
    [InlineData("""activity?.SetTag("jwt", {|TKG5004:token|});""")]
    [InlineData("""counter.Add(1, new KeyValuePair<string, object?>("token", {|TKG5004:accessToken|}));""")]
    [InlineData("""telemetry.TrackTrace("Token " + {|TKG5004:accessToken|});""")]
    [InlineData("""telemetry.TrackEvent("SignIn", new Dictionary<string, string> { ["Token"] = {|TKG5004:accessToken|} });""")]
    [InlineData("""telemetry.Context.GlobalProperties["Token"] = {|TKG5004:accessToken|};""")]
    [InlineData("""telemetry.Context.GlobalProperties.Add("Token", {|TKG5004:accessToken|});""")]
    [InlineData("""scope.SetTag("token", {|TKG5004:accessToken|}); Sentry.SentrySdk.AddBreadcrumb($"Token {{|TKG5004:accessToken|}}");""")]
    [InlineData("""Note(activity!, {|TKG5004:accessToken|});""")]
    public Task Token_in_telemetry_is_reported(string body) => Verify.Reports(Service(body));

    [Theory]
    [InlineData("""activity?.SetTag("token.length", accessToken.Length);""")]
    [InlineData("""activity?.SetTag("token.present", accessToken is not null);""")]
    [InlineData("""activity?.SetTag("token.type", tokenType);""")]
    [InlineData("""activity?.SetTag("token.hash", accessToken.GetHashCode());""")]
    [InlineData("""activity?.SetTag("cancelled", cancellationToken.IsCancellationRequested);""")]
    [InlineData("""activity?.SetTag("syntax", token);""")]
    [InlineData("""counter.Add(1, new KeyValuePair<string, object?>("user", user));""")]
    [InlineData("""telemetry.TrackEvent("TokenRefreshed");""")]
    [InlineData("""var tokens = new List<string>(); tokens.Add(accessToken);""")]
    [InlineData("""var properties = new Dictionary<string, string>(); properties["Token"] = accessToken;""")]
    public Task What_is_no_token_or_no_telemetry_is_silent(string body) => Verify.Silent(Service(body));

    [Fact]
    public Task Fix_leaves_the_token_out() =>
        Verify.Fixes(
            Service("""activity?.SetTag("token", {|TKG5004:accessToken|}); telemetry.TrackTrace($"Token {{|TKG5004:refreshToken|}}"); // kept"""),
            Service("""activity?.SetTag("token", "[redacted]"); telemetry.TrackTrace($"Token [redacted]"); // kept"""));
}
