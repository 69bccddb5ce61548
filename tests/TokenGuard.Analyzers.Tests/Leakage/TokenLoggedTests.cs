using Microsoft.CodeAnalysis.Testing;
using TokenGuard.Analyzers.Leakage;
using TokenGuard.CodeFixes.Leakage;

namespace TokenGuard.Analyzers.Tests.Leakage;

using Verify = Verify<TokenLoggedAnalyzer, TokenLoggedCodeFix>;

public class TokenLoggedTests
{
    /// <summary>A service that signs users in.</summary>
    private static string Service(string body) =>
        $$"""
        using System.Diagnostics;
        using System.IdentityModel.Tokens.Jwt;
        using System.Net.Http.Headers;
        using System.Text.Json;
        using Microsoft.AspNetCore.Authentication;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.Logging;

        public class Tokens { public string AccessToken { get; set; } = ""; public int ExpiresIn { get; set; } }
        public record TokenPair(string AccessToken, string RefreshToken);
        public class Details
        {
            public Details(string access, string refresh) { AccessToken = Obfuscate(access); RefreshToken = Obfuscate(refresh); }
            public string AccessToken { get; set; }
            public string RefreshToken { get; set; }
            private static string Obfuscate(string value) => value;
        }
        public class User { public string Name { get; set; } = ""; public string TokenType { get; set; } = ""; }

        public partial class SignInService(ILogger<SignInService> logger, HttpContext context)
        {
            private static readonly Action<ILogger, string, Exception?> Issued = LoggerMessage.Define<string>(LogLevel.Information, new EventId(1), "Issued {Value}");

            public async Task SignInAsync(string accessToken, string refreshToken, string token, string tokenType, string tokenHash, string resetToken, string nextPageToken,
                string antiforgeryToken, int tokenCount, Tokens tokens, TokenPair pair, User user, JwtSecurityToken jwt, HttpRequestMessage request, CancellationToken cancellationToken)
            {
                _ = (logger, context, Issued);
                await Task.CompletedTask;
                {{body}}
            }

            private void Note(string text) => logger.LogInformation(text);
            private void NoteName(string text, string name) => logger.LogInformation("{Text} {Name}", text, name);
            private static string Mask(string value) => value[..2];
            private void Authorize(string value) => context.Request.Headers["X"] = value;
        }

        public static class Logs
        {
            public static void TokenIssued(this ILogger logger, string value) => logger.LogInformation("issued {Value}", value);
        }
        """;

    [Theory]
    [InlineData("""logger.LogInformation("Signed in with {Token}", {|TKG5001:accessToken|});""")]
    [InlineData("""logger.LogDebug("Signed in with " + {|TKG5001:refreshToken|});""")]
    [InlineData("""logger.LogTrace($"Signed in with {{|TKG5001:accessToken|}}");""")]
    [InlineData("""logger.LogError(new InvalidOperationException(), "Failed for {User} with {Token}", user.Name, {|TKG5001:refreshToken|});""")]
    [InlineData("""logger.LogWarning(string.Format("Failed with {0}", {|TKG5001:accessToken|}));""")]
    [InlineData("""logger.Log(LogLevel.Critical, "Failed with {Token}", {|TKG5001:tokens.AccessToken|});""")]
    [InlineData("""logger.LogInformation("Token {Token}", {|TKG5001:await context.GetTokenAsync("access_token")|});""")]
    [InlineData("""var written = new JwtSecurityTokenHandler().WriteToken(jwt); logger.LogInformation("Issued {Value}", {|TKG5001:written|});""")]
    [InlineData("""using (logger.BeginScope("Signing in {Token}", {|TKG5001:accessToken|})) { }""")]
    [InlineData("""using (logger.BeginScope(new Dictionary<string, object> { ["Token"] = {|TKG5001:accessToken|}, ["User"] = user.Name })) { }""")]
    [InlineData("""using (logger.BeginScope(new { User = user.Name, Token = {|TKG5001:accessToken|} })) { }""")]
    [InlineData("""logger.LogInformation("JWT: {Token}", {|TKG5001:token|});""")]
    [InlineData("""logger.LogInformation("Bearer " + {|TKG5001:token|});""")]
    [InlineData("""Issued(logger, {|TKG5001:accessToken|}, null);""")]
    [InlineData("""logger.LogInformation("Header {Header}", {|TKG5001:context.Request.Headers.Authorization|});""")]
    [InlineData("""logger.LogInformation("Header {Header}", {|TKG5001:context.Request.Headers["Authorization"].ToString()|});""")]
    [InlineData("""logger.LogInformation("Token {Token}", {|TKG5001:request.Headers.Authorization|});""")]
    public Task Token_in_a_log_is_reported(string statement) => Verify.Reports(Service(statement));

    [Theory]
    [InlineData("""logger.LogInformation("Got {@Tokens}", {|TKG5001:tokens|});""")]
    [InlineData("""logger.LogInformation("{User} got {@Tokens}", user.Name, {|TKG5001:tokens|});""")]
    [InlineData("""logger.LogInformation("Got {Pair}", {|TKG5001:pair|});""")]
    [InlineData("""logger.LogInformation($"Got {{|TKG5001:pair|}}");""")]
    [InlineData("""logger.LogInformation("Got {Tokens}", JsonSerializer.Serialize({|TKG5001:tokens|}));""")]
    [InlineData("""logger.LogInformation("Got {Tokens}", JsonSerializer.Serialize(new { user.Name, {|TKG5001:accessToken|} }));""")]
    [InlineData("""var json = JsonSerializer.Serialize(tokens); {|TKG5001:logger.LogInformation("Got {Tokens}", json)|};""")]
    public Task Object_that_shows_a_token_is_reported(string statement) => Verify.Reports(Service(statement));

    [Theory]
    [InlineData("""Console.WriteLine({|TKG5001:accessToken|});""")]
    [InlineData("""Console.WriteLine("Access token: {0}", {|TKG5001:token|});""")]
    [InlineData("""await Console.Error.WriteLineAsync($"Refresh token: {{|TKG5001:refreshToken|}}");""")]
    [InlineData("""Debug.WriteLine("Token " + {|TKG5001:accessToken|});""")]
    [InlineData("""Trace.TraceInformation("Token {0}", {|TKG5001:accessToken|});""")]
    public Task Token_on_the_console_or_in_a_trace_is_reported(string statement) => Verify.Reports(Service(statement));

    [Theory]
    [InlineData("""Note({|TKG5001:accessToken|});""")]
    [InlineData("""Note({|TKG5001:$"Signed in with {refreshToken}"|});""")]
    [InlineData("""NoteName(user.Name, {|TKG5001:tokens.AccessToken|});""")]
    [InlineData("""logger.TokenIssued({|TKG5001:refreshToken|});""")]
    public Task Token_that_a_method_of_the_project_logs_is_reported_at_the_call(string statement) => Verify.Reports(Service(statement));

    [Theory]
    [InlineData("""logger.LogInformation("Token refreshed for {User}", user.Name);""")]
    [InlineData("""logger.LogInformation("The access token expires in {Seconds}", tokens.ExpiresIn);""")]
    [InlineData("""logger.LogInformation("Token of {Length} characters", accessToken.Length);""")]
    [InlineData("""logger.LogInformation("Token is missing: {Missing}", accessToken is null);""")]
    [InlineData("""logger.LogInformation("Token is missing: {Missing}", string.IsNullOrEmpty(accessToken));""")]
    [InlineData("""logger.LogInformation("Token {State}", accessToken == null ? "missing" : "there");""")]
    [InlineData("""logger.LogInformation("Token type {Type}", tokenType);""")]
    [InlineData("""logger.LogInformation("Token {Hash}", tokenHash);""")]
    [InlineData("""logger.LogInformation("Token {Hash}", accessToken.GetHashCode());""")]
    [InlineData("""logger.LogInformation("Token {Hash}", Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(accessToken))));""")]
    [InlineData("""logger.LogInformation("Token {Prefix}", accessToken.Substring(0, 6));""")]
    [InlineData("""logger.LogInformation("Token {Prefix}", accessToken[..6]);""")]
    [InlineData("""logger.LogInformation("Token {Suffix}", accessToken[^6..]);""")]
    [InlineData("""logger.LogInformation("Token {Masked}", Mask(accessToken));""")]
    [InlineData("""logger.LogInformation("Access token {Name}", nameof(accessToken));""")]
    [InlineData("""logger.LogInformation("Page {Token}", nextPageToken);""")]
    [InlineData("""logger.LogInformation("Form {Token}", antiforgeryToken);""")]
    [InlineData("""logger.LogInformation("Cancelled: {Token}", cancellationToken);""")]
    [InlineData("""logger.LogInformation("Cancelled: {Token}", cancellationToken.IsCancellationRequested);""")]
    [InlineData("""logger.LogInformation("{Count} tokens used", tokenCount);""")]
    [InlineData("""logger.LogInformation("Unexpected token {Token}", token);""")]
    [InlineData("""logger.LogInformation("Token of {Subject}, {Id}", jwt.Subject, jwt.Id);""")]
    [InlineData("""logger.LogInformation("Token {Jwt}", jwt);""")]
    [InlineData("""logger.LogInformation("Got {Tokens}", tokens);""")]
    [InlineData("""logger.LogInformation("Got {@User}", user);""")]
    [InlineData("""logger.LogError("{@Details}", new Details(accessToken, refreshToken));""")]
    [InlineData("""logger.LogInformation("Scheme {Scheme}", request.Headers.Authorization?.Scheme);""")]
    [InlineData("""Authorize(accessToken);""")]
    [InlineData("""if (logger.IsEnabled(LogLevel.Debug)) { logger.LogDebug("Access token received"); }""")]
    public Task What_is_no_token_is_silent(string statement) => Verify.Silent(Service(statement));

    [Fact]
    public Task Token_that_is_logged_in_development_only_is_silent() =>
        Verify.Silent(
            """
            var app = WebApplication.CreateBuilder(args).Build();
            app.MapPost("/login", (string accessToken) =>
            {
                if (app.Environment.IsDevelopment())
                {
                    app.Logger.LogInformation("Token {Token}", accessToken);
                }
            });
            """);

    [Fact]
    public Task Generated_method_that_logs_a_token_is_reported_where_it_is_called() =>
        Verify.Reports(
            """
            public static partial class Logs
            {
                [LoggerMessage(1, LogLevel.Information, "Issued {Value}")]
                public static partial void Issued(ILogger logger, string value);

                public static partial void Issued(ILogger logger, string value) { }
            }

            public class Service(ILogger logger)
            {
                public void Run(string accessToken) => Logs.Issued(logger, {|TKG5001:accessToken|});
            }
            """);

    [Fact]
    public Task Parameter_that_is_redacted_is_silent() =>
        Verify.Silent(
            """
            namespace Microsoft.Extensions.Compliance.Classification { public abstract class DataClassificationAttribute : Attribute; }

            public sealed class SecretAttribute : Microsoft.Extensions.Compliance.Classification.DataClassificationAttribute;

            public static partial class Logs
            {
                [LoggerMessage(1, LogLevel.Information, "Issued {Value}")]
                public static partial void Issued(ILogger logger, [Secret] string value);

                public static partial void Issued(ILogger logger, string value) { }
            }

            public class Service(ILogger logger)
            {
                public void Run(string accessToken) => Logs.Issued(logger, accessToken);
            }
            """);

    [Fact]
    public Task Token_in_other_logging_libraries_is_reported() =>
        Verify.Reports(
            """
            namespace Serilog
            {
                public static class Log
                {
                    public static void Information<T>(string messageTemplate, T propertyValue) { }
                    public static void Debug(string messageTemplate, params object?[]? propertyValues) { }
                }

                public interface ILogger { ILogger ForContext(string propertyName, object? value, bool destructureObjects = false); void Warning(string messageTemplate); }
            }

            namespace Serilog.Context { public static class LogContext { public static IDisposable PushProperty(string name, object? value, bool destructureObjects = false) => null!; } }
            namespace NLog { public class Logger { public void Info(string message) { } public void Error(string message, params object[] args) { } } }
            namespace log4net { public interface ILog { void Debug(object message); void InfoFormat(string format, object arg0); } }

            namespace App
            {
                public class Service(Serilog.ILogger serilog, NLog.Logger nlog, log4net.ILog log4)
                {
                    public void Run(string accessToken, string user)
                    {
                        Serilog.Log.Information("Token {Token}", {|TKG5001:accessToken|});
                        Serilog.Log.Debug("{User} has {Token}", user, {|TKG5001:accessToken|});
                        serilog.ForContext("Token", {|TKG5001:accessToken|}).Warning("Failed");
                        using (Serilog.Context.LogContext.PushProperty("Token", {|TKG5001:accessToken|})) { }
                        nlog.Info("Token " + {|TKG5001:accessToken|});
                        nlog.Error("Token {0} {1}", user, {|TKG5001:accessToken|});
                        log4.Debug($"Token {{|TKG5001:accessToken|}}");
                        log4.InfoFormat("Token {0}", {|TKG5001:accessToken|});
                    }
                }
            }
            """);

    [Fact]
    public Task Methods_of_the_same_names_that_log_nothing_are_silent() =>
        Verify.Silent(
            """
            public class Pen { public void WriteLine(string text) { } public void LogInformation(string text) { } }

            public class Service(HttpResponse response, Pen pen, TextWriter writer)
            {
                public async Task Run(string accessToken)
                {
                    pen.WriteLine(accessToken);
                    pen.LogInformation(accessToken);
                    writer.WriteLine(accessToken);
                    await response.WriteAsync(accessToken);
                }
            }
            """);

    [Fact]
    public Task Tool_for_the_command_line_may_print_a_token() =>
        Verify.Silent(
            """
            using System.CommandLine;

            namespace System.CommandLine { public class RootCommand; }

            public class TokenCommand { public void Run(string accessToken) => Console.WriteLine(accessToken); }
            """);

    [Fact]
    public Task Message_names_the_token() =>
        Verify.ReportsMessages(
            """
            public record TokenPair(string AccessToken, string RefreshToken);

            public class Service(ILogger logger)
            {
                public void Run(string accessToken, TokenPair pair)
                {
                    logger.LogInformation("Token {Token}", {|#0:accessToken|});
                    logger.LogInformation("Token {Token}", {|#1:pair|});
                    Console.WriteLine({|#2:pair.RefreshToken|});
                }
            }
            """,
            new DiagnosticResult(LogSinks.Rule).WithLocation(0).WithMessage("Access token 'accessToken' is written to a log; leave it out, or log a hash or the 'jti' claim"),
            new DiagnosticResult(LogSinks.Rule).WithLocation(1).WithMessage("'TokenPair.AccessToken', an access token, is written to a log; leave it out, or log a hash or the 'jti' claim"),
            new DiagnosticResult(LogSinks.Rule).WithLocation(2).WithMessage("Refresh token 'RefreshToken' is written to the console; leave it out, or log a hash or the 'jti' claim"));

    [Fact]
    public Task Fix_writes_that_the_token_is_left_out() =>
        Verify.Fixes(
            Service(
                """
                // What we got.
                logger.LogInformation("Signed in {User} with {Token}", user.Name, {|TKG5001:accessToken|}); // kept
                        logger.LogDebug($"Signed in with {{|TKG5001:refreshToken|}}");
                        Console.WriteLine("Token " + {|TKG5001:tokens.AccessToken|});
                        logger.LogInformation("Got {@Tokens}", {|TKG5001:tokens|});
                """),
            Service(
                """
                // What we got.
                logger.LogInformation("Signed in {User} with {Token}", user.Name, "[redacted]"); // kept
                        logger.LogDebug($"Signed in with [redacted]");
                        Console.WriteLine("Token " + "[redacted]");
                        logger.LogInformation("Got {@Tokens}", "[redacted]");
                """));

    [Theory]
    [InlineData("""logger.LogInformation("Token {Token}", {|TKG5001:new JwtSecurityTokenHandler().WriteToken(jwt)|});""")]
    [InlineData("""Note({|TKG5001:accessToken|});""")]
    [InlineData("""var text = "Token " + accessToken; {|TKG5001:logger.LogInformation(text)|};""")]
    public Task Nothing_is_offered_where_the_value_is_used_for_more(string statement) => Verify.OffersNoFix(Service(statement));
}
