using TokenGuard.CodeFixes.Storage;
using Verify = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Storage.TokenInBrowserStorageAnalyzer, TokenGuard.CodeFixes.Storage.TokenInBrowserStorageCodeFix>;

namespace TokenGuard.Analyzers.Tests.Storage;

public class TokenInBrowserStorageTests
{
    private const string Stub = "BrowserStorage.cs";

    private static string Code(string body) =>
        $$"""
        using Blazored.LocalStorage;
        using Blazored.SessionStorage;
        using Microsoft.AspNetCore.Components.Server.ProtectedBrowserStorage;
        using Microsoft.JSInterop;

        public class LoginResult { public string Token { get; set; } = ""; public string RefreshToken { get; set; } = ""; public DateTime Expiry { get; set; } }

        public class AuthService(ILocalStorageService local, ISyncLocalStorageService sync, ISessionStorageService session, IJSRuntime js, IJSInProcessRuntime process, ProtectedLocalStorage safe)
        {
            private const string Key = "authToken";

            public async Task M(LoginResult result, string accessToken, string text)
            {
                _ = (local, sync, session, js, process, safe, result, accessToken, text, Key);
                await Task.CompletedTask;
                {{body.Replace("\n", "\n        ", StringComparison.Ordinal)}}
            }

            private ValueTask Save(string key, string value) => js.InvokeVoidAsync("localStorage.setItem", key, value);
        }
        """;

    [Theory]
    [InlineData("""await local.SetItemAsync("authToken", {|TKG3006:result.Token|});""")]
    [InlineData("""await local.SetItemAsync(Key, {|TKG3006:text|});""")]
    [InlineData("""await local.SetItemAsync("x", {|TKG3006:result.RefreshToken|});""")]
    [InlineData("""await local.SetItemAsStringAsync("x", {|TKG3006:accessToken|});""")]
    [InlineData("""await local.SetItemAsync("session", {|TKG3006:result|});""")]
    [InlineData("""sync.SetItem("x", {|TKG3006:accessToken|});""")]
    [InlineData("""await session.SetItemAsync("x", {|TKG3006:accessToken|});""")]
    [InlineData("""await js.InvokeVoidAsync("localStorage.setItem", "x", {|TKG3006:accessToken|});""")]
    [InlineData("""await js.InvokeAsync<object>("window.sessionStorage.setItem", "access_token", {|TKG3006:text|});""")]
    [InlineData("""process.InvokeVoid("localStorage.setItem", "x", {|TKG3006:accessToken|});""")]
    [InlineData("""await js.InvokeVoidAsync("eval", $"localStorage.setItem('t', '{{|TKG3006:accessToken|}}')");""")]
    [InlineData("""await Save("x", {|TKG3006:accessToken|});""")]
    public Task Token_in_the_storage_of_the_browser_is_reported(string body) => Verify.Reports(Code(body), Stub);

    [Theory]
    [InlineData("""await safe.SetAsync("authToken", accessToken);""")]
    [InlineData("""await local.SetItemAsync("theme", text);""")]
    [InlineData("""await local.SetItemAsync("authTokenExpiry", result.Expiry);""")]
    [InlineData("""await local.SetItemAsync("tokenType", text);""")]
    [InlineData("""await local.SetItemAsync("authToken", "");""")]
    [InlineData("""await local.RemoveItemAsync("authToken");""")]
    [InlineData("""await js.InvokeVoidAsync("localStorage.removeItem", "authToken");""")]
    [InlineData("""await js.InvokeVoidAsync("localStorage.setItem", "theme", text);""")]
    [InlineData("""await js.InvokeVoidAsync("showToken", accessToken);""")]
    [InlineData("""await local.SetItemAsync("x", Hash(accessToken)); static string Hash(string value) => value;""")]
    [InlineData("""await Save("theme", text);""")]
    public Task Other_values_and_other_places_are_silent(string body) => Verify.Silent(Code(body), Stub);

    [Fact]
    public Task Token_is_not_kept() =>
        Verify.Fixes(
            Code("""
                // signed in
                await js.InvokeVoidAsync("localStorage.setItem", "x", {|TKG3006:accessToken|});
                await local.SetItemAsync("theme", text);
                """),
            Code("""
                // signed in
                await local.SetItemAsync("theme", text);
                """),
            nameof(TokenInBrowserStorageCodeFix),
            options: null,
            Stub);

    [Fact]
    public Task Helper_that_may_do_more_is_left_to_the_user() => Verify.OffersNoFix(Code("""await Save("x", {|TKG3006:accessToken|});"""), Stub);
}
