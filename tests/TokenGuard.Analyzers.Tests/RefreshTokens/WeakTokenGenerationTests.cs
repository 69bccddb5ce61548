using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using TokenGuard.Analyzers.RefreshTokens;
using TokenGuard.CodeFixes.RefreshTokens;

namespace TokenGuard.Analyzers.Tests.RefreshTokens;

using Verify = Verify<WeakTokenGenerationAnalyzer, WeakTokenGenerationCodeFix>;
using VerifyLonger = Verify<WeakTokenGenerationAnalyzer, LongerTokenCodeFix>;

public class WeakTokenGenerationTests
{
    /// <summary>What a method that makes refresh tokens does.</summary>
    private static string Method(string body) =>
        $$"""
        using System.Security.Cryptography;
        using System.Text;

        public class Service(Random random)
        {
            private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

            public string GenerateRefreshToken(string userId, string email, int length)
            {
                {{body}}
            }
        }
        """;

    [Theory]
    [InlineData("return {|TKG6001:Guid.NewGuid().ToString()|};")]
    [InlineData("""return {|TKG6001:Guid.NewGuid().ToString("N")|};""")]
    [InlineData("""return {|TKG6001:Guid.NewGuid().ToString().Replace("-", "")|};""")]
    [InlineData("""return {|TKG6001:Guid.NewGuid().ToString("D")|}.ToUpperInvariant();""")]
    [InlineData("return Convert.ToBase64String({|TKG6001:Guid.NewGuid().ToByteArray()|});")]
    [InlineData("""return Convert.ToBase64String({|TKG6001:Guid.NewGuid().ToByteArray()|}).TrimEnd('=').Replace('+', '-');""")]
    [InlineData("""return $"{{|TKG6001:Guid.NewGuid()|}:N}";""")]
    [InlineData("""return userId + "." + {|TKG6001:Guid.NewGuid()|};""")]
    [InlineData("return {|TKG6001:Guid.NewGuid().ToString()|}.Substring(0, 8);")]
    [InlineData("return Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes({|TKG6001:Guid.NewGuid().ToString()|})));")]
    [InlineData("return {|TKG6001:Guid.CreateVersion7().ToString()|};")]
    [InlineData("var id = Guid.NewGuid(); Console.WriteLine(id); return {|TKG6001:id.ToString()|};")]
    [InlineData("return {|TKG6001:Guid.NewGuid().ToString()|} + DateTime.UtcNow.Ticks;")]
    [InlineData("return {|TKG6001:Guid.NewGuid().ToString()|} + Guid.NewGuid();")]
    [InlineData("return length > 0 ? {|TKG6001:Guid.NewGuid().ToString()|} : Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));")]
    public Task Token_made_of_a_guid_is_reported(string body) => Verify.Reports(Method(body));

    [Theory]
    [InlineData("return {|TKG6001:random.Next()|}.ToString();")]
    [InlineData("return new string(Enumerable.Repeat(Alphabet, 32).Select(s => s[{|TKG6001:random.Next(s.Length)|}]).ToArray());")]
    [InlineData("return new(Enumerable.Repeat(Alphabet, length).Select(s => s[{|TKG6001:Random.Shared.Next(s.Length)|}]).ToArray());")]
    [InlineData("return new string(Enumerable.Range(0, 40).Select(_ => Alphabet[{|TKG6001:random.Next(0, 36)|}]).ToArray());")]
    [InlineData("return string.Concat(Enumerable.Range(0, 40).Select(_ => Alphabet[{|TKG6001:random.Next(0, 36)|}]));")]
    [InlineData("return new string({|TKG6001:Random.Shared.GetItems<char>(Alphabet, 40)|});")]
    [InlineData("return new string(Alphabet.OrderBy(_ => {|TKG6001:random.Next()|}).ToArray());")]
    [InlineData("return Convert.ToBase64String(MD5.HashData(BitConverter.GetBytes({|TKG6001:random.NextInt64()|})));")]
    public Task Token_made_by_a_pseudo_random_generator_is_reported(string body) => Verify.Reports(Method(body));

    [Theory]
    [InlineData("var token = Guid.NewGuid().ToString(); return {|TKG6001:token|};")]
    [InlineData("var bytes = new byte[32]; random.NextBytes(bytes); return {|TKG6001:Convert.ToBase64String(bytes)|};")]
    [InlineData("var bytes = new byte[32]; new Random().NextBytes(bytes); return {|TKG6001:Convert.ToBase64String(bytes)|};")]
    [InlineData("var text = new StringBuilder(); for (var i = 0; i < 40; i++) { text.Append(Alphabet[random.Next(36)]); } return {|TKG6001:text.ToString()|};")]
    [InlineData("var text = new StringBuilder(40); foreach (var _ in Alphabet) { text.Append('-').Append(Alphabet[random.Next(36)]); } return {|TKG6001:text.ToString()|};")]
    [InlineData("var text = new StringBuilder(RandomNumberGenerator.GetHexString(64)); text.Append(RandomNumberGenerator.GetInt32(10)); return text.ToString();")]
    [InlineData("var chars = new List<char> { email[0] }; for (var i = 0; i < 8; i++) { chars.Add(Alphabet[RandomNumberGenerator.GetInt32(36)]); } return string.Concat(chars);")]
    [InlineData("var chars = new char[40]; for (var i = 0; i < chars.Length; i++) { chars[i] = Alphabet[random.Next(36)]; } return {|TKG6001:new string(chars)|};")]
    [InlineData("""var text = ""; for (var i = 0; i < 40; i++) { text += Alphabet[random.Next(36)]; } return {|TKG6001:text|};""")]
    [InlineData("""var text = ""; for (var i = 0; i < 40; i++) { text = text + Alphabet[random.Next(36)]; } return {|TKG6001:text|};""")]
    [InlineData("var bytes = new byte[8]; RandomNumberGenerator.Fill(bytes); return {|TKG6001:Convert.ToBase64String(bytes)|};")]
    [InlineData("var bytes = new byte[8]; using (var rng = RandomNumberGenerator.Create()) { rng.GetBytes(bytes); return {|TKG6001:Convert.ToBase64String(bytes)|}; }")]
    [InlineData("Span<byte> bytes = stackalloc byte[8]; RandomNumberGenerator.Fill(bytes); return {|TKG6001:Convert.ToHexString(bytes)|};")]
    [InlineData("var now = DateTime.UtcNow; return {|TKG6001:userId + now.Ticks|};")]
    public Task Token_made_of_what_an_earlier_statement_gave_is_reported_where_it_becomes_the_token(string body) => Verify.Reports(Method(body));

    [Theory]
    [InlineData("return {|TKG6001:DateTime.UtcNow.Ticks.ToString()|};")]
    [InlineData("return {|TKG6001:userId + DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()|};")]
    [InlineData("return {|TKG6001:Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(email + DateTime.Now.Ticks)))|};")]
    [InlineData("return {|TKG6001:Convert.ToBase64String(Encoding.UTF8.GetBytes($\"{userId}:{DateTime.UtcNow:O}\"))|};")]
    [InlineData("return {|TKG6001:Environment.TickCount64.ToString()|};")]
    [InlineData("return {|TKG6001:TimeProvider.System.GetUtcNow().Ticks.ToString()|};")]
    [InlineData("return {|TKG6001:System.Diagnostics.Stopwatch.GetTimestamp().ToString()|};")]
    [InlineData("return {|TKG6001:Path.GetRandomFileName()|};")]
    [InlineData("return {|TKG6001:Path.GetRandomFileName().Replace(\".\", \"\")|};")]
    [InlineData("return {|TKG6001:Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(email)))|};")]
    [InlineData("using var md5 = MD5.Create(); return {|TKG6001:Convert.ToHexString(md5.ComputeHash(Encoding.UTF8.GetBytes(userId + email)))|};")]
    public Task Token_made_of_the_time_or_of_what_is_known_is_reported(string body) => Verify.Reports(Method(body));

    [Theory]
    [InlineData("return Convert.ToBase64String({|TKG6001:RandomNumberGenerator.GetBytes(8)|});")]
    [InlineData("const int Size = 10; return Convert.ToBase64String({|TKG6001:RandomNumberGenerator.GetBytes(Size)|});")]
    [InlineData("return {|TKG6001:RandomNumberGenerator.GetHexString(16)|};")]
    [InlineData("return {|TKG6001:RandomNumberGenerator.GetString(Alphabet, 16)|};")]
    [InlineData("return {|TKG6001:RandomNumberGenerator.GetInt32(100000, 1000000)|}.ToString();")]
    [InlineData("return new string(Enumerable.Repeat(Alphabet, 12).Select(s => s[{|TKG6001:RandomNumberGenerator.GetInt32(s.Length)|}]).ToArray());")]
    [InlineData("return {|TKG6001:Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).Substring(0, 10)|};")]
    [InlineData("return string.Concat(Enumerable.Range(0, 6).Select(_ => {|TKG6001:RandomNumberGenerator.GetInt32(10)|}));")]
    [InlineData("""return string.Join("", Enumerable.Range(0, 6).Select(_ => {|TKG6001:RandomNumberGenerator.GetInt32(0, 10)|}.ToString()));""")]
    [InlineData("var text = new StringBuilder(); for (var i = 0; i < 8; i++) { text.Append(Alphabet[RandomNumberGenerator.GetInt32(Alphabet.Length)]); } return {|TKG6001:text.ToString()|};")]
    [InlineData("var text = new StringBuilder(); for (int i = 1; i <= 8; ++i) { if (i > 4) { text.Append('-'); } text.Append(Alphabet[RandomNumberGenerator.GetInt32(36)]); } return {|TKG6001:text.ToString()|};")]
    [InlineData("var text = new StringBuilder(); foreach (var i in Enumerable.Range(0, 8)) { text.Append(RandomNumberGenerator.GetInt32(10)); } return {|TKG6001:text.ToString()|};")]
    [InlineData("var chars = new List<char>(8); for (var i = 0; i < 8; i++) { chars.Add(Alphabet[RandomNumberGenerator.GetInt32(36)]); } return {|TKG6001:string.Concat(chars)|};")]
    [InlineData("var chars = new char[12]; for (var i = 0; i < chars.Length; i++) { chars[i] = Alphabet[RandomNumberGenerator.GetInt32(Alphabet.Length)]; } return {|TKG6001:new string(chars)|};")]
    [InlineData("var text = new StringBuilder(); text.Append(RandomNumberGenerator.GetInt32(100000)).Append(RandomNumberGenerator.GetInt32(100000)); return {|TKG6001:text.ToString()|};")]
    public Task Token_of_too_few_random_bits_is_reported(string body) => Verify.Reports(Method(body));

    [Theory]
    [InlineData("return Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));")]
    [InlineData("return Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));")]
    [InlineData("return Convert.ToBase64String(RandomNumberGenerator.GetBytes(length));")]
    [InlineData("var bytes = new byte[32]; using var rng = RandomNumberGenerator.Create(); rng.GetBytes(bytes); return Convert.ToBase64String(bytes);")]
    [InlineData("var bytes = new byte[length]; RandomNumberGenerator.Fill(bytes); return Convert.ToBase64String(bytes);")]
    [InlineData("Span<byte> bytes = stackalloc byte[32]; RandomNumberGenerator.Fill(bytes); return Convert.ToHexString(bytes);")]
    [InlineData("return RandomNumberGenerator.GetHexString(32);")]
    [InlineData("return RandomNumberGenerator.GetString(Alphabet, 32);")]
    [InlineData("return RandomNumberGenerator.GetString(Alphabet, length);")]
    [InlineData("return new string(Enumerable.Repeat(Alphabet, 32).Select(s => s[RandomNumberGenerator.GetInt32(s.Length)]).ToArray());")]
    [InlineData("return new string(Enumerable.Repeat(Alphabet, length).Select(s => s[RandomNumberGenerator.GetInt32(s.Length)]).ToArray());")]
    [InlineData("""var text = ""; for (var i = 0; i < 40; i++) { text += Alphabet[RandomNumberGenerator.GetInt32(36)]; } return text;""")]
    [InlineData("var text = new StringBuilder(); for (var i = 0; i < 40; i++) { text.Append(Alphabet[RandomNumberGenerator.GetInt32(36)]); } return text.ToString();")]
    [InlineData("var text = new StringBuilder(); for (var i = 0; i < length; i++) { text.Append(Alphabet[RandomNumberGenerator.GetInt32(36)]); } return text.ToString();")]
    [InlineData("var text = new StringBuilder(); for (var i = 0; i < 8; i++) { if (text.Length < 40) { i--; } text.Append(Alphabet[RandomNumberGenerator.GetInt32(36)]); } return text.ToString();")]
    [InlineData("var text = new StringBuilder(); while (text.Length < 8) { text.Append(Alphabet[RandomNumberGenerator.GetInt32(36)]); } return text.ToString();")]
    [InlineData("var text = new StringBuilder(); for (var i = 0; i < 8; i++) { for (var j = 0; j < 8; j++) { text.Append(RandomNumberGenerator.GetInt32(10)); } } return text.ToString();")]
    [InlineData("var text = new StringBuilder(); for (var i = 0; i < 8; i += 1) { text.Append(RandomNumberGenerator.GetInt32(10)); } return text.ToString();")]
    [InlineData("var text = new StringBuilder(RandomNumberGenerator.GetHexString(64)); text.Append(RandomNumberGenerator.GetInt32(10)); return text.ToString();")]
    [InlineData("var chars = new List<char> { email[0] }; for (var i = 0; i < 8; i++) { chars.Add(Alphabet[RandomNumberGenerator.GetInt32(36)]); } return string.Concat(chars);")]
    [InlineData("var chars = new char[40]; for (var i = 0; i < chars.Length; i++) { chars[i] = Alphabet[RandomNumberGenerator.GetInt32(Alphabet.Length)]; } return new string(chars);")]
    [InlineData("return string.Concat(Enumerable.Range(0, 40).Select(_ => RandomNumberGenerator.GetInt32(10)));")]
    [InlineData("return Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).Substring(0, 40);")]
    [InlineData("return Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))[..24];")]
    [InlineData("return Duende.IdentityModel.CryptoRandom.CreateUniqueId(32);")]
    [InlineData("return new Duende.IdentityModel.CryptoRandom().Next().ToString();")]
    [InlineData("Random generator = new Duende.IdentityModel.CryptoRandom(); return generator.Next().ToString();")]
    [InlineData("var bytes = new byte[32]; new Duende.IdentityModel.CryptoRandom().NextBytes(bytes); return Convert.ToBase64String(bytes);")]
    public Task Token_of_the_cryptographic_generator_is_silent(string body) => Verify.Silent(Method(body));

    [Theory]
    [InlineData("return Guid.NewGuid() + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));")]
    [InlineData("return DateTime.UtcNow.Ticks + RandomNumberGenerator.GetHexString(64);")]
    [InlineData("return Convert.ToHexString(SHA256.HashData(RandomNumberGenerator.GetBytes(32)));")]
    public Task Token_with_enough_other_random_bits_is_silent(string body) => Verify.Silent(Method(body));

    [Theory]
    [InlineData("return Sign(userId + DateTime.UtcNow.Ticks);")]
    [InlineData("return new System.IdentityModel.Tokens.Jwt.JwtSecurityTokenHandler().WriteToken(new System.IdentityModel.Tokens.Jwt.JwtSecurityToken(expires: DateTime.UtcNow.AddDays(7)));")]
    [InlineData("""return Convert.ToHexString(new HMACSHA256(new byte[32]).ComputeHash(Encoding.UTF8.GetBytes(userId + DateTime.UtcNow)));""")]
    [InlineData("""return Hash(secret + Guid.NewGuid());""")]
    [InlineData("""return protector.Encrypt($"{userId}|{DateTime.UtcNow:O}");""")]
    [InlineData("""return "";""")]
    [InlineData("return Guid.Empty.ToString();")]
    [InlineData("return Load(DateTime.UtcNow);")]
    public Task Token_that_is_signed_encrypted_or_made_of_unknown_things_is_silent(string body) =>
        Verify.Silent(
            $$"""
            public interface IProtector { string Encrypt(string text); }

            public abstract class Service(IProtector protector, string secret)
            {
                public string GenerateRefreshToken(string userId)
                {
                    _ = (protector, secret, userId);
                    {{body}}
                }

                protected abstract string Load(DateTime now);
                private static string Hash(string text) => System.Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
                private string Sign(string text) => text + "." + System.Convert.ToHexString(System.Security.Cryptography.HMACSHA256.HashData(System.Text.Encoding.UTF8.GetBytes(secret), System.Text.Encoding.UTF8.GetBytes(text)));
            }
            """.Replace("new HMACSHA256", "new System.Security.Cryptography.HMACSHA256", StringComparison.Ordinal).Replace("(Encoding", "(System.Text.Encoding", StringComparison.Ordinal));

    [Theory]
    [InlineData("user.RefreshToken = {|TKG6001:Guid.NewGuid().ToString()|};")]
    [InlineData("user.RefreshToken ??= {|TKG6001:Guid.NewGuid().ToString()|};")]
    [InlineData("var refreshToken = {|TKG6001:Guid.NewGuid().ToString()|}; user.RefreshToken = refreshToken;")]
    [InlineData("var token = Guid.NewGuid().ToString(); user.RefreshToken = {|TKG6001:token|}; store[\"x\"] = token;")]
    [InlineData("var token = Guid.NewGuid().ToString(); user.RefreshToken = {|TKG6001:token|}; var entity = new RefreshToken { Token = token };")]
    [InlineData("var entity = new RefreshToken { Id = Guid.NewGuid(), Token = {|TKG6001:Guid.NewGuid().ToString()|} };")]
    [InlineData("var entity = new RefreshToken { Token = {|TKG6001:Guid.NewGuid()|} + \"-\" + Guid.NewGuid() };")]
    [InlineData("var entity = new RefreshUserTokenDTO { Token = {|TKG6001:RandomText(35)|} };")]
    [InlineData("var id = Guid.NewGuid(); var entity = new RefreshToken { Id = id, Token = {|TKG6001:id.ToString()|} };")]
    [InlineData("var entity = new UserRefreshTokenEntity(Guid.NewGuid().ToString(), {|TKG6001:Guid.NewGuid().ToString()|});")]
    [InlineData("var answer = new { accessToken = \"\", refreshToken = {|TKG6001:Guid.NewGuid().ToString()|} };")]
    [InlineData("(string Access, string RefreshToken) pair = (\"\", {|TKG6001:Guid.NewGuid().ToString()|});")]
    [InlineData("store[\"refresh_token\"] = {|TKG6001:Guid.NewGuid().ToString()|};")]
    [InlineData("response.Cookies.Append(\"refreshToken\", {|TKG6001:Guid.NewGuid().ToString()|});")]
    [InlineData("Save(user, refreshToken: {|TKG6001:Guid.NewGuid().ToString()|});")]
    [InlineData("user.RefreshToken = {|TKG6001:RandomText(32)|};")]
    [InlineData("user.RefreshToken = {|TKG6001:SecureText(8)|};")]
    [InlineData("user.RefreshToken = {|TKG6001:HashText(Guid.NewGuid().ToString())|};", "HashText({|TKG6001:Guid.NewGuid().ToString()|})")]
    [InlineData("Guid refreshToken = {|TKG6001:Guid.NewGuid()|};")]
    [InlineData("string Local() { return {|TKG6001:Guid.NewGuid().ToString()|}; } user.RefreshToken = Local();", "string Local() { return Guid.NewGuid().ToString(); } user.RefreshToken = {|TKG6001:Local()|};")]
    public Task Whatever_is_named_a_refresh_token_is_looked_at(string body, string? marked = null) => Verify.Reports(Users(marked is null || marked.Contains("Local") ? marked ?? body : $"user.RefreshToken = {marked};"));

    [Theory]
    [InlineData("user.RefreshTokenId = Guid.NewGuid().ToString();")]
    [InlineData("user.RefreshTokenFamily = Guid.NewGuid().ToString();")]
    [InlineData("user.RefreshTokenHash = Guid.NewGuid().ToString();")]
    [InlineData("var entity = new RefreshToken { Id = Guid.NewGuid(), JwtId = Guid.NewGuid().ToString() };")]
    [InlineData("var claim = new System.Security.Claims.Claim(System.Security.Claims.ClaimTypes.NameIdentifier, Guid.NewGuid().ToString());")]
    [InlineData("var jti = Guid.NewGuid().ToString(); var correlationId = Guid.NewGuid().ToString();")]
    [InlineData("var resetToken = Guid.NewGuid().ToString(); var antiforgeryToken = Guid.NewGuid().ToString();")]
    [InlineData("var answer = new RefreshTokenResponse { Token = Guid.NewGuid().ToString() };")]
    [InlineData("var answer = new RefreshTokenDto { Token = Guid.NewGuid().ToString() };")]
    [InlineData("store[\"token\"] = Guid.NewGuid().ToString();")]
    [InlineData("user.RefreshTokenExpiresAt = DateTime.UtcNow.AddDays(7);")]
    [InlineData("user.RefreshToken = store[\"x\"];")]
    [InlineData("user.RefreshToken = null;")]
    [InlineData("user.RefreshToken = SecureText(32);")]
    [InlineData("user.RefreshToken = GenerateRefreshToken();")]
    [InlineData("user.RefreshToken = HashText(store[\"x\"]);")]
    [InlineData("CancellationToken refreshCancellationToken = default;")]
    public Task What_is_no_refresh_token_or_strong_is_silent(string body) => Verify.Silent(Users(body));

    private static string Users(string body) =>
        $$"""
        using System.Security.Cryptography;

        public class User
        {
            public string? RefreshToken { get; set; }
            public string? RefreshTokenId { get; set; }
            public string? RefreshTokenFamily { get; set; }
            public string? RefreshTokenHash { get; set; }
            public DateTime RefreshTokenExpiresAt { get; set; }
        }

        public class RefreshToken
        {
            public Guid Id { get; set; }
            public string? Token { get; set; }
            public string? JwtId { get; set; }
        }

        public class TokenBase { public string? Token { get; set; } }

        public class RefreshUserTokenDTO : TokenBase;

        public class RefreshTokenDto { public string? Token { get; set; } public string? RefreshToken { get; set; } }

        public class RefreshTokenResponse { public string? Token { get; set; } }

        public record UserRefreshTokenEntity(string UserId, string Token);

        public class Service
        {
            private const string Alphabet = "abcdefghijklmnopqrstuvwxyz";

            public void Run(User user, Dictionary<string, string> store, HttpResponse response)
            {
                {{body}}
            }

            private static void Save(User user, string refreshToken) { }

            private static string RandomText(int length)
            {
                var random = new Random();
                return new string(Enumerable.Repeat(Alphabet, length).Select(s => s[random.Next(s.Length)]).ToArray());
            }

            private static string SecureText(int size) => Convert.ToBase64String(RandomNumberGenerator.GetBytes(size));

            private static string HashText(string text) => text;

            private static string GenerateRefreshToken() => SecureText(32);
        }
        """;

    [Fact]
    public Task Method_that_makes_tokens_in_a_type_that_makes_refresh_tokens_is_looked_at() =>
        Verify.Reports(
            """
            public class RefreshTokenGenerator
            {
                public string Generate() => {|TKG6001:Guid.NewGuid().ToString()|};
            }

            public class RefreshTokenService
            {
                public string GenerateToken() => {|TKG6001:Guid.NewGuid().ToString()|};
                public Task<string> CreateRefreshTokenAsync() => Task.FromResult({|TKG6001:Guid.NewGuid().ToString()|});
                public string Generate() => Guid.NewGuid().ToString();
                public string NewId() => Guid.NewGuid().ToString();
            }

            public class RefreshTokenEntity
            {
                public string Token { get; set; } = {|TKG6001:Guid.NewGuid().ToString()|};
            }

            public class InvitationService
            {
                public string GenerateToken() => Guid.NewGuid().ToString();
            }

            public class Session
            {
                public string RefreshToken { get; set; } = {|TKG6001:Guid.NewGuid().ToString()|};
                private readonly string _refreshToken = {|TKG6001:Guid.NewGuid().ToString()|};
                public string Both => RefreshToken + _refreshToken;
            }
            """);

    [Fact]
    public Task Generators_of_other_libraries_with_the_same_names_are_silent() =>
        Verify.Silent(
            """
            namespace Vendor
            {
                public static class Guid { public static string NewGuid() => ""; }
                public class Random { public string Next() => ""; }
            }

            namespace Shop
            {
                public class Tokens
                {
                    public string CreateRefreshToken() => Vendor.Guid.NewGuid();
                    public string NewRefreshToken() => new Vendor.Random().Next();
                }
            }
            """);

    [Fact]
    public Task Name_that_the_project_excludes_is_silent() =>
        Verify.ReportsWith("tokenguard.excluded_token_names = refreshToken", "class C { string M() { var refreshToken = Guid.NewGuid().ToString(); return refreshToken; } }");

    [Fact]
    public Task Name_that_the_project_adds_is_looked_at() =>
        Verify.ReportsWith("tokenguard.additional_token_names = renewalRefreshHandle", "class C { string M() { var refreshToken = {|TKG6001:Guid.NewGuid().ToString()|}; return refreshToken; } }");

    [Fact]
    public Task Message_names_the_token_and_what_it_is_made_from() =>
        Verify.ReportsMessages(
            """
            using System.Security.Cryptography;
            class C
            {
                string RefreshToken { get; set; } = {|#0:Guid.NewGuid().ToString()|};
                byte[] CreateRefreshToken() => {|#1:RandomNumberGenerator.GetBytes(8)|};
            }
            """,
            new DiagnosticResult("TKG6001", DiagnosticSeverity.Warning).WithLocation(0)
                .WithMessage("Refresh token 'RefreshToken' is made from Guid.NewGuid, which gives identifiers and not secrets; make it from at least 128 bits of RandomNumberGenerator"),
            new DiagnosticResult("TKG6001", DiagnosticSeverity.Warning).WithLocation(1)
                .WithMessage("Refresh token 'CreateRefreshToken' is made from 64 random bits; make it from at least 128 bits of RandomNumberGenerator"));

    [Fact]
    public Task Fix_takes_the_text_of_a_guid_from_the_cryptographic_generator_everywhere() =>
        Verify.Fixes(
            """
            public class Service
            {
                // Opaque to clients.
                public string CreateRefreshToken() => /* 32 digits */ {|TKG6001:Guid.NewGuid().ToString("N")|}; // no dashes

                public string NewRefreshToken(string userId)
                {
                    var refreshToken = $"{userId}.{{|TKG6001:Guid.NewGuid()|}:N}";
                    return refreshToken;
                }

                public string IssueRefreshToken() => {|TKG6001:Guid.NewGuid().ToString().Replace("-", string.Empty)|};

                public string MakeRefreshToken() => Convert.ToBase64String({|TKG6001:Guid.NewGuid().ToByteArray()|});
            }
            """,
            """
            using System.Security.Cryptography;

            public class Service
            {
                // Opaque to clients.
                public string CreateRefreshToken() => /* 32 digits */ RandomNumberGenerator.GetHexString(32, lowercase: true); // no dashes

                public string NewRefreshToken(string userId)
                {
                    var refreshToken = $"{userId}.{RandomNumberGenerator.GetHexString(32, lowercase: true)}";
                    return refreshToken;
                }

                public string IssueRefreshToken() => RandomNumberGenerator.GetHexString(32, lowercase: true);

                public string MakeRefreshToken() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
            }
            """);

    [Fact]
    public Task Fix_takes_numbers_from_the_cryptographic_generator() =>
        Verify.Fixes(
            """
            using System.Text;

            public class Service
            {
                private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

                public string CreateRefreshToken() =>
                    new(Enumerable.Repeat(Alphabet, 32).Select(letters => letters[{|TKG6001:Random.Shared.Next(letters.Length)|}]).ToArray());

                public string NewRefreshToken()
                {
                    var text = new StringBuilder();
                    for (var i = 0; i < 40; i++)
                    {
                        text.Append(Alphabet[Random.Shared.Next(0, 32)]);
                    }

                    return {|TKG6001:text.ToString()|};
                }

                public byte[] IssueRefreshToken()
                {
                    var bytes = new byte[32];
                    new Random().NextBytes(bytes);
                    return {|TKG6001:bytes|};
                }

                public string MakeRefreshToken() => new({|TKG6001:Random.Shared.GetItems<char>(Alphabet, 40)|});
            }
            """,
            """
            using System.Security.Cryptography;
            using System.Text;

            public class Service
            {
                private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

                public string CreateRefreshToken() =>
                    new(Enumerable.Repeat(Alphabet, 32).Select(letters => letters[RandomNumberGenerator.GetInt32(letters.Length)]).ToArray());

                public string NewRefreshToken()
                {
                    var text = new StringBuilder();
                    for (var i = 0; i < 40; i++)
                    {
                        text.Append(Alphabet[RandomNumberGenerator.GetInt32(0, 32)]);
                    }

                    return text.ToString();
                }

                public byte[] IssueRefreshToken()
                {
                    var bytes = new byte[32];
                    RandomNumberGenerator.Fill(bytes);
                    return bytes;
                }

                public string MakeRefreshToken() => new(RandomNumberGenerator.GetItems<char>(Alphabet, 40));
            }
            """);

    [Theory]
    [InlineData("Guid CreateRefreshToken() => {|TKG6001:Guid.NewGuid()|};")]
    [InlineData("byte[] CreateRefreshToken() => {|TKG6001:System.Security.Cryptography.RandomNumberGenerator.GetBytes(8)|};")]
    [InlineData("string CreateRefreshToken() => {|TKG6001:Path.GetRandomFileName()|};")]
    public Task Fix_that_everybody_may_apply_is_not_offered_when_type_or_length_would_change(string member) =>
        Verify.OffersNoFix($$"""class C { {{member}} }""");

    [Theory]
    [InlineData("string CreateRefreshToken() => {|TKG6001:Path.GetRandomFileName()|};", "string CreateRefreshToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));")]
    [InlineData("byte[] CreateRefreshToken() => {|TKG6001:RandomNumberGenerator.GetBytes(8)|};", "byte[] CreateRefreshToken() => RandomNumberGenerator.GetBytes(32);")]
    [InlineData("string CreateRefreshToken() => {|TKG6001:RandomNumberGenerator.GetHexString(16)|};", "string CreateRefreshToken() => RandomNumberGenerator.GetHexString(64);")]
    [InlineData("string CreateRefreshToken() { var b = new byte[10]; RandomNumberGenerator.Fill(b); return {|TKG6001:Convert.ToBase64String(b)|}; }", "string CreateRefreshToken() { var b = new byte[32]; RandomNumberGenerator.Fill(b); return Convert.ToBase64String(b); }")]
    public Task Guided_fix_makes_the_token_longer(string member, string fixedMember) =>
        VerifyLonger.Fixes(
            $$"""
            using System.Buffers.Text;
            using System.Security.Cryptography;

            class C { {{member}} }
            """,
            $$"""
            using System.Buffers.Text;
            using System.Security.Cryptography;

            class C { {{fixedMember}} }
            """);

    [Fact]
    public Task Guided_fix_is_not_offered_where_the_other_one_is() =>
        VerifyLonger.OffersNoFix("class C { string CreateRefreshToken() => {|TKG6001:Guid.NewGuid().ToString()|}; }");

    [Theory]
    [InlineData(49, "{|TKG6001:Part()|}")]
    [InlineData(50, "Part()")]
    public Task A_question_enters_so_many_methods(int others, string weak) =>
        Verify.Reports($$"""
            class C
            {
                string CreateRefreshToken() => {{string.Concat(Enumerable.Repeat("Other() + ", others))}}{{weak}};
                static string Other() => "x";
                static string Part() => Guid.NewGuid().ToString();
            }
            """);

    [Fact]
    public async Task Methods_that_call_each_other_often_cost_no_more()
    {
        var methods = Enumerable.Range(0, 5).Select(i => $"static string M{i}() => {string.Join(" + ", Enumerable.Repeat($"M{i + 1}()", 40))};");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await Verify.Silent($$"""class C { string CreateRefreshToken() => M0(); {{string.Join("\n", methods)}} static string M5() => "x"; }""");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }
}
