using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using TokenGuard.CodeFixes.Storage;
using Verify = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Storage.PlainTextRefreshTokenAnalyzer, TokenGuard.CodeFixes.Storage.PlainTextRefreshTokenCodeFix>;

namespace TokenGuard.Analyzers.Tests.Storage;

public class PlainTextRefreshTokenTests
{
    private const string Stub = "EntityFramework.cs";

    private static string Code(string body, string model = "") =>
        $$"""
        using System.Security.Cryptography;
        using Microsoft.AspNetCore.DataProtection;
        using Microsoft.AspNetCore.Identity;
        using Microsoft.EntityFrameworkCore;

        public class ShopUser : IdentityUser { public string? RefreshToken { get; set; } public string? RefreshTokenHash { get; set; } public DateTime RefreshTokenExpiryTime { get; set; } public string? Nickname { get; set; } }
        public class Customer { public List<Device> Devices { get; } = []; public string RefreshToken { get; set; } = ""; [Encrypted] public string SecretRefreshToken { get; set; } = ""; }
        public class RefreshToken { public string Token { get; set; } = ""; public string UserId { get; set; } = ""; }
        public class Device { public string RefreshToken { get; set; } = ""; }
        public class LoginResponse { public string RefreshToken { get; set; } = ""; }
        public class RefreshRequest { public string RefreshToken { get; set; } = ""; }
        public class EncryptedAttribute : Attribute;

        public class ShopContext : DbContext
        {
            public DbSet<Customer> Customers => null!;
            public DbSet<RefreshToken> RefreshTokens { get; set; } = null!;

            protected void OnModelCreating(ModelBuilder builder) { {{model}} }
        }

        public class AuthService(IDataProtector protector)
        {
            public void M(ShopUser user, Customer customer, RefreshRequest request, string refreshToken, string text)
            {
                _ = (protector, user, customer, request, refreshToken, text);
                {{body.Replace("\n", "\n        ", StringComparison.Ordinal)}}
            }

            private static string Generate() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
            private static string Hash(string value) => value;
        }
        """;

    [Theory]
    [InlineData("""user.RefreshToken = {|TKG3009:refreshToken|};""")]
    [InlineData("""customer.RefreshToken = {|TKG3009:refreshToken|};""")]
    [InlineData("""customer.RefreshToken = {|TKG3009:Generate()|};""")]
    [InlineData("""customer.Devices.Add(new Device { RefreshToken = {|TKG3009:refreshToken|} });""")]
    [InlineData("""_ = new Customer { RefreshToken = {|TKG3009:refreshToken|} };""")]
    [InlineData("""_ = new RefreshToken { Token = {|TKG3009:Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))|}, UserId = user.Id };""")]
    [InlineData("""var token = Generate(); _ = new RefreshToken { Token = {|TKG3009:token|} };""")]
    [InlineData("""_ = new RefreshToken { Token = {|TKG3009:Guid.NewGuid().ToString()|} };""")]
    [InlineData("""user.RefreshToken = {|TKG3009:request.RefreshToken|};""")]
    public Task Raw_token_in_an_entity_is_reported(string body) => Verify.Reports(Code(body), Stub);

    [Theory]
    [InlineData("""user.RefreshToken = Hash(refreshToken);""")]
    [InlineData("""user.RefreshToken = protector.Protect(refreshToken);""")]
    [InlineData("""customer.RefreshToken = Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(refreshToken)));""")]
    [InlineData("""user.RefreshToken = null;""")]
    [InlineData("""customer.RefreshToken = "";""")]
    [InlineData("""user.RefreshTokenHash = refreshToken;""")]
    [InlineData("""user.Nickname = text;""")]
    [InlineData("""customer.RefreshToken = text;""")]
    [InlineData("""customer.SecretRefreshToken = refreshToken;""")]
    [InlineData("""_ = new LoginResponse { RefreshToken = refreshToken };""")]
    [InlineData("""request.RefreshToken = refreshToken;""")]
    [InlineData("""_ = new RefreshToken { UserId = text };""")]
    public Task Hashes_and_other_types_are_silent(string body) => Verify.Silent(Code(body), Stub);

    [Fact]
    public Task Column_that_is_converted_is_silent() =>
        Verify.Silent(Code("customer.RefreshToken = refreshToken;", "builder.Entity<Customer>().Property(customer => customer.RefreshToken).HasConversion(value => value, value => value);"), Stub);

    [Fact]
    public Task Hash_is_stored_and_compared() =>
        Verify.Fixes(
            Code("""
                if (customer.RefreshToken == request.RefreshToken) // the last one
                {
                    customer.RefreshToken = {|TKG3009:refreshToken|}; // rotated
                }
                """),
            Code("""
                if (customer.RefreshToken == Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(request.RefreshToken)))) // the last one
                {
                    customer.RefreshToken = Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(refreshToken))); // rotated
                }
                """),
            nameof(PlainTextRefreshTokenCodeFix),
            options: null,
            Stub);

    [Theory]
    [InlineData("""customer.RefreshToken = {|TKG3009:Generate()|};""")]
    [InlineData("""customer.RefreshToken = {|TKG3009:refreshToken|}; Console.WriteLine(customer.RefreshToken);""")]
    public Task Token_that_is_read_again_is_left_to_the_user(string body) => Verify.OffersNoFix(Code(body), Stub);
}
