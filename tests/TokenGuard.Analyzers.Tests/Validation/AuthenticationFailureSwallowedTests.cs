using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Validation.AuthenticationFailureSwallowedAnalyzer, TokenGuard.CodeFixes.Validation.AuthenticationFailureSwallowedCodeFix>;

namespace TokenGuard.Analyzers.Tests.Validation;

/// <summary>TKG2012.</summary>
public class AuthenticationFailureSwallowedTests
{
    [Theory]
    [InlineData("{|TKG2012:context.Success()|};")]
    [InlineData("context.Principal = new ClaimsPrincipal(new ClaimsIdentity(\"guest\")); {|TKG2012:context.Success()|};")]
    [InlineData("if (context.Exception is SecurityTokenExpiredException) { {|TKG2012:context.Success()|}; }")]
    [InlineData("Console.WriteLine(context.Exception.Message); {|TKG2012:context.Success()|};")]
    public Task Success_after_a_failure_is_reported(string body) => Check.Reports(Event(body));

    [Theory]
    [InlineData("context.NoResult();")]
    [InlineData("context.Fail(\"no\");")]
    [InlineData("context.Response.Headers[\"Token-Expired\"] = \"true\";")]
    [InlineData("context.Response.StatusCode = 401;")]
    [InlineData("Console.WriteLine(context.Exception);")]
    [InlineData("context.Principal = new JwtSecurityTokenHandler().ValidateToken(context.Request.Headers.Authorization.ToString(), new TokenValidationParameters(), out _); context.Success();")]
    [InlineData("context.Principal = Other.Verify(context.Request); context.Success();")]
    public Task What_stays_failed_or_is_validated_in_another_way_is_silent(string body) => Check.Silent(Event(body));

    [Fact]
    public Task Classes_of_events_and_other_schemes_are_reported() =>
        Check.Reports(Usings + """
            public class Events : JwtBearerEvents
            {
                public override Task AuthenticationFailed(AuthenticationFailedContext context)
                {
                    {|TKG2012:context.Success()|};
                    return Task.CompletedTask;
                }

                public override Task TokenValidated(TokenValidatedContext context)
                {
                    context.Success();
                    return Task.CompletedTask;
                }
            }

            public class OidcEvents : Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectEvents
            {
                public override Task AuthenticationFailed(Microsoft.AspNetCore.Authentication.OpenIdConnect.AuthenticationFailedContext context)
                {
                    {|TKG2012:context.Success()|};
                    return Task.CompletedTask;
                }
            }
            """);

    [Theory]
    [InlineData("try { handler.ValidateToken(token, parameters, out _); return true; } catch { return {|TKG2012:true|}; }")]
    [InlineData("try { handler.ValidateToken(token, parameters, out _); return true; } catch (SecurityTokenExpiredException) { return {|TKG2012:true|}; } catch (Exception) { return false; }")]
    [InlineData("try { handler.ValidateToken(token, parameters, out var validated); return validated.ValidTo > DateTime.UtcNow || true; } catch (Exception e) { Console.WriteLine(e); return false; }")]
    [InlineData("try { handler.ValidateToken(token, parameters, out _); } {|TKG2012:catch|} { } return true;")]
    [InlineData("try { handler.ValidateToken(token, parameters, out _); } {|TKG2012:catch|} (Exception e) { Console.WriteLine(e.Message); } return true;")]
    public Task Catch_that_answers_like_a_valid_token_is_reported(string body) => Check.Reports(Method(body));

    [Theory]
    [InlineData("try { handler.ValidateToken(token, parameters, out _); return true; } catch { return false; }")]
    [InlineData("try { handler.ValidateToken(token, parameters, out _); return false; } catch (SecurityTokenExpiredException) { return true; }")]
    [InlineData("try { handler.ValidateToken(token, parameters, out _); } catch { throw; } return true;")]
    [InlineData("try { handler.ValidateToken(token, parameters, out _); } catch (Exception e) { throw new InvalidOperationException(\"x\", e); } return true;")]
    [InlineData("var isValid = true; try { handler.ValidateToken(token, parameters, out _); } catch { isValid = false; } return isValid;")]
    [InlineData("try { handler.ValidateToken(token, parameters, out _); return true; } catch { return Other.Verify(token); }")]
    [InlineData("try { handler.ValidateToken(token, parameters, out _); return true; } catch (SecurityTokenSignatureKeyNotFoundException) { handler.ValidateToken(token, Other.Parameters, out _); return true; }")]
    [InlineData("try { File.ReadAllText(token); return true; } catch { return true; }")]
    [InlineData("try { handler.ValidateToken(token, parameters, out _); } catch { } return false;")]
    public Task Catch_that_refuses_or_is_about_something_else_is_silent(string body) => Check.Silent(Method(body));

    [Fact]
    public Task Middleware_that_leaves_the_user_unknown_is_silent() =>
        Check.Silent(Usings + """
            public class JwtMiddleware(RequestDelegate next)
            {
                public async Task Invoke(HttpContext context, TokenValidationParameters parameters)
                {
                    try
                    {
                        context.User = new JwtSecurityTokenHandler().ValidateToken(context.Request.Headers.Authorization, parameters, out _);
                    }
                    catch
                    {
                        // The user stays anonymous.
                    }

                    await next(context);
                }
            }
            """);

    [Fact]
    public Task Handler_of_a_scheme_that_succeeds_in_a_catch_is_reported() =>
        Check.Reports(Usings + """
            public class C
            {
                public AuthenticateResult M(string token, TokenValidationParameters parameters, AuthenticationTicket guest)
                {
                    try
                    {
                        var principal = new JwtSecurityTokenHandler().ValidateToken(token, parameters, out _);
                        return AuthenticateResult.Success(new AuthenticationTicket(principal, "Custom"));
                    }
                    catch (SecurityTokenException)
                    {
                        return {|TKG2012:AuthenticateResult.Success(guest)|};
                    }
                }
            }
            """);

    [Fact]
    public Task Expired_token_that_is_read_on_purpose_is_silent() =>
        Check.Silent(Method("try { handler.ValidateToken(token, parameters, out _); return true; } catch (SecurityTokenExpiredException) { return true; }", "CanRefresh"));

    [Fact]
    public Task Method_of_another_type_is_silent() =>
        Check.Silent("public class AuthenticationFailedContext { public void Success() { } } public class C { public void M(AuthenticationFailedContext c) { c.Success(); } }");

    [Fact]
    public Task Message_says_what_to_do() =>
        Check.ReportsMessages(
            Event("{|#0:context.Success()|};"),
            new DiagnosticResult("TKG2012", DiagnosticSeverity.Warning).WithLocation(0).WithMessage(
                "'Success' is called after authentication has failed, so a token that failed validation is accepted; remove the call"));

    [Fact]
    public Task Fix_removes_the_call_and_keeps_comments() =>
        Check.Fixes(
            Event("""
            // Later.
                            {|TKG2012:context.Success()|};
            """),
            Event("""
            // Later.
            """));

    [Fact]
    public Task Fix_answers_with_false() =>
        Check.Fixes(
            Method("try { handler.ValidateToken(token, parameters, out _); return true; } catch { return {|TKG2012:true|}; }"),
            Method("try { handler.ValidateToken(token, parameters, out _); return true; } catch { return false; }"));

    private const string Usings = """
        using Microsoft.AspNetCore.Authentication;
        using Microsoft.AspNetCore.Authentication.JwtBearer;
        using Microsoft.IdentityModel.Tokens;
        using System.IdentityModel.Tokens.Jwt;
        using System.Security.Claims;

        """;

    private const string Others = """
        public static class Other
        {
            public static TokenValidationParameters Parameters { get; } = new();
            public static bool Verify(string token) => token.Length > 3;
            public static ClaimsPrincipal Verify(HttpRequest request) => throw new InvalidOperationException(request.Path);
        }
        """;

    private static string Event(string body) =>
        Usings + Others + $$"""

        public static class Setup
        {
            public static void Add(IServiceCollection services) => services.AddAuthentication().AddJwtBearer(options => options.Events = new JwtBearerEvents
            {
                OnAuthenticationFailed = context =>
                {
                    {{body}}
                    return Task.CompletedTask;
                },
            });
        }
        """;

    private static string Method(string body, string name = "IsValid") =>
        Usings + Others + $$"""

        public class C
        {
            public bool {{name}}(JwtSecurityTokenHandler handler, string token, TokenValidationParameters parameters)
            {
                {{body}}
            }
        }
        """;
}
