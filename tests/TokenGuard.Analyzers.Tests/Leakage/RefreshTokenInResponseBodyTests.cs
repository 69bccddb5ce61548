using TokenGuard.Analyzers.Leakage;

namespace TokenGuard.Analyzers.Tests.Leakage;

using Verify = Verify<RefreshTokenInResponseBodyAnalyzer>;

public class RefreshTokenInResponseBodyTests
{
    private const string Enabled = "dotnet_diagnostic.TKG5005.severity = warning";

    private static string Controller(string action) =>
        $$"""
        using Microsoft.AspNetCore.Mvc;

        public class Tokens { public string AccessToken { get; set; } = ""; public string RefreshToken { get; set; } = ""; }

        [ApiController]
        public class AuthController : ControllerBase
        {
            [HttpPost("token")]
            {{action}}
        }
        """;

    [Theory]
    [InlineData("public IActionResult Get(string accessToken, string refreshToken) => Ok(new { accessToken, {|TKG5005:refreshToken|} });")]
    [InlineData("public ActionResult<Tokens> Get(Tokens tokens) => Ok({|TKG5005:tokens|});")]
    [InlineData("public ActionResult<Tokens> Get(Tokens tokens) => {|TKG5005:tokens|};")]
    public Task Refresh_token_in_a_response_is_reported(string action) => Verify.ReportsWith(Enabled, Controller(action));

    [Theory]
    [InlineData("public IActionResult Get(string accessToken) => Ok(new { accessToken });")]
    [InlineData("public IActionResult Get(string user, DateTime refreshTokenExpiry) => Ok(new { user, refreshTokenExpiry });")]
    [InlineData("public IActionResult Get([FromForm(Name = \"grant_type\")] string grant, Tokens tokens) => grant == \"refresh_token\" ? Ok(tokens) : BadRequest();")]
    public Task Other_responses_and_token_endpoints_are_silent(string action) => Verify.ReportsWith(Enabled, Controller(action));
}
