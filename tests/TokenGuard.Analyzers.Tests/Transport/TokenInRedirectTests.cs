using TokenGuard.Analyzers.Transport;

namespace TokenGuard.Analyzers.Tests.Transport;

using Verify = Verify<TokenInRedirectAnalyzer>;

public class TokenInRedirectTests
{
    private static string Controller(string body, string type = "AccountController", string action = "Callback") =>
        $$"""
        using Microsoft.AspNetCore.Authentication;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.WebUtilities;

        public interface ITokens { string CreateToken(string user); string CreateAccessToken(string user); }

        public class {{type}}(ITokens tokens) : Controller
        {
            public async Task<IActionResult> {{action}}(string accessToken, string refreshToken, string jwt, string token, string returnUrl, string code)
            {
                _ = (tokens, accessToken, refreshToken, jwt, token, returnUrl, code);
                await Task.CompletedTask;
                {{body}}
                return Ok();
            }
        }
        """;

    [Theory]
    [InlineData("""if (code.Length > 0) return Redirect($"{returnUrl}?token={{|TKG4004:jwt|}}");""")]
    [InlineData("""if (code.Length > 0) return Redirect($"https://app.acme.com/#access_token={{|TKG4004:token|}}");""")]
    [InlineData("""if (code.Length > 0) return Redirect("https://app.acme.com/signed-in#id_token=" + {|TKG4004:code|} + "&state=" + code);""")]
    [InlineData("""if (code.Length > 0) return RedirectPermanent($"{returnUrl}?accessToken={{|TKG4004:accessToken|}}&refreshToken={refreshToken}");""")]
    [InlineData("""if (code.Length > 0) return LocalRedirect($"~/home?token={{|TKG4004:tokens.CreateAccessToken(code)|}}");""")]
    [InlineData("""if (code.Length > 0) return Redirect(QueryHelpers.AddQueryString(returnUrl, "access_token", {|TKG4004:token|}));""")]
    [InlineData("""var url = QueryHelpers.AddQueryString(returnUrl, new Dictionary<string, string?> { ["refresh_token"] = {|TKG4004:code|} }); if (code.Length > 0) return Redirect(url);""")]
    [InlineData("""if (code.Length > 0) return RedirectToAction("Index", "Home", new { token = {|TKG4004:accessToken|} });""")]
    [InlineData("""if (code.Length > 0) return RedirectToAction("Index", new { accessToken = {|TKG4004:code|}, page = 1 });""")]
    [InlineData("""if (code.Length > 0) return new RedirectResult($"storefront://signed-in?access_token={{|TKG4004:accessToken|}}");""")]
    [InlineData("""Response.Redirect($"/home?token={{|TKG4004:accessToken|}}");""")]
    [InlineData("""Response.Headers.Location = $"/home?token={{|TKG4004:await HttpContext.GetTokenAsync("access_token")|}}";""")]
    [InlineData("""Response.Headers["Location"] = "/home?token=" + {|TKG4004:accessToken|};""")]
    [InlineData("""Response.Headers.Append("location", "/home?token=" + {|TKG4004:accessToken|});""")]
    [InlineData("""var url = new System.Text.StringBuilder("https://app.acme.com/#"); url.Append($"state={code}&access_token={{|TKG4004:token|}}"); if (code.Length > 0) return Redirect(url.ToString());""")]
    [InlineData("""if (code.Length > 0) return Redirect(returnUrl.Length == 0 ? "/home" : $"{returnUrl}#access_token={{|TKG4004:token|}}");""")]
    [InlineData("""var url = returnUrl + "?state=" + code; url += "&token=" + {|TKG4004:jwt|}; if (code.Length > 0) return Redirect(url);""")]
    [InlineData("""var accessToken2 = tokens.CreateToken(code); if (code.Length > 0) return Redirect($"{returnUrl}?value={{|TKG4004:accessToken2|}}");""")]
    public Task Token_in_a_redirect_is_reported(string body) => Verify.Reports(Controller(body));

    [Theory]
    [InlineData("""if (code.Length > 0) return Redirect($"{returnUrl}?code={code}&state={token}");""")]
    [InlineData("""if (code.Length > 0) return Redirect(returnUrl);""")]
    [InlineData("""if (code.Length > 0) return Redirect($"{returnUrl}?token={token}");""")]
    [InlineData("""if (code.Length > 0) return Redirect($"https://login.acme.com/connect/endsession?id_token_hint={await HttpContext.GetTokenAsync("id_token")}");""")]
    [InlineData("""if (code.Length > 0) return Redirect($"{returnUrl}/reset-password?token={jwt}");""")]
    [InlineData("""if (code.Length > 0) return Redirect($"/account/confirmEmail?token={jwt}");""")]
    [InlineData("""if (code.Length > 0) return RedirectToAction("Confirm", new { code, returnUrl });""")]
    [InlineData("""if (code.Length > 0) return Redirect(Url.Action("Index", new { page = 1 })!);""")]
    [InlineData("""Response.Headers["X-Page"] = "/home?token=" + accessToken;""")]
    [InlineData("""if (code.Length > 0) return Redirect(returnUrl.Length == 0 ? "/home" : $"{returnUrl}/reset-password?token={jwt}");""")]
    [InlineData("""if (code.Length > 0) return Redirect($"https://api.acme.com/oauth/authenticate?oauth_token={accessToken}&oauth_verifier={token}");""")]
    [InlineData("""if (code.Length > 0) return RedirectToAction("ConfirmEmail", "Account", new { token = jwt });""")]
    [InlineData("""if (code.Length > 0) return RedirectToPage("/Account/ResetPassword", new { token = jwt });""")]
    public Task Codes_links_and_own_protocol_are_silent(string body) => Verify.Silent(Controller(body));

    [Theory]
    [InlineData("AuthorizeController", "Callback")]
    [InlineData("AuthorizationController", "Callback")]
    [InlineData("AccountController", "Authorize")]
    [InlineData("OidcResponse", "Callback")]
    public Task Endpoint_of_an_authorization_server_is_silent(string type, string action) =>
        Verify.Silent(Controller("""if (code.Length > 0) return Redirect($"{returnUrl}#access_token={accessToken}");""", type, action));

    [Fact]
    public Task Minimal_apis_are_reported() =>
        Verify.Reports(
            """
            var app = WebApplication.Create(args);
            app.MapGet("/callback", (string accessToken) => Results.Redirect($"/home?token={{|TKG4004:accessToken|}}"));
            app.MapGet("/typed", (string accessToken) => TypedResults.Redirect("https://app.acme.com/#access_token=" + {|TKG4004:accessToken|}, permanent: true));
            app.MapGet("/code", (string code) => Results.Redirect($"/home?code={code}"));
            app.MapGet("/context", (HttpContext context, string jwt) => { context.Response.Redirect("/home?jwt=" + {|TKG4004:jwt|}); });
            app.Run();
            """);

    [Fact]
    public Task Helper_is_reported_at_the_call() =>
        Verify.Reports(
            """
            public class Callbacks
            {
                public IResult Done(string accessToken, string code) => code.Length > 0 ? To(code) : To({|TKG4004:accessToken|});
                private static IResult To(string value) => Results.Redirect($"/home?value={value}");
            }
            """);
}
