using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Validation.TokenAcceptedFromQueryAnalyzer, TokenGuard.CodeFixes.Validation.TokenAcceptedFromQueryCodeFix>;

namespace TokenGuard.Analyzers.Tests.Validation;

/// <summary>TKG2014.</summary>
public class TokenAcceptedFromQueryTests
{
    [Theory]
    [InlineData("{|TKG2014:context.Token = context.Request.Query[\"access_token\"]|};")]
    [InlineData("{|TKG2014:context.Token = context.HttpContext.Request.Query[\"access_token\"].ToString()|};")]
    [InlineData("{|TKG2014:context.Token = context.Request.Query[\"token\"].FirstOrDefault()|};")]
    [InlineData("{|TKG2014:context.Token = context.Request.Query[\"token\"].FirstOrDefault()?.Trim()|};")]
    [InlineData("{|TKG2014:context.Token = context.Request.Query[\"token\"][0]|};")]
    [InlineData("{|TKG2014:context.Token = context.Request.Cookies[\"access_token\"] ?? context.Request.Query[\"access_token\"]|};")]
    [InlineData("var accessToken = context.Request.Query[\"access_token\"]; if (!string.IsNullOrEmpty(accessToken)) { {|TKG2014:context.Token = accessToken|}; }")]
    [InlineData("var accessToken = context.Request.Query[\"access_token\"]; if (!string.IsNullOrEmpty(accessToken)) {|TKG2014:context.Token = accessToken|};")]
    [InlineData("if (context.Request.Query.TryGetValue(\"access_token\", out var accessToken)) { {|TKG2014:context.Token = accessToken|}; }")]
    [InlineData("if (context.Request.Query.ContainsKey(\"access_token\")) { {|TKG2014:context.Token = context.Request.Query[\"access_token\"]|}; }")]
    [InlineData("{|TKG2014:context.Token = Tokens.Of(context.Request)|};")]
    [InlineData("if (Tokens.IsThere(context.Request)) { {|TKG2014:context.Token = context.Request.Query[\"t\"]|}; }")]
    public Task Token_from_the_query_of_every_request_is_reported(string body) => Check.Reports(Event(body));

    [Theory]
    [InlineData("if (context.Request.Path.StartsWithSegments(\"/hubs\")) { context.Token = context.Request.Query[\"access_token\"]; }")]
    [InlineData("var accessToken = context.Request.Query[\"access_token\"]; var path = context.HttpContext.Request.Path; if (!string.IsNullOrEmpty(accessToken) && path.StartsWithSegments(\"/chat\")) { context.Token = accessToken; }")]
    [InlineData("if (!context.Request.Path.Value!.Contains(\"hub\")) { return Task.CompletedTask; } context.Token = context.Request.Query[\"access_token\"];")]
    [InlineData("if (context.HttpContext.WebSockets.IsWebSocketRequest) { context.Token = context.Request.Query[\"access_token\"]; }")]
    [InlineData("if (context.Request.Headers[\"Upgrade\"] == \"websocket\") { context.Token = context.Request.Query[\"access_token\"]; }")]
    [InlineData("if (context.HttpContext.GetEndpoint()?.Metadata.Count > 3) { context.Token = context.Request.Query[\"access_token\"]; }")]
    [InlineData("if (Tokens.IsHub(context.Request)) { context.Token = context.Request.Query[\"access_token\"]; }")]
    [InlineData("context.Token = Tokens.OfHub(context.Request);")]
    [InlineData("context.Token = context.Request.Cookies[\"access_token\"];")]
    [InlineData("context.Token = context.Request.Headers[\"X-Token\"];")]
    [InlineData("context.Token = context.HttpContext.Request.Form[\"access_token\"];")]
    [InlineData("var page = context.Request.Query[\"page\"]; context.Token = context.Request.Cookies[page + \"token\"];")]
    public Task Path_that_is_looked_at_and_other_places_are_silent(string body) => Check.Silent(Event(body));

    [Fact]
    public Task Class_of_events_and_bearer_tokens_of_Identity_are_reported() =>
        Check.Reports("""
            using Microsoft.AspNetCore.Authentication.BearerToken;
            public class Events : Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerEvents
            {
                public override Task MessageReceived(Microsoft.AspNetCore.Authentication.JwtBearer.MessageReceivedContext context)
                {
                    {|TKG2014:context.Token = context.Request.Query["access_token"]|};
                    return base.MessageReceived(context);
                }
            }
            public static class Setup
            {
                public static void Add(IServiceCollection services) =>
                    services.AddAuthentication().AddBearerToken(options => options.Events = new BearerTokenEvents
                    {
                        OnMessageReceived = context => { {|TKG2014:context.Token = context.Request.Query["access_token"]|}; return Task.CompletedTask; },
                    });
            }
            """);

    [Theory]
    [InlineData("{|TKG2014:context.Request.Headers.Authorization = \"Bearer \" + context.Request.Query[\"access_token\"]|};")]
    [InlineData("{|TKG2014:context.Request.Headers[\"Authorization\"] = $\"Bearer {context.Request.Query[\"access_token\"]}\"|};")]
    [InlineData("if (context.Request.Path.StartsWithSegments(\"/ws\")) { context.Request.Headers.Authorization = \"Bearer \" + context.Request.Query[\"access_token\"]; }")]
    [InlineData("context.Request.Headers.Authorization = \"Bearer \" + context.Request.Cookies[\"access_token\"];")]
    [InlineData("context.Request.Headers[\"X-Page\"] = context.Request.Query[\"page\"];")]
    [InlineData("context.Response.Headers[\"Authorization\"] = context.Request.Query[\"page\"];")]
    public Task Header_that_is_made_of_the_query_is_the_same(string body) =>
        Check.Reports($$"""
            var app = WebApplication.Create(args);
            app.Use(async (context, next) => { {{body}} await next(context); });
            """);

    [Fact]
    public Task Branch_of_the_pipeline_for_a_path_is_silent() =>
        Check.Silent("""
            var app = WebApplication.Create(args);
            app.UseWhen(c => c.Request.Path.StartsWithSegments("/hub"), branch => branch.Use(async (context, next) =>
            {
                context.Request.Headers.Authorization = "Bearer " + context.Request.Query["access_token"];
                await next(context);
            }));
            """);

    [Fact]
    public Task Scheme_for_hubs_is_silent() =>
        Check.Silent("""
            using Microsoft.AspNetCore.Authentication.JwtBearer;
            var services = new ServiceCollection();
            services.AddAuthentication().AddJwtBearer("ChatHub", options => options.Events = new JwtBearerEvents
            {
                OnMessageReceived = context => { context.Token = context.Request.Query["access_token"]; return Task.CompletedTask; },
            });
            """);

    [Fact]
    public Task Development_is_silent() =>
        Check.Silent("""
            using Microsoft.AspNetCore.Authentication.JwtBearer;
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddAuthentication().AddJwtBearer(options => options.Events = new JwtBearerEvents
            {
                OnMessageReceived = context =>
                {
                    if (builder.Environment.IsDevelopment())
                    {
                        context.Token = context.Request.Query["access_token"];
                    }

                    return Task.CompletedTask;
                },
            });
            """);

    [Fact]
    public Task Property_of_another_type_is_silent() =>
        Check.Silent("public class MessageReceivedContext { public string? Token { get; set; } } public class C { public void M(MessageReceivedContext c, HttpRequest r) { c.Token = r.Query[\"t\"]; } }");

    [Fact]
    public Task Message_says_what_to_do() =>
        Check.ReportsMessages(
            Event("{|#0:context.Token = context.Request.Query[\"access_token\"]|};"),
            new DiagnosticResult("TKG2014", DiagnosticSeverity.Warning).WithLocation(0).WithMessage(
                "'Token' is taken from the query of every request, so tokens end up in logs, histories and Referer headers; look at the path first, or leave it to the header"));

    [Theory]
    [InlineData("", "/hubs")]
    [InlineData("public class Chat : Microsoft.AspNetCore.SignalR.Hub; public static class Map { public static void Hubs(WebApplication app) => app.MapHub<Chat>(\"chat\"); }", "/chat")]
    public Task Fix_looks_at_the_path_of_the_hub(string beside, string path) =>
        Check.Fixes(
            Event("""
            // Browsers
                        {|TKG2014:context.Token = context.Request.Query["access_token"]|};
            """, beside),
            Event($$"""
            // Browsers
                        if (context.Request.Path.StartsWithSegments("{{path}}"))
                        {
                            context.Token = context.Request.Query["access_token"];
                        }
            """, beside));

    private static string Event(string body, string beside = "") =>
        $$"""
        using Microsoft.AspNetCore.Authentication.JwtBearer;
        {{beside}}
        public static class Tokens
        {
            public static string? Of(HttpRequest request) { var header = request.Headers["X-Token"].ToString(); return header.Length > 0 ? header : request.Query["access_token"]; }
            public static string? OfHub(HttpRequest request) => request.Path.StartsWithSegments("/hub") ? request.Query["access_token"] : default;
            public static bool IsHub(HttpRequest request) => request.Path.StartsWithSegments("/hub");
            public static bool IsThere(HttpRequest request) => request.Query.ContainsKey("t");
        }
        public static class Setup
        {
            public static void Add(IServiceCollection services) => services.AddAuthentication().AddJwtBearer(options => options.Events = new JwtBearerEvents
            {
                OnMessageReceived = context =>
                {
                    {{body}}
                    return Task.CompletedTask;
                },
            });
        }
        """;
}
