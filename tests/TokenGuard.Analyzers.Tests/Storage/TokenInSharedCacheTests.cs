using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using TokenGuard.CodeFixes.Storage;
using Verify = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Storage.TokenInSharedCacheAnalyzer, TokenGuard.CodeFixes.Storage.TokenInSharedCacheCodeFix>;

namespace TokenGuard.Analyzers.Tests.Storage;

/// <summary>TKG3010.</summary>
public class TokenInSharedCacheTests
{
    private static string Code(string body, string members = "") =>
        $$"""
        using System.Security.Cryptography;
        using System.Text;
        using System.Text.Json;
        using Microsoft.AspNetCore.DataProtection;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.Caching.Distributed;
        using Microsoft.Extensions.Caching.Memory;

        public class Tokens { public string AccessToken { get; set; } = ""; public string RefreshToken { get; set; } = ""; }
        public class Basket { public string Theme { get; set; } = ""; }

        public class Sessions(IDistributedCache cache, IMemoryCache memory, IDataProtector protector) : Controller
        {
            public async Task M(string id, string accessToken, string refreshToken, string token, string text, Tokens tokens, Basket basket, DistributedCacheEntryOptions options)
            {
                _ = (cache, memory, protector);
                await Task.CompletedTask;
                {{body}}
            }

            {{members}}
        }
        """;

    [Theory]
    [InlineData("""cache.SetString("session:" + id, {|TKG3010:accessToken|});""")]
    [InlineData("""await cache.SetStringAsync($"session:{id}", {|TKG3010:tokens.RefreshToken|}, options);""")]
    [InlineData("""await cache.SetStringAsync("token:" + id, {|TKG3010:token|});""")]
    [InlineData("""await cache.SetStringAsync("refresh_token", {|TKG3010:text|});""")]
    [InlineData("""await cache.SetStringAsync(id, JsonSerializer.Serialize({|TKG3010:tokens|}));""")]
    [InlineData("""await cache.SetAsync(id, {|TKG3010:Encoding.UTF8.GetBytes(refreshToken)|}, options);""")]
    [InlineData("""cache.Set(id, {|TKG3010:Encoding.UTF8.GetBytes(accessToken)|});""")]
    [InlineData("""await cache.SetAsync(id, JsonSerializer.SerializeToUtf8Bytes({|TKG3010:tokens|}), options);""")]
    [InlineData("""HttpContext.Session.SetString("AccessToken", {|TKG3010:text|});""")]
    [InlineData("""HttpContext.Session.SetString("s", {|TKG3010:accessToken|});""")]
    [InlineData("""HttpContext.Session.Set("s", {|TKG3010:Encoding.UTF8.GetBytes(accessToken)|});""")]
    [InlineData("""TempData["token"] = {|TKG3010:token|};""")]
    [InlineData("""TempData["s"] = {|TKG3010:accessToken|};""")]
    [InlineData("""Save({|TKG3010:accessToken|});""")]
    [InlineData("""cache.SetString(id, {|TKG3010:new Tokens().RefreshToken|});""")]
    public Task Token_in_a_shared_cache_is_reported(string body) => Verify.Reports(Code(body, "private void Save(string entry) => cache.SetString(\"s\", entry);"));

    [Theory]
    [InlineData("""cache.SetString(id, protector.Protect(accessToken));""")]
    [InlineData("""var safe = protector.Protect(JsonSerializer.Serialize(tokens)); await cache.SetStringAsync(id, safe);""")]
    [InlineData("""cache.SetString(id, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(refreshToken))));""")]
    [InlineData("""cache.SetString("refresh_token_id", id);""")]
    [InlineData("""cache.SetString(id, text);""")]
    [InlineData("""cache.SetString(id, token);""")]
    [InlineData("""cache.SetString("revoked:" + accessToken, "1");""")] // a key is no entry
    [InlineData("""await cache.SetStringAsync(id, JsonSerializer.Serialize(basket));""")]
    [InlineData("""await cache.GetStringAsync("access_token");""")]
    [InlineData("""memory.Set("access_token", accessToken);""")] // the memory of this process
    [InlineData("""HttpContext.Session.SetString("theme", text);""")]
    [InlineData("""HttpContext.Session.SetInt32("access_token_lifetime", 3600);""")]
    [InlineData("""TempData["Message"] = "Signed in";""")]
    [InlineData("""ViewData["token"] = id;""")]
    [InlineData("""new Dictionary<string, string>()["token"] = accessToken;""")]
    public Task Other_values_and_other_places_are_silent(string body) => Verify.Silent(Code(body));

    [Fact]
    public Task Redis_is_reported_where_it_is_a_token() => Verify.Reports(
        """
        using StackExchange.Redis;

        public class Sessions(IDatabase redis)
        {
            public async Task Begin(string id, string refreshToken, int count)
            {
                redis.StringSet($"session:{id}", {|TKG3010:refreshToken|});
                await redis.StringSetAsync(id, {|TKG3010:refreshToken|}, TimeSpan.FromHours(1));
                redis.StringSet(id, count);
            }
        }
        """,
        "Redis.cs");

    [Fact]
    public Task What_only_has_the_names_is_silent() => Verify.Silent("""
        public class Cache { public void SetString(string key, string value) { } public void Set(string key, string value) { } public void StringSet(string key, string value) { } }

        public class C(Cache cache) { public void M(string accessToken) { cache.SetString("access_token", accessToken); cache.Set("access_token", accessToken); cache.StringSet("access_token", accessToken); } }
        """);

    [Fact]
    public Task Messages_name_the_cache_and_say_what_to_do() =>
        Verify.ReportsMessages(
            Code("""cache.SetString(id, {|#0:accessToken|}); cache.SetString(id, {|#1:tokens.RefreshToken|}, options); HttpContext.Session.SetString("s", {|#2:accessToken|}); TempData["s"] = {|#3:accessToken|};"""),
            new DiagnosticResult("TKG3010", DiagnosticSeverity.Warning).WithLocation(0).WithMessage("Access token 'accessToken' is put into the distributed cache as it is; protect it, and let it expire"),
            new DiagnosticResult("TKG3010", DiagnosticSeverity.Warning).WithLocation(1).WithMessage("Refresh token 'RefreshToken' is put into the distributed cache as it is; protect it"),
            new DiagnosticResult("TKG3010", DiagnosticSeverity.Warning).WithLocation(2).WithMessage("Access token 'accessToken' is put into the session as it is; protect it"),
            new DiagnosticResult("TKG3010", DiagnosticSeverity.Warning).WithLocation(3).WithMessage("Access token 'accessToken' is put into TempData, which the browser keeps, as it is; keep it on the server"));

    [Theory]
    [InlineData("""await cache.SetStringAsync(id, {|TKG3010:refreshToken|}, options); // until then""", """await cache.SetStringAsync(id, protector.Protect(refreshToken), options); // until then""")]
    [InlineData("""await cache.SetStringAsync(id, JsonSerializer.Serialize({|TKG3010:tokens|}));""", """await cache.SetStringAsync(id, protector.Protect(JsonSerializer.Serialize(tokens)));""")]
    [InlineData("""cache.Set(id, {|TKG3010:Encoding.UTF8.GetBytes(accessToken)|}, options);""", """cache.Set(id, protector.Protect(Encoding.UTF8.GetBytes(accessToken)), options);""")]
    public Task Entry_is_protected(string before, string after) => Verify.Fixes(Code(before), Code(after), nameof(TokenInSharedCacheCodeFix));

    [Theory]
    [InlineData("""TempData["s"] = {|TKG3010:accessToken|};""")]
    public Task What_the_browser_keeps_has_no_fix(string body) => Verify.OffersNoFix(Code(body));
}
