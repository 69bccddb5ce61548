using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Validation.ValidationResultIgnoredAnalyzer, TokenGuard.CodeFixes.Validation.ValidationResultIgnoredCodeFix>;

namespace TokenGuard.Analyzers.Tests.Validation;

/// <summary>TKG2006.</summary>
public class ValidationResultIgnoredTests
{
    [Theory]
    [InlineData("await {|TKG2006:handler.ValidateTokenAsync|}(token, parameters);")]
    [InlineData("await {|TKG2006:handler.ValidateTokenAsync|}(token, parameters).ConfigureAwait(false);")]
    [InlineData("await {|TKG2006:new JsonWebTokenHandler().ValidateTokenAsync|}(token, parameters);")]
    [InlineData("await {|TKG2006:new JwtSecurityTokenHandler().ValidateTokenAsync|}(token, parameters);")]
    [InlineData("await {|TKG2006:anyHandler.ValidateTokenAsync|}(token, parameters);")]
    [InlineData("await {|TKG2006:own.ValidateTokenAsync|}(token, parameters);")]
    [InlineData("await {|TKG2006:handler.ValidateTokenAsync|}(new JsonWebToken(token), parameters);")]
    [InlineData("_ = await {|TKG2006:handler.ValidateTokenAsync|}(token, parameters);")]
    [InlineData("_ = {|TKG2006:handler.ValidateTokenAsync|}(token, parameters);")]
    [InlineData("{|TKG2006:handler.ValidateTokenAsync|}(token, parameters).GetAwaiter().GetResult();")]
    [InlineData("{|TKG2006:handler.ValidateTokenAsync|}(token, parameters).Wait();")]
    [InlineData("try { await {|TKG2006:handler.ValidateTokenAsync|}(token, parameters); } catch (SecurityTokenException) { return; }")]
    [InlineData("var result = await {|TKG2006:handler.ValidateTokenAsync|}(token, parameters);")]
    [InlineData("var result = {|TKG2006:handler.ValidateTokenAsync|}(token, parameters).Result;")]
    public Task Result_that_is_dropped_is_reported(string body) => Check.Reports(Method(body));

    [Theory]
    [InlineData("var result = await {|TKG2006:handler.ValidateTokenAsync|}(token, parameters); context.User = new ClaimsPrincipal(result.ClaimsIdentity);")]
    [InlineData("var result = await {|TKG2006:handler.ValidateTokenAsync|}(token, parameters); var id = result.ClaimsIdentity.FindFirst(\"sub\"); Console.WriteLine(id);")]
    [InlineData("var result = await {|TKG2006:handler.ValidateTokenAsync|}(token, parameters); Console.WriteLine(result.Claims[\"sub\"]);")]
    [InlineData("var result = await {|TKG2006:handler.ValidateTokenAsync|}(token, parameters); var jwt = (JsonWebToken)result.SecurityToken; Console.WriteLine(jwt.Subject);")]
    [InlineData("TokenValidationResult result; result = await {|TKG2006:handler.ValidateTokenAsync|}(token, parameters); Console.WriteLine(result.ClaimsIdentity.Name);")]
    [InlineData("var task = {|TKG2006:handler.ValidateTokenAsync|}(token, parameters); var result = await task; Console.WriteLine(result.ClaimsIdentity.Name);")]
    [InlineData("var principal = new ClaimsPrincipal((await {|TKG2006:handler.ValidateTokenAsync|}(token, parameters)).ClaimsIdentity); context.User = principal;")]
    [InlineData("var identity = (await {|TKG2006:handler.ValidateTokenAsync|}(token, parameters)).ClaimsIdentity; context.User = new ClaimsPrincipal(identity);")]
    [InlineData("var result = await {|TKG2006:handler.ValidateTokenAsync|}(token, parameters); if (result is null) { return; } Console.WriteLine(result.Claims[\"sub\"]);")]
    [InlineData("var result = await {|TKG2006:handler.ValidateTokenAsync|}(token, parameters); if (result != null) { context.User = new ClaimsPrincipal(result.ClaimsIdentity); }")]
    [InlineData("foreach (var claim in (await {|TKG2006:handler.ValidateTokenAsync|}(token, parameters)).Claims) { Console.WriteLine(claim.Key); }")]
    public Task Result_of_which_only_the_content_is_used_is_reported(string body) => Check.Reports(Method(body));

    [Theory]
    [InlineData("var result = await handler.ValidateTokenAsync(token, parameters); if (!result.IsValid) { return; }")]
    [InlineData("if (!(await handler.ValidateTokenAsync(token, parameters)).IsValid) { return; }")]
    [InlineData("var isValid = (await handler.ValidateTokenAsync(token, parameters)).IsValid;")]
    [InlineData("var result = await handler.ValidateTokenAsync(token, parameters); if (result.Exception is not null) { throw result.Exception; }")]
    [InlineData("if (await handler.ValidateTokenAsync(token, parameters) is { IsValid: true } valid) { Console.WriteLine(valid.Issuer); }")]
    [InlineData("var result = await handler.ValidateTokenAsync(token, parameters); if (result is { IsValid: false }) { return; }")]
    [InlineData("var result = await handler.ValidateTokenAsync(token, parameters); var user = result switch { { IsValid: true } => result.Issuer, _ => null };")]
    [InlineData("var (first, second) = (await handler.ValidateTokenAsync(token, parameters), 1); if (!first.IsValid) { return; }")]
    [InlineData("var task = handler.ValidateTokenAsync(token, parameters); var result = await task; if (!result.IsValid) { return; }")]
    [InlineData("var task = handler.ValidateTokenAsync(token, parameters); await Task.WhenAll(task);")]
    [InlineData("Demand(await handler.ValidateTokenAsync(token, parameters));")]
    [InlineData("var result = await handler.ValidateTokenAsync(token, parameters); Demand(result);")]
    [InlineData("last = await handler.ValidateTokenAsync(token, parameters);")]
    [InlineData("var result = await handler.ValidateTokenAsync(token, parameters); Func<bool> isValid = () => result.IsValid;")]
    [InlineData("var result = await handler.ValidateTokenAsync(token, parameters); if (!result.IsValid) { result = await handler.ValidateTokenAsync(token, parameters); } Console.WriteLine(result.ClaimsIdentity.Name);")]
    public Task Result_that_is_looked_at_or_handed_on_is_silent(string body) => Check.Silent(Method(body));

    [Theory]
    [InlineData("var result = await handler.ValidateTokenAsync(token, parameters); if (result.ClaimsIdentity is null) { return; }")]
    [InlineData("var result = await handler.ValidateTokenAsync(token, parameters); if (result.ClaimsIdentity == null) { return; }")]
    [InlineData("var result = await handler.ValidateTokenAsync(token, parameters); if (result.SecurityToken is not JsonWebToken jwt) { return; }")]
    [InlineData("var result = await handler.ValidateTokenAsync(token, parameters); var jwt = result.SecurityToken as JsonWebToken;")]
    [InlineData("var result = await handler.ValidateTokenAsync(token, parameters); var name = result.ClaimsIdentity?.Name;")]
    public Task Invalid_result_has_neither_identity_nor_token_which_tests_find_out(string body) => Check.Silent(Method(body));

    [Theory]
    [InlineData("Task<TokenValidationResult> M(JsonWebTokenHandler handler, string token, TokenValidationParameters parameters) => handler.ValidateTokenAsync(token, parameters);")]
    [InlineData("async Task<TokenValidationResult> M(JsonWebTokenHandler handler, string token, TokenValidationParameters parameters) { var result = await handler.ValidateTokenAsync(token, parameters); return result; }")]
    [InlineData("Task<ClaimsIdentity> M(JsonWebTokenHandler handler, string token, TokenValidationParameters parameters) => handler.ValidateTokenAsync(token, parameters).ContinueWith(t => t.Result.ClaimsIdentity);")]
    [InlineData("ClaimsPrincipal M(JwtSecurityTokenHandler handler, string token, TokenValidationParameters parameters) => handler.ValidateToken(token, parameters, out _);")]
    [InlineData("void M(JwtSecurityTokenHandler handler, string token, TokenValidationParameters parameters) { handler.ValidateToken(token, parameters, out _); }")]
    public Task What_is_returned_and_what_throws_is_silent(string method) => Check.Silent(Usings + $"public class C {{ public {method} }}");

    [Fact]
    public Task Minimal_API_and_events_are_reported() =>
        Check.Reports(Usings + """
            var app = WebApplication.Create(args);
            var parameters = new TokenValidationParameters();
            app.MapPost("/exchange", async (string token, HttpContext context) =>
            {
                var result = await {|TKG2006:new JsonWebTokenHandler().ValidateTokenAsync|}(token, parameters);
                return Results.Ok(result.ClaimsIdentity.Name);
            });
            app.Use(async (context, next) =>
            {
                await {|TKG2006:new JsonWebTokenHandler().ValidateTokenAsync|}(context.Request.Headers.Authorization.ToString(), parameters);
                await next(context);
            });
            """);

    [Fact]
    public Task Method_of_the_same_name_of_another_type_is_silent() =>
        Check.Silent(
            """
            public class TokenValidationResult { public bool IsValid { get; set; } }
            public class Captcha { public Task<TokenValidationResult> ValidateTokenAsync(string token) => Task.FromResult(new TokenValidationResult()); }
            public class C { public async Task M(Captcha captcha) { await captcha.ValidateTokenAsync("x"); } }
            """);

    [Fact]
    public Task Message_names_the_method() =>
        Check.ReportsMessages(
            Method("await {|#0:handler.ValidateTokenAsync|}(token, parameters);"),
            new DiagnosticResult("TKG2006", DiagnosticSeverity.Warning).WithLocation(0).WithMessage(
                "'ValidateTokenAsync' does not throw for an invalid token and 'IsValid' of its result is never read, so every token is accepted; check it"));

    [Fact]
    public Task Fix_checks_a_result_that_has_a_name() =>
        Check.Fixes(
            Body("""
                    // Who is it?
                    var validated = await {|TKG2006:handler.ValidateTokenAsync|}(token, parameters); // by our keys
                    Console.WriteLine(validated.ClaimsIdentity.Name);
            """),
            Body("""
                    // Who is it?
                    var validated = await handler.ValidateTokenAsync(token, parameters); // by our keys
                    if (!validated.IsValid)
                    {
                        throw validated.Exception ?? new SecurityTokenException("Invalid token");
                    }
                    Console.WriteLine(validated.ClaimsIdentity.Name);
            """));

    [Theory]
    [InlineData("await {|TKG2006:handler.ValidateTokenAsync|}(token, parameters);", "await handler.ValidateTokenAsync(token, parameters);")]
    [InlineData("_ = await {|TKG2006:handler.ValidateTokenAsync|}(token, parameters);", "await handler.ValidateTokenAsync(token, parameters);")]
    [InlineData("{|TKG2006:handler.ValidateTokenAsync|}(token, parameters).GetAwaiter().GetResult();", "handler.ValidateTokenAsync(token, parameters).GetAwaiter().GetResult();")]
    public Task Fix_gives_a_name_to_a_result_that_is_dropped(string before, string after) =>
        Check.Fixes(
            Body($$"""
                    {{before}}
            """),
            Body($$"""
                    var result = {{after}}
                    if (!result.IsValid)
                    {
                        throw result.Exception ?? new SecurityTokenException("Invalid token");
                    }
            """));

    [Fact]
    public Task Fix_takes_a_name_that_is_free() =>
        Check.Fixes(
            Body("""
                    var result = token.Length;
                    await {|TKG2006:handler.ValidateTokenAsync|}(token, parameters);
            """),
            Body("""
                    var result = token.Length;
                    var validationResult = await handler.ValidateTokenAsync(token, parameters);
                    if (!validationResult.IsValid)
                    {
                        throw validationResult.Exception ?? new SecurityTokenException("Invalid token");
                    }
            """));

    [Fact]
    public Task Fix_of_a_statement_at_the_top_of_a_program() =>
        Check.Fixes(
            """
            using Microsoft.IdentityModel.JsonWebTokens;

            var result = await {|TKG2006:new JsonWebTokenHandler().ValidateTokenAsync|}(args[0], new());
            Console.WriteLine(result.ClaimsIdentity.Name);
            """,
            """
            using Microsoft.IdentityModel.JsonWebTokens;

            var result = await new JsonWebTokenHandler().ValidateTokenAsync(args[0], new());
            if (!result.IsValid)
            {
                throw result.Exception ?? new Microsoft.IdentityModel.Tokens.SecurityTokenException("Invalid token");
            }
            Console.WriteLine(result.ClaimsIdentity.Name);
            """);

    [Theory]
    [InlineData("if (token.Length > 0) await {|TKG2006:handler.ValidateTokenAsync|}(token, parameters);")]
    [InlineData("_ = {|TKG2006:handler.ValidateTokenAsync|}(token, parameters);")]
    [InlineData("context.User = new ClaimsPrincipal((await {|TKG2006:handler.ValidateTokenAsync|}(token, parameters)).ClaimsIdentity);")]
    public Task What_has_no_place_for_a_check_has_no_fix(string body) => Check.OffersNoFix(Method(body));

    private const string Usings = """
        using Microsoft.IdentityModel.JsonWebTokens;
        using Microsoft.IdentityModel.Tokens;
        using System.IdentityModel.Tokens.Jwt;
        using System.Security.Claims;

        """;

    private static string Body(string statements) =>
        Usings + $$"""
        public class C
        {
            public async Task M(JsonWebTokenHandler handler, string token, TokenValidationParameters parameters)
            {
        {{statements}}
                await Task.Yield();
            }
        }
        """;

    private static string Method(string body) =>
        Usings + $$"""
        public class OwnHandler : JsonWebTokenHandler
        {
            public override Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters parameters) => base.ValidateTokenAsync(token, parameters);
        }
        public class C
        {
            private TokenValidationResult? last;
            private static void Demand(TokenValidationResult result) { if (!result.IsValid) { throw result.Exception; } }

            public async Task M(JsonWebTokenHandler handler, TokenHandler anyHandler, OwnHandler own, string token, TokenValidationParameters parameters, HttpContext context)
            {
                {{body}}
                await Task.Yield();
                Console.WriteLine(last);
            }
        }
        """;
}
