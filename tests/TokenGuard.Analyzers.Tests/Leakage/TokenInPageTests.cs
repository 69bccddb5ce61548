using TokenGuard.Analyzers.Leakage;

namespace TokenGuard.Analyzers.Tests.Leakage;

using Verify = Verify<TokenInPageAnalyzer>;

public class TokenInPageTests
{
    private static string Controller(string body) =>
        $$"""
        using Microsoft.AspNetCore.Authentication;
        using Microsoft.AspNetCore.Mvc;

        public class HomeController : Controller
        {
            public async Task<IActionResult> Index(string accessToken, string token, string requestVerificationToken)
            {
                await Task.CompletedTask;
                {{body}}
                return View();
            }
        }
        """;

    [Theory]
    [InlineData("""ViewBag.Token = {|TKG5010:accessToken|};""")]
    [InlineData("""ViewBag.AccessToken = {|TKG5010:token|};""")]
    [InlineData("""ViewData["Token"] = {|TKG5010:await HttpContext.GetTokenAsync("access_token")|};""")]
    public Task Token_for_a_page_is_reported(string body) => Verify.Reports(Controller(body));

    [Theory]
    [InlineData("""ViewBag.Token = token;""")]
    [InlineData("""ViewBag.HasAccessToken = accessToken is not null;""")]
    [InlineData("""ViewData["Token"] = requestVerificationToken;""")]
    [InlineData("""HttpContext.Items["Token"] = accessToken;""")]
    public Task What_is_no_token_or_no_page_is_silent(string body) => Verify.Silent(Controller(body));

    [Fact]
    public Task Token_in_markup_is_reported() =>
        Verify.Reports(
            """
            using Microsoft.AspNetCore.Components;
            using Microsoft.AspNetCore.Components.Rendering;

            public class Page : ComponentBase
            {
                private string accessToken = "";
                private int count;

                protected override void OnInitialized() => accessToken = Environment.GetEnvironmentVariable("X") ?? "";

                protected override void BuildRenderTree(RenderTreeBuilder __builder)
                {
                    __builder.AddContent(0, {|TKG5010:accessToken|});
                    __builder.AddContent(1, accessToken.Length);
                    __builder.AddContent(2, count);
                }
            }
            """);
}
