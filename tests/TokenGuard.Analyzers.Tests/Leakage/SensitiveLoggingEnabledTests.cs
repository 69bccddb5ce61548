using TokenGuard.Analyzers.Leakage;
using TokenGuard.CodeFixes.Leakage;

namespace TokenGuard.Analyzers.Tests.Leakage;

using Verify = Verify<SensitiveLoggingEnabledAnalyzer, SensitiveLoggingEnabledCodeFix>;

public class SensitiveLoggingEnabledTests
{
    private static string Program(string body) =>
        $$"""
        using Microsoft.AspNetCore.HttpLogging;
        using Microsoft.EntityFrameworkCore;
        using Microsoft.Identity.Client;
        using Microsoft.IdentityModel.Logging;

        var builder = WebApplication.CreateBuilder(args);
        {{body}}
        builder.Build().Run();

        namespace Microsoft.EntityFrameworkCore
        {
            public class DbContext;
            public class DbSet<T>;
            public class DbContextOptionsBuilder { public DbContextOptionsBuilder EnableSensitiveDataLogging(bool sensitiveDataLoggingEnabled = true) => this; public DbContextOptionsBuilder Use(string name) => this; }
            public static class Registration { public static IServiceCollection AddDbContext<T>(this IServiceCollection services, Action<DbContextOptionsBuilder> options) => services; }
        }

        namespace Microsoft.Identity.Client
        {
            public class ClientBuilder { public ClientBuilder WithLogging(Action<string> callback, bool enablePiiLogging = false) => this; }
        }

        public class RefreshToken { public int Id { get; set; } public string Token { get; set; } = ""; }
        public class Product { public string Name { get; set; } = ""; public string TokenType { get; set; } = ""; }
        public class AuthDb : DbContext { public DbSet<Product>? Products { get; set; } public DbSet<RefreshToken>? RefreshTokens { get; set; } }
        public class Shop : DbContext { public DbSet<Product>? Products { get; set; } }
        """;

    [Theory]
    [InlineData("""{|TKG5003:IdentityModelEventSource.ShowPII = true|};""")]
    [InlineData("""{|TKG5003:IdentityModelEventSource.LogCompleteSecurityArtifact = true|};""")]
    [InlineData("""new ClientBuilder().WithLogging(Console.WriteLine, enablePiiLogging: {|TKG5003:true|});""")]
    [InlineData("""builder.Services.AddHttpLogging(options => {|TKG5003:options.RequestHeaders.Add("Authorization")|});""")]
    [InlineData("""builder.Services.AddHttpLogging(options => { {|TKG5003:options.RequestHeaders.Add("cookie")|}; {|TKG5003:options.ResponseHeaders.Add("Set-Cookie")|}; });""")]
    [InlineData("""builder.Services.AddW3CLogging(options => {|TKG5003:options.AdditionalRequestHeaders.Add("Authorization")|});""")]
    [InlineData("""builder.Services.AddDbContext<AuthDb>(options => {|TKG5003:options.EnableSensitiveDataLogging()|});""")]
    [InlineData("""builder.Services.AddHttpClient("orders").RedactLoggedHeaders({|TKG5003:_ => false|});""")]
    [InlineData("""builder.Services.AddHttpClient("orders").RedactLoggedHeaders({|TKG5003:new[] { "X-Api-Key" }|});""")]
    public Task Logging_of_tokens_is_reported(string body) => Verify.Reports(Program(body));

    [Theory]
    [InlineData("""IdentityModelEventSource.ShowPII = false;""")]
    [InlineData("""IdentityModelEventSource.ShowPII = builder.Environment.IsDevelopment();""")]
    [InlineData("""if (builder.Environment.IsDevelopment()) { IdentityModelEventSource.ShowPII = true; }""")]
    [InlineData("""if (builder.Configuration["ShowPII"] == "yes") { IdentityModelEventSource.ShowPII = true; }""")]
    [InlineData("""builder.Services.AddDbContext<AuthDb>(options => { if (args.Length > 0) { options.EnableSensitiveDataLogging(); } });""")]
    [InlineData("""new ClientBuilder().WithLogging(Console.WriteLine);""")]
    [InlineData("""new ClientBuilder().WithLogging(Console.WriteLine, enablePiiLogging: false);""")]
    [InlineData("""builder.Services.AddHttpLogging(options => { options.RequestHeaders.Add("X-Request-Id"); options.ResponseHeaders.Add("ETag"); });""")]
    [InlineData("""builder.Services.AddDbContext<Shop>(options => options.EnableSensitiveDataLogging());""")]
    [InlineData("""builder.Services.AddDbContext<AuthDb>(options => options.EnableSensitiveDataLogging(builder.Environment.IsDevelopment()));""")]
    [InlineData("""builder.Services.AddDbContext<AuthDb>(options => options.EnableSensitiveDataLogging(false));""")]
    [InlineData("""builder.Services.AddHttpClient("orders").RedactLoggedHeaders(new[] { "Authorization", "X-Api-Key" });""")]
    [InlineData("""builder.Services.AddHttpClient("orders").RedactLoggedHeaders(name => name == "Authorization");""")]
    public Task Other_logging_is_silent(string body) => Verify.Silent(Program(body));

    [Fact]
    public Task Fix_keeps_what_libraries_hide() =>
        Verify.Fixes(
            Program(
                """
                // For support.
                {|TKG5003:IdentityModelEventSource.ShowPII = true|}; // kept
                new ClientBuilder().WithLogging(Console.WriteLine, enablePiiLogging: {|TKG5003:true|});
                builder.Services.AddDbContext<AuthDb>(options => {|TKG5003:options.Use("auth").EnableSensitiveDataLogging()|});
                builder.Services.AddHttpLogging(options =>
                {
                    options.RequestHeaders.Add("X-Request-Id");
                    {|TKG5003:options.RequestHeaders.Add("Authorization")|};
                });
                """),
            Program(
                """
                // For support.
                IdentityModelEventSource.ShowPII = false; // kept
                new ClientBuilder().WithLogging(Console.WriteLine, enablePiiLogging: false);
                builder.Services.AddDbContext<AuthDb>(options => options.Use("auth"));
                builder.Services.AddHttpLogging(options =>
                {
                    options.RequestHeaders.Add("X-Request-Id");
                });
                """));
}
