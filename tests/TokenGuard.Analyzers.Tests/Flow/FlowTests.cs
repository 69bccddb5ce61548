using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis;

namespace TokenGuard.Analyzers.Tests.Flow;

/// <summary>Each case is the body of a method, and what the flow says of the last line.</summary>
public class FlowTests
{
    [Theory]
    [InlineData("{|#0:Probe.Kind(accessToken)|};", "Access Medium 'accessToken'")]
    [InlineData("{|#0:Probe.Kind(token)|};", "AnyToken Low 'token'")]
    [InlineData("var x = refreshToken; {|#0:Probe.Kind(x)|};", "Refresh Medium 'refreshToken'")]
    [InlineData("""var x = "Bearer " + refreshToken; {|#0:Probe.Kind(x)|};""", "Refresh Medium 'refreshToken'")]
    [InlineData("""var x = $"Bearer {refreshToken}"; {|#0:Probe.Kind(x)|};""", "Refresh Medium 'refreshToken'")]
    [InlineData("""var x = string.Format("Bearer {0}", refreshToken); {|#0:Probe.Kind(x)|};""", "Refresh Medium 'refreshToken'")]
    [InlineData("string x; if (flag) { x = other; } else { x = refreshToken; } {|#0:Probe.Kind(x)|};", "Refresh Medium 'refreshToken'")]
    [InlineData("var x = refreshToken; x = other; {|#0:Probe.Kind(x)|};", "none")]
    [InlineData("void Local() { var x = refreshToken; ref var y = ref x; y = other; {|#0:Probe.Kind(x)|}; } Local();", "none")]
    [InlineData("void Local() { var x = refreshToken; var z = other; ref var y = ref z; y = ref x; y = other; {|#0:Probe.Kind(x)|}; } Local();", "none")]
    [InlineData("void Local() { var x = refreshToken; ref readonly var y = ref x; {|#0:Probe.Kind(x)|}; } Local();", "Refresh Medium 'refreshToken'")]
    [InlineData("var x = refreshToken; if (flag) { x = other; } {|#0:Probe.Kind(x)|};", "Refresh Medium 'refreshToken'")]
    [InlineData("var x = other; while (flag) { {|#0:Probe.Kind(x)|}; x = refreshToken; }", "Refresh Medium 'refreshToken'")]
    [InlineData("var x = other; try { x = refreshToken; Probe2(); x = other; } catch { {|#0:Probe.Kind(x)|}; }", "Refresh Medium 'refreshToken'")]
    [InlineData("var x = flag ? refreshToken : other; {|#0:Probe.Kind(x)|};", "Refresh Medium 'refreshToken'")]
    [InlineData("var x = maybe ?? refreshToken; {|#0:Probe.Kind(x)|};", "Refresh Medium 'refreshToken'")]
    [InlineData("var jwt = maybe ?? \"\"; {|#0:Probe.Kind(jwt)|};", "AnyToken Medium 'jwt'")]
    [InlineData("var jwt = flag ? other : string.Empty; {|#0:Probe.Kind(jwt)|};", "AnyToken Medium 'jwt'")]
    [InlineData("var jwt = flag ? \"none\" : string.Empty; {|#0:Probe.Kind(jwt)|};", "none")]
    [InlineData("var x = new Pair(maybe ?? \"\", other); {|#0:Probe.Kind(x.First)|};", "none")]
    [InlineData("var x = new Tokens { RefreshToken = maybe ?? \"\" }; {|#0:Probe.Kind(x.RefreshToken)|};", "Refresh Medium 'RefreshToken'")]
    [InlineData("""form.TryGetValue("refresh_token", out var x); {|#0:Probe.Kind(x)|};""", "Refresh High 'refresh_token'")]
    [InlineData("""var x = form["refresh_token"]; {|#0:Probe.Kind(x)|};""", "Refresh High 'refresh_token'")]
    [InlineData("var (x, y) = (refreshToken, other); {|#0:Probe.Kind(x)|};", "Refresh Medium 'refreshToken'")]
    [InlineData("var x = refreshToken; Action a = () => {|#0:Probe.Kind(x)|};", "Refresh Medium 'refreshToken'")]
    [InlineData("if (o is string x) {|#0:Probe.Kind(x)|};", "none")]
    [InlineData("if (refreshToken is { } x) {|#0:Probe.Kind(x)|};", "Refresh Medium 'refreshToken'")]
    [InlineData("var refreshTokenHash = Hash(refreshToken); {|#0:Probe.Kind(refreshTokenHash)|};", "none")]
    [InlineData("var jwt = Hash(refreshToken); {|#0:Probe.Kind(jwt)|};", "none")]
    [InlineData("{|#0:Probe.Kind(refreshToken.Substring(0, 6))|};", "none")]
    [InlineData("{|#0:Probe.Kind(refreshToken.Remove(6))|};", "none")]
    [InlineData("{|#0:Probe.Kind(refreshToken.Remove(60))|};", "Refresh Medium 'refreshToken'")]
    [InlineData("{|#0:Probe.Kind(refreshToken[..4])|};", "none")]
    [InlineData("{|#0:Probe.Kind(refreshToken[0..4])|};", "none")]
    [InlineData("{|#0:Probe.Kind(refreshToken.AsSpan(0, 4).ToString())|};", "none")]
    [InlineData("{|#0:Probe.Kind(refreshToken.AsSpan(0, 40).ToString())|};", "Refresh Medium 'refreshToken'")]
    [InlineData("refreshToken = string.Empty; {|#0:Probe.Kind(refreshToken)|};", "none")]
    [InlineData("{|#0:Probe.Kind(refreshToken.Trim())|};", "Refresh Medium 'refreshToken'")]
    [InlineData("{|#0:Probe.Kind(refreshToken.Length)|};", "none")]
    [InlineData("{|#0:Probe.Kind(cancellationToken)|};", "none")]
    [InlineData("{|#0:Probe.Kind(nextPageToken)|};", "none")]
    [InlineData("{|#0:Probe.Kind(GenerateRefreshToken())|};", "Refresh Medium 'GenerateRefreshToken'")]
    [InlineData("var x = TryRefreshToken(); {|#0:Probe.Kind(x)|};", "AnyToken Medium 'TryRefreshToken'")]
    [InlineData("{|#0:Probe.Kind(stored.Token)|};", "Refresh Medium RefreshToken.Token")]
    [InlineData("{|#0:Probe.Kind(stored.Id)|};", "none")]
    [InlineData("{|#0:Probe.Kind(refreshed.Token)|};", "AnyToken Low 'Token'")]
    [InlineData("""{|#0:Probe.Kind("eyJhbGciOiJub25lIn0.eyJzdWIiOiIxMjM0In0.")|};""", "AnyToken High a JWT in the source")]
    [InlineData("""{|#0:Probe.Kind("refresh_token")|};""", "none")]
    [InlineData("var x = other; x = x + x; x = x + x; x = x + refreshToken; x = x + x; {|#0:Probe.Kind(x)|};", "Refresh Medium 'refreshToken'")]
    [InlineData("{|#0:Probe.Kind(tokens.RefreshToken)|};", "Refresh Medium 'RefreshToken'")]
    [InlineData("{|#0:Probe.Kind(tokens.RefreshTokenHash)|};", "none")]
    [InlineData("var x = await Task.FromResult(refreshToken); {|#0:Probe.Kind(x)|};", "Refresh Medium 'refreshToken'")]
    [InlineData("var x = (refreshToken, other); {|#0:Probe.Kind(x.Item1)|};", "Refresh Medium 'refreshToken'")]
    [InlineData("var x = (refreshToken, other); {|#0:Probe.Kind(x.other)|};", "none")]
    [InlineData("string x, y; (x, y) = (other, refreshToken); {|#0:Probe.Kind(y)|}; _ = x;", "Refresh Medium 'refreshToken'")]
    [InlineData("string x, y; (x, y) = (other, refreshToken); {|#0:Probe.Kind(x)|}; _ = y;", "none")]
    [InlineData("if (tokens is { RefreshToken: var x }) {|#0:Probe.Kind(x)|};", "Refresh Medium 'RefreshToken'")]
    [InlineData("if (tokens is { Days: var x }) {|#0:Probe.Kind(x)|};", "none")]
    [InlineData("switch (refreshToken) { case { Length: > 2 } x: {|#0:Probe.Kind(x)|}; break; }", "Refresh Medium 'refreshToken'")]
    [InlineData("_ = refreshToken switch { var x => Use(() => {|#0:Probe.Kind(x)|}) };", "Refresh Medium 'refreshToken'")]
    [InlineData("if (refreshToken is not (null or \"\") and var x) {|#0:Probe.Kind(x)|};", "Refresh Medium 'refreshToken'")]
    [InlineData("Give(tokens, out var x); {|#0:Probe.Kind(x)|};", "Refresh Medium 'RefreshToken'")]
    [InlineData("GiveName(tokens, out var x); {|#0:Probe.Kind(x)|};", "none")]
    [InlineData("var x = other; Swap(ref x, refreshToken); {|#0:Probe.Kind(x)|};", "Refresh Medium 'refreshToken'")]
    [InlineData("string[] x = [other, refreshToken]; {|#0:Probe.Kind(x[1])|};", "Refresh Medium 'refreshToken'")]
    [InlineData("string[] x = [other]; {|#0:Probe.Kind(x[0])|};", "none")]
    [InlineData("""var x = new Dictionary<string, string> { ["a"] = refreshToken, ["b"] = other }; {|#0:Probe.Kind(x["a"])|};""", "Refresh Medium 'refreshToken'")]
    [InlineData("""var x = new Dictionary<string, string> { ["a"] = refreshToken, ["b"] = other }; {|#0:Probe.Kind(x["b"])|};""", "none")]
    [InlineData("""var x = new Dictionary<string, string>(); x["a"] = refreshToken; {|#0:Probe.Kind(x["a"])|};""", "Refresh Medium 'refreshToken'")]
    [InlineData("var x = new System.Text.StringBuilder(); x.Append(\"Bearer \").Append(refreshToken); {|#0:Probe.Kind(x.ToString())|};", "Refresh Medium 'refreshToken'")]
    [InlineData("var x = new System.Text.StringBuilder(); x.Append(\"Bearer \").Append(other); {|#0:Probe.Kind(x.ToString())|};", "none")]
    [InlineData("var x = new System.Text.StringBuilder().Append(refreshToken).ToString(); {|#0:Probe.Kind(x)|};", "Refresh Medium 'refreshToken'")]
    [InlineData("var x = string.Join(' ', \"Bearer\", refreshToken); {|#0:Probe.Kind(x)|};", "Refresh Medium 'refreshToken'")]
    [InlineData("var x = string.Concat(\"Bearer \", refreshToken); {|#0:Probe.Kind(x)|};", "Refresh Medium 'refreshToken'")]
    [InlineData("var x = \"Bearer \"; x += refreshToken; {|#0:Probe.Kind(x)|};", "Refresh Medium 'refreshToken'")]
    [InlineData("var x = new[] { refreshToken }.Select(one => one.Trim()).First(); {|#0:Probe.Kind(x)|};", "Refresh Medium 'refreshToken'")]
    [InlineData("var x = new[] { refreshToken }.Select(one => Hash(one)).First(); {|#0:Probe.Kind(x)|};", "none")]
    [InlineData("foreach (var x in new[] { refreshToken }) {|#0:Probe.Kind(x)|};", "Refresh Medium 'refreshToken'")]
    [InlineData("foreach (var x in new[] { other }) {|#0:Probe.Kind(x)|};", "none")]
    [InlineData("Func<string> x = () => refreshToken; {|#0:Probe.Kind(x())|};", "Refresh Medium 'refreshToken'")]
    [InlineData("Func<string> x = () => other; {|#0:Probe.Kind(x())|};", "none")]
    [InlineData("string x() => refreshToken; {|#0:Probe.Kind(x())|};", "Refresh Medium 'refreshToken'")]
    [InlineData("string x() { return other; } {|#0:Probe.Kind(x())|};", "none")]
    [InlineData("var x = new { Value = refreshToken }; {|#0:Probe.Kind(x.Value)|};", "Refresh Medium 'refreshToken'")]
    [InlineData("var x = new { Name = other }; {|#0:Probe.Kind(x.Name)|};", "none")]
    [InlineData("var x = new Pair(other, refreshToken); {|#0:Probe.Kind(x.Second)|};", "Refresh Medium 'refreshToken'")]
    [InlineData("var x = new Pair(other, refreshToken); {|#0:Probe.Kind(x.First)|};", "none")]
    [InlineData("var x = new Pair(other, other) with { First = refreshToken }; {|#0:Probe.Kind(x.First)|};", "Refresh Medium 'refreshToken'")]
    [InlineData("var x = new Pair(refreshToken, other) with { First = other }; {|#0:Probe.Kind(x.First)|};", "none")]
    [InlineData("{|#0:Probe.Kind(tokens?.RefreshToken)|};", "Refresh Medium 'RefreshToken'")]
    [InlineData("var x = flag switch { true => refreshToken, _ => other }; {|#0:Probe.Kind(x)|};", "Refresh Medium 'refreshToken'")]
    [InlineData("{|#0:Probe.Kind(kept)|};", "Refresh Medium 'RefreshToken'")]
    [InlineData("{|#0:Probe.Kind(primary)|};", "none")]
    [InlineData("{|#0:Probe.Kind(Captured)|};", "Refresh Medium 'primaryRefreshToken'")]
    public Task Kinds(string body, string expected) => Tells(body, expected);

    [Theory]
    [InlineData("{|#0:Probe.Lifetime(DateTime.UtcNow.AddDays(7))|};", "7.00:00:00")]
    [InlineData("{|#0:Probe.Lifetime(DateTime.Now.AddMinutes(60 * 24))|};", "1.00:00:00")]
    [InlineData("{|#0:Probe.Lifetime(DateTimeOffset.UtcNow.AddHours(2).UtcDateTime)|};", "02:00:00")]
    [InlineData("{|#0:Probe.Lifetime(clock.GetUtcNow().Add(TimeSpan.FromDays(30)).UtcDateTime)|};", "30.00:00:00")]
    [InlineData("{|#0:Probe.Lifetime(DateTime.UtcNow + Week)|};", "7.00:00:00")]
    [InlineData("{|#0:Probe.Lifetime(DateTime.UtcNow.AddDays(days))|};", "unknown")]
    [InlineData("const int Days = 14; {|#0:Probe.Lifetime(DateTime.UtcNow.AddDays(Days))|};", "14.00:00:00")]
    [InlineData("var now = DateTime.UtcNow; var expires = now.AddDays(2); {|#0:Probe.Lifetime(expires)|};", "2.00:00:00")]
    [InlineData("{|#0:Probe.Lifetime(DateTime.MaxValue)|};", "10675199.02:48:05.4775807")]
    [InlineData("{|#0:Probe.Lifetime(new TimeSpan(7, 0, 0, 0))|};", "7.00:00:00")]
    [InlineData("{|#0:Probe.Lifetime(TimeSpan.FromHours(1, 30))|};", "01:30:00")]
    [InlineData("{|#0:Probe.Lifetime(TimeSpan.FromDays(1) * 3)|};", "3.00:00:00")]
    [InlineData("{|#0:Probe.Lifetime(DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds())|};", "1.00:00:00")]
    [InlineData("{|#0:Probe.Lifetime(DateTime.Today.AddDays(1))|};", "1.00:00:00")]
    [InlineData("DateTime? e = flag ? DateTime.UtcNow.AddDays(1) : DateTime.UtcNow.AddDays(3); {|#0:Probe.Lifetime(e)|};", "3.00:00:00")]
    [InlineData("{|#0:Probe.Lifetime(DateTime.UtcNow.AddDays(tokens.Days))|};", "90.00:00:00")]
    [InlineData("var e = DateTime.UtcNow; while (flag) { e = e.AddDays(1); } {|#0:Probe.Lifetime(e)|};", "1.00:00:00")]
    [InlineData("DateTimeOffset e = DateTime.UtcNow.AddDays(1); {|#0:Probe.Lifetime(e)|};", "1.00:00:00")]
    [InlineData("{|#0:Probe.Lifetime(DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 2 * 3600)|};", "02:00:00")]
    [InlineData("{|#0:Probe.Lifetime((long)(DateTime.UtcNow.AddHours(2) - DateTime.UnixEpoch).TotalSeconds)|};", "02:00:00")]
    [InlineData("{|#0:Probe.Lifetime(DateTime.UtcNow.AddHours(2).Subtract(DateTime.UnixEpoch).TotalSeconds)|};", "02:00:00")]
    [InlineData("{|#0:Probe.Lifetime($\"{DateTimeOffset.UtcNow.AddHours(2).ToUnixTimeSeconds()}\")|};", "02:00:00")]
    [InlineData("{|#0:Probe.Lifetime(DateTime.UtcNow.AddMinutes(Week.TotalMinutes))|};", "7.00:00:00")]
    [InlineData("{|#0:Probe.Lifetime(TimeSpan.Parse(\"08:00:00\"))|};", "08:00:00")]
    [InlineData("{|#0:Probe.Lifetime(DateTime.UtcNow.AddDays(-1))|};", "-1.00:00:00")]
    [InlineData("{|#0:Probe.Lifetime(DateTime.UtcNow + Day)|};", "1.00:00:00")]
    [InlineData("{|#0:Probe.Lifetime(DateTime.UtcNow + Changed)|};", "unknown")]
    [InlineData("{|#0:Probe.Lifetime(DateTime.UtcNow.AddDays(int.Parse(other)))|};", "1.00:00:00")]
    [InlineData("{|#0:Probe.Lifetime(DateTime.UtcNow.AddMinutes(int.Parse(other)))|};", "unknown")]
    [InlineData("{|#0:Probe.Lifetime(DateTime.UtcNow.AddDays(double.Parse(other)))|};", "unknown")]
    [InlineData("{|#0:Probe.Lifetime(DateTime.UtcNow.AddDays(Week.Days))|};", "unknown")]
    [InlineData("{|#0:Probe.Lifetime(DateTime.UtcNow.AddMinutes(minutes))|};", "02:00:00")]
    public Task Lifetimes(string body, string expected) => Tells(body, expected);

    [Theory]
    [InlineData("""{|#0:Probe.Member(new CookieOptions(), "Secure")|};""", "unset")]
    [InlineData("""{|#0:Probe.Member(new CookieOptions { Secure = flag }, "Secure")|};""", "flag")]
    [InlineData("""var c = new CookieOptions(); c.Secure = true; {|#0:Probe.Member(c, "Secure")|};""", "true")]
    [InlineData("""var c = new CookieOptions { Secure = false }; c.Secure = true; {|#0:Probe.Member(c, "Secure")|};""", "true")]
    [InlineData("""var c = new CookieOptions(); if (flag) { c.Secure = true; } {|#0:Probe.Member(c, "Secure")|};""", "true or unset")]
    [InlineData("""var c = new CookieOptions(); {|#0:Probe.Member(c, "Secure")|}; c.Secure = true;""", "unset")]
    [InlineData("""var c = new CookieOptions(); Harden(c); {|#0:Probe.Member(c, "Secure")|};""", "unknown")]
    [InlineData("""var c = new CookieOptions(); cookies.Append("a", "b", c); {|#0:Probe.Member(c, "Secure")|};""", "unset")]
    [InlineData("""var c = new CookieOptions(); cookies.Append("a", "b", flag ? c : given); {|#0:Probe.Member(c, "Secure")|};""", "unset")]
    [InlineData("""var c = new CookieOptions(); var d = flag ? c : given; d.Secure = true; {|#0:Probe.Member(c, "Secure")|};""", "unknown")]
    [InlineData("""var c = new CookieOptions(); var d = given ?? c; d.Secure = true; {|#0:Probe.Member(c, "Secure")|};""", "unknown")]
    [InlineData("""var c = new CookieOptions(); var d = flag switch { true => c, _ => given }; d.Secure = true; {|#0:Probe.Member(c, "Secure")|};""", "unknown")]
    [InlineData("""var c = new CookieOptions(); if (c is { } d) { d.Secure = true; } {|#0:Probe.Member(c, "Secure")|};""", "unknown")]
    [InlineData("""var c = new CookieOptions(); if (c is null) { return; } {|#0:Probe.Member(c, "Secure")|};""", "unset")]
    [InlineData("""var c = new CookieOptions(); var (d, e) = (c, 1); d.Secure = true; {|#0:Probe.Member(c, "Secure")|};""", "unknown")]
    [InlineData("""var c = new CookieOptions(); foreach (var d in new[] { c, given }) { d.Secure = true; } {|#0:Probe.Member(c, "Secure")|};""", "unknown")]
    [InlineData("""var c = new CookieOptions(); foreach (var d in (List<CookieOptions>)[c, given]) { d.Secure = true; } {|#0:Probe.Member(c, "Secure")|};""", "unknown")]
    [InlineData("""var c = Make(); {|#0:Probe.Member(c, "Secure")|};""", "true")]
    [InlineData("""var c = Make(); {|#0:Probe.Member(c, "HttpOnly")|};""", "unset")]
    [InlineData("""{|#0:Probe.Member(Shared, "HttpOnly")|};""", "true")]
    [InlineData("""{|#0:Probe.Member(Shared, "Path")|}; Shared.Path = "/";""", "unknown")]
    [InlineData("""{|#0:Probe.Member(given, "HttpOnly")|};""", "unknown")]
    [InlineData("""given.HttpOnly = true; {|#0:Probe.Member(given, "HttpOnly")|};""", "true")]
    [InlineData("""var c = new CookieOptions(new CookieOptions()); {|#0:Probe.Member(c, "Secure")|};""", "unknown")]
    public Task Members(string body, string expected) => Tells(body, expected);

    [Theory]
    [InlineData("""{|#0:Probe.Entries(new Dictionary<string, object> { ["a"] = 1, ["b"] = 2 })|};""", "a b")]
    [InlineData("""{|#0:Probe.Entries(new Dictionary<string, object> { { "a", 1 } })|};""", "a")]
    [InlineData("""{|#0:Probe.Entries(new { a = 1, other })|};""", "a other")]
    [InlineData("""var d = new Dictionary<string, object>(); {|#0:Probe.Entries(d)|}; d.Add("a", 1); if (flag) { d["b"] = 2; } d.TryAdd("c", 3);""", "a b c")]
    [InlineData("""const string Key = "a"; var d = new Dictionary<string, object> { [Key] = 1 }; {|#0:Probe.Entries(d)|};""", "a")]
    [InlineData("""var d = new Dictionary<string, object> { ["a"] = 1, [other] = 2 }; {|#0:Probe.Entries(d)|};""", "a ...")]
    [InlineData("""var d = new Dictionary<string, object> { ["a"] = 1 }; Fill(d); {|#0:Probe.Entries(d)|};""", "a filled")]
    [InlineData("""var d = new Dictionary<string, object> { ["a"] = 1 }; var e = d; e["b"] = 2; {|#0:Probe.Entries(d)|};""", "a ...")]
    [InlineData("""{|#0:Probe.Entries(form)|};""", "...")]
    [InlineData("""{|#0:Probe.Entries(new List<Claim> { new Claim("a", other), new("b", other) })|};""", "a b")]
    [InlineData("""IEnumerable<Claim> c = [new Claim("a", other), .. Claims()]; {|#0:Probe.Entries(c)|};""", "a made")]
    [InlineData("""{|#0:Probe.Entries(Claims().Append(new Claim("a", other)).ToList())|};""", "a made")]
    [InlineData("""{|#0:Probe.Entries(new[] { other }.Select(name => new Claim("a", name)))|};""", "a")]
    [InlineData("""{|#0:Probe.Entries(new[] { other }.Select(name => new Claim(name, name)))|};""", "...")]
    [InlineData("""{|#0:Probe.Entries(null)|};""", "")]
    public Task Entries(string body, string expected) => Tells(body, expected);

    [Theory]
    [InlineData(100, "Refresh Medium 'refreshToken'")]
    [InlineData(101, "none")]
    public Task Appends_are_followed_while_they_are_few(int appends, string expected) =>
        Tells($"var x = new System.Text.StringBuilder(); {string.Concat(Enumerable.Repeat("x.Append(other);", appends - 1))} x.Append(refreshToken); {{|#0:Probe.Kind(x.ToString())|}};", expected);

    [Theory]
    [InlineData("""var d = new Dictionary<string, string>(); d["k"] = refreshToken; d["l"] = other; {|#0:Probe.Kind(d["k"])|};""", "Refresh Medium 'refreshToken'")]
    [InlineData("""var d = new Dictionary<string, string>(); d["k"] = refreshToken; d["l"] = other; {|#0:Probe.Kind(d["l"])|};""", "none")]
    [InlineData("""var d = new Dictionary<string, string>(); var e = new Dictionary<string, string>(); d["k"] = refreshToken; e["k"] = other; {|#0:Probe.Kind(e["k"])|};""", "none")]
    [InlineData("""const string Key = "k"; var d = new Dictionary<string, string>(); d[Key] = refreshToken; {|#0:Probe.Kind(d["k"])|};""", "Refresh Medium 'refreshToken'")]
    public Task Entries_by_key(string body, string expected) => Tells(body, expected);

    private static Task Tells(string body, string expected) =>
        Verify<FlowProbe, EmptyCodeFixProvider>.ReportsMessages(
            $$"""
            using System.Security.Claims;

            public class C(string primary, string primaryRefreshToken)
            {
                private static void Fill(IDictionary<string, object> entries) => entries["filled"] = 1;
                private static IEnumerable<Claim> Claims() { var made = new List<Claim>(); made.Add(new Claim("made", "")); return made; }
                private static readonly TimeSpan Week = TimeSpan.FromDays(7);
                private static TimeSpan Day = TimeSpan.FromDays(1);
                private static TimeSpan Changed = TimeSpan.FromDays(1);
                public static void Change() => Changed = TimeSpan.FromMinutes(1);
                private static readonly CookieOptions Shared = new() { HttpOnly = true };
                private static CookieOptions Make() { var made = new CookieOptions(); made.Secure = true; return made; }
                private static string Hash(string text) => text;
                private static string GenerateRefreshToken() => Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
                private static string TryRefreshToken() => throw new NotSupportedException();
                private sealed record RefreshToken(string Id, string Token);
                private sealed record RefreshTokenResponse(string Token);
                private static RefreshToken Load() => throw new NotSupportedException();
                private readonly RefreshToken stored = Load();
                private readonly RefreshTokenResponse refreshed = Answer();
                private static RefreshTokenResponse Answer() => throw new NotSupportedException();
                private static void Probe2() { }
                private string? kept;
                private string Captured => primaryRefreshToken;
                public void Keep(Tokens tokens) => kept = tokens.RefreshToken;
                private static int Use(Action action) => 0;
                private sealed record Pair(string First, string Second);
                private static void Give(Tokens tokens, out string given) => given = tokens.RefreshToken;
                private static void GiveName(Tokens tokens, out string given) { given = tokens.Name; }
                private static void Swap(ref string held, string next) => held = next;
                private static void Harden(CookieOptions options) => options.Secure = true;

                public async Task M(bool flag, string accessToken, string refreshToken, string token, string other, string? maybe, object o, int days, string nextPageToken,
                    CancellationToken cancellationToken, TimeProvider clock, Dictionary<string, string> form, IResponseCookies cookies, CookieOptions given, Tokens tokens, int minutes = 120)
                {
                    await Task.CompletedTask;
                    {{body}}
                }
            }
            public class Tokens
            {
                public string RefreshToken { get; set; } = "";
                public string RefreshTokenHash { get; set; } = "";
                public string Name { get; set; } = "";
                public int Days { get; set; } = 90;
            }
            {{FlowProbe.Functions}}
            """,
            new DiagnosticResult(FlowProbe.Id, DiagnosticSeverity.Warning).WithLocation(0).WithArguments(expected));
}
