using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TokenGuard.AspNetCore.Checkpoints;
using TokenGuard.AspNetCore.Leakage;
using TokenGuard.AspNetCore.Violations;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;

namespace TokenGuard.AspNetCore.Tests.Robustness;

/// <summary>Whatever comes, a checkpoint answers with a violation or a pass.</summary>
public class RandomInputTests
{
    private const int Inputs = 100_000;

    private static readonly string[] Parts =
    [
        "access_token", "refresh_token", "id_token", "token", "jwt", "theme", "XSRF-TOKEN", "authToken", "=", "=", ";", ";", "; ", "&", "?", "#", "%", "%41", "%zz", "+", ",", "\"", " ", "\t", "\u0001", "\0", "é", "\ud800",
        "HttpOnly", "httponly=", "Secure", "SameSite=", "None", "Lax", "Max-Age=", "99999999999999999999", "-1", "Expires=", "Thu, 01 Jan 1970 00:00:00 GMT", "31-Feb-2099", "99:99:99", "Domain=.", "Path=/", "__Host-", "/reset-password",
        "eyJhbGciOiJIUzI1NiJ9", ".", "..", "tgr_", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "{", "}", "[", "]", ":", "\"exp\"", "1e999", "9999999999", "null", "https://", "http://", "[::1]", "@", "//", "\\",
    ];

    [Fact]
    public async Task Cookies()
    {
        await using var application = await QuietAsync();
        var (checkpoint, policy) = (application.Services.GetRequiredService<ResponseCheckpoint>(), TokenPolicy.Default);
        foreach (var text in Texts())
        {
            var context = Context(application);
            context.Response.Headers.SetCookie = new[] { text, "theme=dark" };
            checkpoint.Check(context);
            foreach (var header in context.Response.Headers.SetCookie)
            {
                if (SetCookieText.Parse(header!) is { Value.Length: > 0 } cookie && TokenGuard.AspNetCore.Storage.CookieLifetime.Of(cookie) is not { Ticks: <= 0 } && cookie.Value.Trim('"').Length > 0)
                {
                    var kind = TokenText.LooksLikeJwt(cookie.Value.Trim('"')) ? TokenKind.AnyToken : TokenKind.None;
                    Assert.Equal(CookieFlaws.None, CookieFacts.Judge(cookie.Name, kind, cookie.HttpOnly, cookie.Secure, cookie.SameSite, policy) & ~CookieFlaws.CrossSite);
                }
            }

            Assert.Equal("theme=dark", context.Response.Headers.SetCookie[^1]);
        }

        AssertNothingFailed(application);
    }

    [Fact]
    public async Task Redirects_and_requests()
    {
        await using var application = await QuietAsync();
        var (response, request) = (application.Services.GetRequiredService<ResponseCheckpoint>(), application.Services.GetRequiredService<InboundRequestCheckpoint>());
        foreach (var text in Texts())
        {
            var context = Context(application);
            context.Response.Headers.Location = text;
            context.Request.QueryString = new QueryString("?" + text);
            context.Request.Headers["X-Refresh-Token"] = text;
            context.Request.Headers.Authorization = "Bearer " + text;
            Passes(() => response.Check(context));
            request.IsRefused(context);
        }

        AssertNothingFailed(application);
    }

    [Fact]
    public async Task Outgoing_requests()
    {
        await using var application = await QuietAsync();
        var checkpoint = application.Services.GetRequiredService<OutboundCheckpoint>();
        foreach (var text in Texts())
        {
            using var request = new HttpRequestMessage { RequestUri = Uri.TryCreate("http://api.example.com/" + text, UriKind.Absolute, out var url) ? url : null };
            request.Headers.TryAddWithoutValidation("Authorization", text);
            request.Headers.TryAddWithoutValidation("X-Access-Token", text);
            request.Content = new StringContent(text, Encoding.UTF8, text.Length % 2 == 0 ? "application/x-www-form-urlencoded" : "application/json");
            Passes(() => checkpoint.Check(request));
        }

        AssertNothingFailed(application);
    }

    [Fact]
    public async Task Tokens_that_are_issued_or_come_in()
    {
        await using var application = await QuietAsync();
        var (issuing, random) = (application.Services.GetRequiredService<IssuingCheckpoint>(), new Random(3));
        foreach (var text in Texts())
        {
            var descriptor = new SecurityTokenDescriptor { Issuer = text, Audience = text, TokenType = text, Claims = new Dictionary<string, object> { [text] = text, ["exp"] = random.Next(2) == 0 ? text : random.NextInt64(), ["list"] = new[] { text } } };
            Passes(() => issuing.Check(descriptor, "CreateToken", null));
        }

        AssertNothingFailed(application);
    }

    [Fact]
    public async Task Messages_and_activities()
    {
        using var sink = new LogSink();
        await using var application = await TestApplication.StartAsync(services => services.AddLogging(logging => logging.AddProvider(sink)), options: options => options.OnViolation = null, recorder: new Recorder { IsQuiet = true });
        var log = application.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Random");
        var telemetry = application.Services.GetServices<IHostedService>().OfType<TelemetryCheckpoint>().Single();
        foreach (var text in Texts())
        {
            switch (text.Length % 6)
            {
                case 0:
                    log.Log(LogLevel.Error, default, text, new FormatException(text), (state, _) => state);
                    break;
                case 1:
                    log.LogInformation("{A} {B}", text, new object?[] { text, null, new KeyValuePair<string, object?>[] { new(text, text) } });
                    break;
                case 2:
                    log.BeginScope(new Dictionary<string, object?> { [text] = text })?.Dispose();
                    break;
                case 3:
                    log.LogInformation("{A}", new Dictionary<string, string> { [text] = text });
                    break;
                default:
                    using (var activity = new Activity("work") { DisplayName = text })
                    {
                        activity.SetTag(text, text).SetTag("list", new[] { text }).SetStatus(ActivityStatusCode.Error, text);
                        TokenInTelemetryGuard.Check(telemetry, activity);
                        Assert.All(activity.TagObjects.Where(tag => tag.Value is string), tag => Assert.False(HoldsToken((string)tag.Value!)));
                    }

                    break;
            }

            foreach (var entry in sink.Entries)
            {
                Assert.False(HoldsToken(entry.Text) || HoldsToken(entry.Exception?.ToString() ?? ""), text);
            }

            sink.Entries.Clear();
        }

        AssertNothingFailed(application);

        static bool HoldsToken(string text) => TokenText.FindToken(text, 0).Length > 0;
    }

    [Fact]
    public void Tokens_within_a_text_are_those_that_are_tokens_alone()
    {
        foreach (var text in Texts())
        {
            for (var at = 0; TokenText.FindToken(text, at) is { Length: > 0 } found; at = found.At + found.Length)
            {
                var token = text.Substring(found.At, found.Length);
                Assert.True(TokenText.LooksLikeJwt(token) || TokenText.IsOurRefreshToken(token) || token.Count(c => c == '.') == 4, token);
            }

            foreach (var word in text.Split(' ', ';', '"', '='))
            {
                Assert.True(!(TokenText.LooksLikeJwt(word) || TokenText.IsOurRefreshToken(word)) || TokenText.FindToken(text, 0).Length > 0, text);
            }
        }
    }

    /// <summary>What a request brings may be logged: a text made for it must not keep the processor busy. Searched from each beginning on, these take minutes.</summary>
    [Theory]
    [InlineData("eyJa.")]
    [InlineData("tgr_.")]
    [InlineData("eyJa.tgr_.")]
    [InlineData("tgr_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.")]
    [InlineData("eyJaaaaaaaa.aaaaaaaaaa.aaaaaaaa ")]
    public async Task A_long_text_takes_no_longer_than_its_length(string part)
    {
        await using var application = await TestApplication.StartAsync();
        var redaction = application.Services.GetRequiredService<TokenRedaction>();
        var (small, large) = (string.Concat(Enumerable.Repeat(part, 100_000 / part.Length)), string.Concat(Enumerable.Repeat(part, 3_000_000 / part.Length)));
        redaction.Redact(small, out _);
        var first = Stopwatch.StartNew();
        redaction.Redact(small, out _);
        first.Stop();
        var second = Stopwatch.StartNew();
        redaction.Redact(large, out _);
        Assert.InRange(second.Elapsed, TimeSpan.Zero, TimeSpan.FromMilliseconds(500) + (first.Elapsed * 150));
    }

    [Fact]
    public void Names()
    {
        foreach (var text in Texts())
        {
            var name = SafeText.Name(text);
            Assert.InRange(name.Length, 1, 64);
            Assert.DoesNotContain(name, c => char.IsControl(c) || c == '\'' || c > '~');
        }
    }

    [Fact]
    public async Task Incoming_tokens_of_any_payload()
    {
        await using var application = await QuietAsync();
        var checkpoint = ActivatorUtilities.CreateInstance<InboundTokenCheckpoint>(application.Services);
        var (parameters, random) = (new TokenValidationParameters(), new Random(4));
        for (var i = 0; i < Inputs; i++)
        {
            var json = $$"""{"{{Escaped(random)}}":"{{Escaped(random)}}","exp":{{random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(60)}},"token_use":"{{Escaped(random)}}","iat":{{random.Next()}}}""";
            JsonWebToken token;
            try
            {
                token = new JsonWebToken($$"""{"alg":"HS256","typ":"{{Escaped(random)}}"}""", json);
            }
            catch (Exception)
            {
                continue; // the library accepts no such token
            }

            TokenGuard.AspNetCore.Validation.InboundTokenGuard.Refuses(checkpoint, token, parameters);
        }

        AssertNothingFailed(application);

        static string Escaped(Random random) => System.Text.Json.JsonEncodedText.Encode(Text(random).Replace("\ud800", "", StringComparison.Ordinal)).ToString();
    }

    private static void Passes(Action check)
    {
        try
        {
            check();
        }
        catch (TokenGuardException refused)
        {
            Assert.NotEmpty(refused.Violations);
        }
    }

    private static void AssertNothingFailed(TestApplication application) => Assert.DoesNotContain(application.Recorder.Counts, count => count.StartsWith("tokenguard.guard_failures", StringComparison.Ordinal));

    private static DefaultHttpContext Context(TestApplication application) => new() { RequestServices = application.Services, Request = { Scheme = "https", Host = new HostString("shop.example.com") } };

    private static Task<TestApplication> QuietAsync() => TestApplication.StartAsync(app: app => app.MapGet("/", () => "hello"), options: options => options.OnViolation = null);

    private static IEnumerable<string> Texts()
    {
        var random = new Random(20261126);
        for (var i = 0; i < Inputs; i++)
        {
            yield return Text(random);
        }
    }

    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => Parts[random.Next(Parts.Length)]));
}
