using TokenGuard.Analyzers.Transport;
using TokenGuard.CodeFixes.Transport;

namespace TokenGuard.Analyzers.Tests.Transport;

using Verify = Verify<RefreshTokenToResourceServerAnalyzer, RefreshTokenToResourceServerCodeFix>;

/// <summary>Tokens that reach a request through methods, members and interfaces of the project. Each finding stands once, at the call that passes the token.</summary>
public class RefreshTokenThroughCallsTests
{
    /// <summary>Helpers that know nothing of refresh tokens, and a client of an orders API that calls them.</summary>
    private static string Client(string body, string helpers) =>
        $$"""
        using System.Net.Http.Headers;

        public class TokenResponse { public string Access { get; set; } = ""; public string RefreshToken { get; set; } = ""; public string Scope { get; set; } = ""; }

        {{helpers}}

        public class OrdersClient(HttpClient http, TokenResponse response, string scope)
        {
            public async Task GetOrdersAsync(string accessToken, string refreshToken, string path)
            {
                _ = (http, response, scope, path);
                await Task.CompletedTask;
                {{body}}
                await http.GetAsync("https://api.example.com/orders");
            }
        }
        """;

    private const string SetBearer = """
        public static class Requests
        {
            public static void SetBearer(HttpClient client, string value) => client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", value);
        }
        """;

    [Theory]
    [InlineData("Requests.SetBearer(http, {|TKG4005:refreshToken|});")]
    [InlineData("Requests.SetBearer(http, {|TKG4005:response.RefreshToken|});")]
    [InlineData("var value = response.RefreshToken; Requests.SetBearer(http, {|TKG4005:value|});")]
    [InlineData("Requests.SetBearer(value: {|TKG4005:refreshToken|}, client: http);")]
    public Task A_helper_passes_it_on(string body) => Verify.Reports(Client(body, SetBearer));

    [Theory]
    [InlineData("Requests.SetBearer(http, accessToken);")]
    [InlineData("Requests.SetBearer(http, response.Access);")]
    [InlineData("Requests.SetBearer(http, path);")]
    public Task Another_value_does_not(string body) => Verify.Silent(Client(body, SetBearer));

    [Theory]
    [InlineData("public static void Send(this HttpClient client, string value) => client.DefaultRequestHeaders.Add(\"X-Token\", value);", "http.Send({|TKG4005:refreshToken|});")]
    [InlineData("public static void Send(this HttpClient client, string value) { var header = $\"Bearer {value}\"; client.DefaultRequestHeaders.Add(\"Authorization\", header); }", "http.Send({|TKG4005:refreshToken|});")]
    [InlineData("public static async Task Send(this HttpClient client, string value) { await Task.Yield(); client.DefaultRequestHeaders.Add(\"X-Token\", value); }", "await http.Send({|TKG4005:refreshToken|});")]
    [InlineData("public static void Send<T>(this HttpClient client, T value) => client.DefaultRequestHeaders.Add(\"X-Token\", value!.ToString());", "http.Send(refreshToken);")]
    [InlineData("public static void Send<T>(this HttpClient client, string value, T other) => client.DefaultRequestHeaders.Add(\"X-Token\", value);", "http.Send({|TKG4005:refreshToken|}, 1);")]
    [InlineData("public static void Send(this HttpClient client, string value) => client.DefaultRequestHeaders.Add(\"X-Token\", value.Trim());", "http.Send({|TKG4005:refreshToken|});")]
    [InlineData("public static void Send(this HttpClient client, string value) => client.DefaultRequestHeaders.Add(\"X-Token\", Hash(value)); private static string Hash(string text) => text;", "http.Send(refreshToken);")]
    [InlineData("public static void Send(this HttpClient client, string value) => client.DefaultRequestHeaders.Add(\"X-Length\", value.Length.ToString());", "http.Send(refreshToken);")]
    [InlineData("public static void Send(this HttpClient client, string value) { value = \"\"; client.DefaultRequestHeaders.Add(\"X-Token\", value); }", "http.Send(refreshToken);")]
    [InlineData("public static void Send(this HttpClient client, string name, string value) => client.DefaultRequestHeaders.Add(name, value);", "http.Send(\"X-Token\", {|TKG4005:refreshToken|});")]
    [InlineData("public static void Send(this HttpClient client, string value, bool last = true) => client.DefaultRequestHeaders.Add(\"X-Token\", value);", "http.Send({|TKG4005:refreshToken|});")]
    public Task Shapes_of_helpers(string helper, string body) => Verify.Reports(Client(body, $"public static class Requests {{ {helper} }}"));

    [Fact]
    public Task A_chain_of_three_is_reported_at_the_outermost_call() =>
        Verify.Reports(Client("One.Send(http, {|TKG4005:refreshToken|});", """
            public static class One { public static void Send(HttpClient client, string value) => Two.Send(client, value); }
            public static class Two { public static void Send(HttpClient client, string value) => Three.Send(client, value); }
            public static class Three { public static void Send(HttpClient client, string value) => client.DefaultRequestHeaders.Add("X-Token", value); }
            """));

    [Fact]
    public Task A_chain_of_six_is_too_long() =>
        Verify.Silent(Client("One.Send(http, refreshToken);", """
            public static class One { public static void Send(HttpClient client, string value) => Two.Send2(client, value); }
            public static class Two { public static void Send2(HttpClient client, string value) => Three.Send3(client, value); }
            public static class Three { public static void Send3(HttpClient client, string value) => Four.Send4(client, value); }
            public static class Four { public static void Send4(HttpClient client, string value) => Five.Send5(client, value); }
            public static class Five { public static void Send5(HttpClient client, string value) => Six.Send6(client, value); }
            public static class Six { public static void Send6(HttpClient client, string value) => client.DefaultRequestHeaders.Add("X-Token", value); }
            """));

    [Fact]
    public Task The_call_that_knows_the_token_is_reported_and_its_callers_are_not() =>
        Verify.Reports(Client("One.Send(http, refreshToken);", """
            public static class One { public static void Send(HttpClient client, string refreshToken) => Two.Send(client, {|TKG4005:refreshToken|}); }
            public static class Two { public static void Send(HttpClient client, string value) { var request = new HttpRequestMessage(HttpMethod.Get, "https://api.example.com/orders"); request.Headers.Add("X-Token", value); client.Send(request); } }
            """));

    [Fact]
    public Task Recursion_ends() =>
        Verify.Reports(Client("Loop.Send(http, {|TKG4005:refreshToken|}, 3); Ping.Send(http, {|TKG4005:refreshToken|}, 3);", """
            public static class Loop { public static void Send(HttpClient client, string value, int times) { client.DefaultRequestHeaders.Add("X-Token", value); if (times > 0) { Send(client, value, times - 1); } } }
            public static class Ping { public static void Send(HttpClient client, string value, int times) { if (times > 0) { Pong.Send(client, value, times - 1); } } }
            public static class Pong { public static void Send(HttpClient client, string value, int times) { client.DefaultRequestHeaders.Add("X-Token", value); Ping.Send(client, value, times); } }
            """));

    [Theory]
    [InlineData("public class Only : ISender { public void Send(HttpClient client, string value) => client.DefaultRequestHeaders.Add(\"X-Token\", value); }", "sender.Send(http, {|TKG4005:refreshToken|});")]
    [InlineData("public class Only : ISender { void ISender.Send(HttpClient client, string value) => client.DefaultRequestHeaders.Add(\"X-Token\", value); }", "sender.Send(http, {|TKG4005:refreshToken|});")]
    [InlineData("public class Only : ISender { public void Send(HttpClient client, string value) => client.DefaultRequestHeaders.Add(\"X-Token\", value); } public class Other : ISender { public void Send(HttpClient client, string value) { } }", "sender.Send(http, refreshToken);")]
    [InlineData("public abstract class Base : ISender { public abstract void Send(HttpClient client, string value); } public class Only : Base { public override void Send(HttpClient client, string value) => client.DefaultRequestHeaders.Add(\"X-Token\", value); }", "((Base)sender).Send(http, {|TKG4005:refreshToken|});")]
    [InlineData("public class Open : ISender { public virtual void Send(HttpClient client, string value) => client.DefaultRequestHeaders.Add(\"X-Token\", value); } public class Other : Open { public override void Send(HttpClient client, string value) { } }", "((Open)sender).Send(http, refreshToken);")]
    public Task Interfaces_with_one_implementation(string implementation, string body) =>
        Verify.Reports(Client($"ISender sender = null!; {body}", "public interface ISender { void Send(HttpClient client, string value); } " + implementation));

    [Theory]
    [InlineData("var refresher = new Sender(); refresher.RefreshAsync(http, refreshToken);")]
    public Task A_method_that_refreshes_may_send_it(string body) =>
        Verify.Silent(Client(body, """public class Sender { public void RefreshAsync(HttpClient client, string value) => client.DefaultRequestHeaders.Add("X-Token", value); }"""));

    [Fact]
    public Task A_helper_that_posts_to_the_token_endpoint_may_get_it() =>
        Verify.Silent(Client("Requests.Exchange(http, refreshToken);", """
            public static class Requests
            {
                public static void Exchange(HttpClient client, string value)
                {
                    client.DefaultRequestHeaders.Add("X-Token", value);
                    client.PostAsync("https://login.example.com/connect/token", null);
                }
            }
            """));

    [Fact]
    public Task A_helper_that_knows_the_api_decides_for_callers_that_say_nothing() =>
        Verify.Reports("""
            using System.Net.Http.Headers;
            public class OrdersApi(HttpClient http)
            {
                public Task<HttpResponseMessage> Get(string value)
                {
                    var request = new HttpRequestMessage(HttpMethod.Get, "https://api.example.com/orders");
                    request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", value);
                    return http.SendAsync(request);
                }
            }
            public class Page(OrdersApi api, HttpContext context)
            {
                public async Task Show() => await api.Get({|TKG4005:context.Request.Cookies["refresh_token"]|}!);
            }
            """);

    [Fact]
    public Task A_caller_that_refreshes_decides() =>
        Verify.Silent("""
            using System.Net.Http.Headers;
            public static class Requests
            {
                public static void SetBearer(HttpClient client, string value) => client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", value);
            }
            public class Session(HttpClient http, HttpContext context)
            {
                public void Refresh() => Requests.SetBearer(http, context.Request.Cookies["refresh_token"]!);
                public void Load(string refreshToken) { Requests.SetBearer(http, refreshToken); http.PostAsync("/auth/renew", null); }
            }
            """);

    [Theory]
    [InlineData("private readonly string held; public Session(TokenResponse response) { held = response.RefreshToken; } public string Current => held;", "session.Current")]
    [InlineData("internal string Current { get; private set; } = string.Empty; public void Login(TokenResponse response) { Current = response.RefreshToken; }", "session.Current")]
    [InlineData("private string? held; public void Login(TokenResponse response) => held = response.RefreshToken; public string Current() => held ?? throw new InvalidOperationException();", "session.Current()")]
    [InlineData("public string Current(TokenResponse response) => response.RefreshToken;", "session.Current(response)")]
    [InlineData("public Task<string> Current(TokenResponse response) => Task.FromResult(response.RefreshToken);", "await session.Current(response)")]
    [InlineData("public async Task<string> Current(TokenResponse response) { await Task.Yield(); return response.RefreshToken; }", "await session.Current(response)")]
    [InlineData("public string Current(string value) => value.Trim();", "session.Current(refreshToken)")]
    [InlineData("public T Current<T>(T value) => value;", "session.Current(refreshToken)")]
    [InlineData("public (string Name, string Value) Current(TokenResponse response) => (response.Scope, response.RefreshToken);", "session.Current(response).Value")]
    [InlineData("public async Task<(string Name, string Value)> Current(TokenResponse response) { await Task.Yield(); return (response.Scope, response.RefreshToken); }", "(await session.Current(response)).Value")]
    public Task What_a_member_or_method_of_another_class_gives(string member, string value) =>
        Verify.Reports(Client($"var session = (Session)null!; http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(\"Bearer\", {{|TKG4005:{value}|}});", $"public class Session {{ {member} }}"));

    [Theory]
    [InlineData("var (name, value) = Pair.Of(response); Requests.SetBearer(http, {|TKG4005:value|}); _ = name;")]
    [InlineData("var (name, value) = Pair.Of(response); Requests.SetBearer(http, name); _ = value;")]
    [InlineData("string name, value; (name, value) = Pair.Of(response); Requests.SetBearer(http, {|TKG4005:value|});")]
    public Task A_tuple_that_is_taken_apart(string body) =>
        Verify.Reports(Client(body, SetBearer + "public static class Pair { public static (string, string) Of(TokenResponse response) => (response.Scope, response.RefreshToken); }"));

    [Theory]
    [InlineData("private readonly string held; public Session(TokenResponse response) { held = response.Scope; } public string Current => held;", "session.Current")]
    [InlineData("public string GetRefreshToken(TokenResponse response) => response.Access.Substring(0, 4);", "session.GetRefreshToken(response)")]
    [InlineData("public string RefreshTokenOf(string value) => Hash(value); private static string Hash(string text) => text;", "session.RefreshTokenOf(refreshToken)")]
    [InlineData("public string Current(string value) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(value)));", "session.Current(refreshToken)")]
    [InlineData("public string Current(string value) => value.Length.ToString();", "session.Current(refreshToken)")]
    [InlineData("public string? RefreshToken { get; set; }", "accessToken")]
    public Task What_they_do_not_give(string member, string value) =>
        Verify.Silent(Client($"var session = (Session)null!; _ = session; http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(\"Bearer\", {value});", $"public class Session {{ {member} }}"));

    [Theory]
    [InlineData("public string Get(string kind, TokenResponse set) => kind switch { \"refresh_token\" => set.RefreshToken, _ => set.AccessToken };", "session.Get(\"access_token\", response2)")]
    [InlineData("public string Get(bool refresh, TokenResponse set) { if (refresh) { return set.RefreshToken; } return set.AccessToken; }", "session.Get(false, response2)")]
    [InlineData("private string held = \"\"; public void Set(TokenResponse r) => held = r.RefreshToken; public void Reset(TokenResponse r) => held = r.AccessToken; public string Held => held;", "session.Held")]
    [InlineData("public string Pick(string refreshToken, string accessToken, bool refresh) => refresh ? refreshToken : accessToken;", "session.Pick(refreshToken, accessToken, false)")]
    [InlineData("public string AccessToken { get; private set; } = string.Empty; public async Task Load(HttpClient idp, string refreshToken) => AccessToken = await idp.GetStringAsync($\"/connect/token?rt={refreshToken}\");", "session.AccessToken")]
    [InlineData("internal string Value { get; set; } = string.Empty; internal static Session ForRefresh(string refreshToken) => new() { Value = refreshToken };", "session.Value")]
    public Task What_may_be_either_token_is_surely_neither(string member, string value) =>
        Verify.Silent(
            $$"""
            using System.Net.Http.Headers;
            public class TokenResponse { public string AccessToken { get; set; } = ""; public string RefreshToken { get; set; } = ""; }
            public class Session { {{member}} }
            public class OrdersClient(HttpClient http)
            {
                public async Task GetOrdersAsync(Session session, string accessToken, string refreshToken, TokenResponse response2)
                {
                    _ = (accessToken, refreshToken, response2);
                    http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", {{value}});
                    await http.GetAsync("https://api.example.com/orders");
                }
            }
            """);

    [Theory]
    [InlineData("if (environment.IsDevelopment()) { client.DefaultRequestHeaders.Add(\"X-Debug\", value); }")]
    [InlineData("if (!isRefresh) { client.DefaultRequestHeaders.Add(\"X-Token\", value); }")]
    [InlineData("if (isRefresh) { return; } else { } if (isRefresh == false) { client.DefaultRequestHeaders.Add(\"X-Token\", value); }")]
    public Task A_helper_that_does_not_send_it_then(string body) =>
        Verify.Silent(Client(
            "Requests.Send(http, refreshToken, true, null!);",
            $$"""public static class Requests { public static void Send(HttpClient client, string value, bool isRefresh, IWebHostEnvironment environment) { _ = (isRefresh, environment); {{body}} } }"""));

    [Fact]
    public Task A_helper_that_sends_it_then() =>
        Verify.Reports(Client(
            "Requests.Send(http, {|TKG4005:refreshToken|}, true);",
            """public static class Requests { public static void Send(HttpClient client, string value, bool isRefresh) { if (isRefresh) { client.DefaultRequestHeaders.Add("X-Token", value); } } }"""));

    [Theory]
    [InlineData("one", "two")]
    [InlineData("two", "one")]
    public Task The_order_of_files_and_parts_tells_nothing(string first, string second)
    {
        var parts = new Dictionary<string, string>
        {
            ["one"] = "public partial class Session { private string held = \"\"; public void Set(TokenResponse r) => held = r.RefreshToken; }",
            ["two"] = "public partial class Session { public void Reset(TokenResponse r, string accessToken) => held = accessToken; public string Held => held; }",
        };
        return Verify.Silent(Client("http.DefaultRequestHeaders.Add(\"X-Token\", ((Session)null!).Held);", parts[first] + parts[second]));
    }
}
