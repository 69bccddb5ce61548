using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.RefreshTokens.RefreshTokenSurvivesSignOutAnalyzer, Microsoft.CodeAnalysis.Testing.EmptyCodeFixProvider>;

namespace TokenGuard.Analyzers.Tests.RefreshTokens;

/// <summary>TKG6007.</summary>
public class RefreshTokenSurvivesSignOutTests
{
    [Theory]
    [InlineData("public async Task<IActionResult> {|TKG6007:Logout|}() { await signIn.SignOutAsync(); return Ok(); }")]
    [InlineData("public async Task {|TKG6007:SignOutAsync|}() => await HttpContext.SignOutAsync();")]
    [InlineData("public IActionResult {|TKG6007:LogOff|}() { Response.Cookies.Delete(\"refresh_token\"); HttpContext.Session.Clear(); return Ok(); }")]
    [InlineData("public IActionResult {|TKG6007:Logout|}() { Response.Cookies.Append(\"refresh_token\", \"\", new CookieOptions { Expires = DateTimeOffset.UnixEpoch }); return NoContent(); }")]
    [InlineData("public async Task<IActionResult> {|TKG6007:Logout|}() { await CloseAsync(); return Ok(); } private Task CloseAsync() => signIn.SignOutAsync();")]
    [InlineData("public IActionResult {|TKG6007:Logout|}() { DeleteRefreshTokenCookie(); return Ok(); } private void DeleteRefreshTokenCookie() => Response.Cookies.Delete(\"refreshToken\");")]
    [InlineData("public async Task<IActionResult> {|TKG6007:Change|}(string old, string password) { var user = await users.GetUserAsync(User); await users.ChangePasswordAsync(user!, old, password); return Ok(); }")]
    [InlineData("public async Task<IActionResult> {|TKG6007:Reset|}(string token, string password) { var user = await users.GetUserAsync(User); return (await users.ResetPasswordAsync(user!, token, password)).Succeeded ? Ok() : BadRequest(); }")]
    public Task Sign_out_that_leaves_refresh_tokens_is_reported(string members) => Check.Reports(Controller(members));

    [Theory]
    [InlineData("public async Task<IActionResult> Logout() { var user = await users.GetUserAsync(User); user!.RefreshToken = null; await users.UpdateAsync(user); await signIn.SignOutAsync(); return Ok(); }")]
    [InlineData("public async Task<IActionResult> Logout() { var user = await users.GetUserAsync(User); user!.RefreshTokenExpiryTime = DateTime.UtcNow; await users.UpdateAsync(user); return Ok(); }")]
    [InlineData("public async Task<IActionResult> Logout() { var user = await users.GetUserAsync(User); await users.UpdateSecurityStampAsync(user!); return Ok(); }")]
    [InlineData("public async Task<IActionResult> Logout() { var user = await users.GetUserAsync(User); await users.RemoveAuthenticationTokenAsync(user!, \"Shop\", \"RefreshToken\"); return Ok(); }")]
    [InlineData("public async Task<IActionResult> Logout() { await ForgetAsync(); await signIn.SignOutAsync(); return Ok(); } private async Task ForgetAsync() { var user = await users.GetUserAsync(User); user!.RefreshToken = null; }")]
    [InlineData("public async Task<IActionResult> Logout() { await sessions.RevokeAsync(User); return Ok(); }")]
    [InlineData("public async Task<IActionResult> Logout() { await sessions.SignedOutAsync(User); return Ok(); }")] // what it does is not known
    [InlineData("public async Task<IActionResult> Logout(HttpClient client) { await client.PostAsync(\"https://login.example.com/revoke\", null); return Ok(); }")]
    [InlineData("public async Task<IActionResult> Change(string old, string password) { var user = await users.GetUserAsync(User); await users.ChangePasswordAsync(user!, old, password); user!.RefreshToken = null; return Ok(); }")]
    [InlineData("public async Task<IActionResult> Change(string old, string password) { var user = await users.GetUserAsync(User); await users.ChangePasswordAsync(user!, old, password); return Ok(user!.SecurityStamp); }")]
    [InlineData("public IActionResult Login() => Ok();")]
    [InlineData("public string LogoutUrl() => \"/logout\";")]
    [InlineData("public bool CanSignOut() => User.Identity!.IsAuthenticated;")]
    [InlineData("public IActionResult GetLogs() { HttpContext.Session.Clear(); return Ok(\"out\"); }")]
    public Task What_ends_them_or_may_do_so_is_silent(string members) => Check.Silent(Controller(members));

    [Fact]
    public Task Outermost_method_is_told_of() => Check.Reports(Controller("public async Task<IActionResult> {|TKG6007:Logout|}() { await session.LogoutAsync(); return Ok(); }", ", Session session") + Session);

    [Fact]
    public Task Helper_whose_caller_ends_the_tokens_is_silent() =>
        Check.Silent(Controller("public async Task<IActionResult> Logout() { await sessions.RevokeAsync(User); await session.LogoutAsync(); return Ok(); }", ", Session session") + Session);

    [Fact]
    public Task Page_and_endpoint_are_reported() => Check.Reports("""
        using Microsoft.AspNetCore.Authentication;
        using Microsoft.AspNetCore.Identity;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.RazorPages;
        using Microsoft.EntityFrameworkCore;

        var app = WebApplication.CreateBuilder(args).Build();
        app.{|TKG6007:MapPost|}("/auth/logout", async (HttpContext context) => { await context.SignOutAsync(); return Results.NoContent(); });
        app.MapPost("/auth/sign-out", async (HttpContext context, Shop shop) => { shop.RevokeAll(); await context.SignOutAsync(); });
        app.MapPost("/auth/login", () => Results.NoContent());

        public class LogoutModel(SignInManager<IdentityUser> signIn) : PageModel
        {
            public async Task<IActionResult> {|TKG6007:OnPost|}()
            {
                await signIn.SignOutAsync();
                return RedirectToPage();
            }
        }

        public class RefreshToken { public string Token { get; set; } = ""; }
        public class Shop : DbContext { public DbSet<RefreshToken> RefreshTokens { get; set; } = null!; public void RevokeAll() => RefreshTokens = null!; }
        """, "EntityFramework.cs");

    [Fact]
    public Task Store_in_memory_counts() => Check.Reports("""
        using Microsoft.AspNetCore.Mvc;

        public class RefreshTokenStore
        {
            private readonly Dictionary<string, string> _users = [];
            public void Add(string refreshToken, string user) => _users[refreshToken] = user;
            public string? Redeem(string refreshToken) => _users.Remove(refreshToken, out var user) ? user : null;
        }

        public class AuthController(RefreshTokenStore store) : ControllerBase
        {
            public void {|TKG6007:Logout|}() => Response.Cookies.Delete("refresh_token");
            public void LogoutEverywhere(string refreshToken) => store.Redeem(refreshToken);
        }
        """);

    [Fact]
    public Task Application_that_keeps_no_refresh_tokens_is_silent() => Check.Silent("""
        using Microsoft.AspNetCore.Identity;
        using Microsoft.AspNetCore.Mvc;

        public record TokenResponse(string AccessToken, string RefreshToken);

        public class AuthController(SignInManager<IdentityUser> signIn) : ControllerBase
        {
            public async Task<IActionResult> Logout() { await signIn.SignOutAsync(); return Ok(); }
        }
        """);

    [Fact]
    public Task Message_says_what_is_left() =>
        Check.ReportsMessages(
            Controller("public Task {|#0:Logout|}() => signIn.SignOutAsync(); public async Task {|#1:Change|}(string old, string password) => await users.ChangePasswordAsync((await users.GetUserAsync(User))!, old, password);"),
            new DiagnosticResult("TKG6007", DiagnosticSeverity.Warning).WithLocation(0).WithMessage("'Logout' signs a user out and leaves the refresh tokens valid that are stored for the user; revoke them"),
            new DiagnosticResult("TKG6007", DiagnosticSeverity.Warning).WithLocation(1).WithMessage("'Change' changes a password and leaves the refresh tokens valid that are stored for the user; revoke them"));

    private const string Session = """

        public class Session(SignInManager<ShopUser> signIn)
        {
            public Task LogoutAsync() => signIn.SignOutAsync();
        }
        """;

    private static string Controller(string members, string dependencies = "") => $$"""
        using System.Security.Claims;
        using Microsoft.AspNetCore.Authentication;
        using Microsoft.AspNetCore.Identity;
        using Microsoft.AspNetCore.Mvc;

        public class ShopUser : IdentityUser { public string? RefreshToken { get; set; } public DateTime RefreshTokenExpiryTime { get; set; } }
        public interface ISessions { Task RevokeAsync(ClaimsPrincipal user); Task SignedOutAsync(ClaimsPrincipal user); }

        public class AuthController(UserManager<ShopUser> users, SignInManager<ShopUser> signIn, ISessions sessions{{dependencies}}) : ControllerBase
        {
            public object All => (users, signIn, sessions);

            {{members}}
        }
        """;
}
