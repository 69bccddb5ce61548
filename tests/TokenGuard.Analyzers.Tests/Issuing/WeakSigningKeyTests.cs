using Microsoft.CodeAnalysis.Testing;
using Verify = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Issuing.SigningKeyAnalyzer, TokenGuard.CodeFixes.Issuing.WeakSigningKeyCodeFix>;

namespace TokenGuard.Analyzers.Tests.Issuing;

public class WeakSigningKeyTests
{
    [Theory]
    [InlineData("return new SigningCredentials(new SymmetricSecurityKey({|TKG1011:RandomNumberGenerator.GetBytes(16)|}), SecurityAlgorithms.HmacSha256);")]
    [InlineData("return new SigningCredentials(new SymmetricSecurityKey({|TKG1011:RandomNumberGenerator.GetBytes(32)|}), SecurityAlgorithms.HmacSha384);")]
    [InlineData("return new SigningCredentials(new SymmetricSecurityKey({|TKG1011:RandomNumberGenerator.GetBytes(63)|}), SecurityAlgorithms.HmacSha512Signature);")]
    [InlineData("var bytes = new byte[16]; RandomNumberGenerator.Fill(bytes); var key = new SymmetricSecurityKey({|TKG1011:bytes|}); return new SigningCredentials(key, SecurityAlgorithms.HmacSha256Signature);")]
    [InlineData("var bytes = new byte[16]; random.GetBytes(bytes); return new TokenValidationParameters { IssuerSigningKey = new SymmetricSecurityKey({|TKG1011:bytes|}) };")]
    [InlineData("return new TokenValidationParameters { IssuerSigningKey = new SymmetricSecurityKey({|TKG1011:Guid.NewGuid().ToByteArray()|}) };")]
    [InlineData("return new SigningCredentials(new SymmetricSecurityKey({|TKG1011:MD5.HashData(Encoding.UTF8.GetBytes(text))|}), SecurityAlgorithms.HmacSha256);")]
    [InlineData("return new SymmetricSecurityKey({|TKG1011:RandomNumberGenerator.GetBytes(8)|});")]
    [InlineData("return new SymmetricSecurityKey({|TKG1011:new byte[32]|});")]
    [InlineData("var bytes = new byte[64]; return new SymmetricSecurityKey({|TKG1011:bytes|});")]
    [InlineData("return new SymmetricSecurityKey(Encoding.UTF8.GetBytes({|TKG1011:text.PadRight(64, '0')|}));")]
    [InlineData("var padded = text.PadLeft(32); return new SymmetricSecurityKey({|TKG1011:Encoding.ASCII.GetBytes(padded)|});")]
    [InlineData("return Jose.JWT.Encode(text, {|TKG1011:RandomNumberGenerator.GetBytes(32)|}, Jose.JwsAlgorithm.HS512);")]
    [InlineData("return Jose.JWT.Encode(text, {|TKG1011:RandomNumberGenerator.GetBytes(16)|}, Jose.JwsAlgorithm.HS256);")]
    [InlineData("return new JWT.Builder.JwtBuilder().WithSecret({|TKG1011:RandomNumberGenerator.GetBytes(16)|}).Encode();")]
    public Task Symmetric_key_that_is_too_weak_is_reported(string body) => Verify.Reports(In(body));

    [Theory]
    [InlineData("return new SigningCredentials(new SymmetricSecurityKey({|TKG1005:{|TKG1011:new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 }|}|}), SecurityAlgorithms.HmacSha256);")]
    [InlineData("return new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes({|TKG1005:{|TKG1011:\"my secret\"|}|})), SecurityAlgorithms.HmacSha256);")]
    [InlineData("return new SigningCredentials(new SymmetricSecurityKey(Convert.FromBase64String({|TKG1005:{|TKG1011:\"AAECAwQFBgcICQoLDA0ODw==\"|}|})), SecurityAlgorithms.HmacSha256);")]
    [InlineData("return new SymmetricSecurityKey(Encoding.UTF8.GetBytes({|TKG1005:{|TKG1011:\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"|}|}));")]
    [InlineData("return new SymmetricSecurityKey(Encoding.UTF8.GetBytes({|TKG1005:{|TKG1011:new string('k', 64)|}|}));")]
    [InlineData("return Jose.JWT.Encode(text, Encoding.UTF8.GetBytes({|TKG1005:{|TKG1011:\"a key of JWT libraries that is not so long\"|}|}), Jose.JwsAlgorithm.HS512);")]
    [InlineData("return new JWT.Builder.JwtBuilder().WithSecret({|TKG1005:{|TKG1011:\"my secret\"|}|}).Encode();")]
    public Task Key_that_is_written_and_too_weak_is_both(string body) => Verify.Reports(In(body));

    [Theory]
    [InlineData("return new SigningCredentials(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)), SecurityAlgorithms.HmacSha256);")]
    [InlineData("return new SigningCredentials(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(64)), SecurityAlgorithms.HmacSha512);")]
    [InlineData("return new SigningCredentials(new SymmetricSecurityKey(SHA256.HashData(Encoding.UTF8.GetBytes(text))), SecurityAlgorithms.HmacSha256);")]
    [InlineData("return new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(text)), SecurityAlgorithms.HmacSha512);")]
    [InlineData("return new SigningCredentials(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(size)), SecurityAlgorithms.HmacSha256);")]
    [InlineData("var bytes = new byte[32]; RandomNumberGenerator.Fill(bytes); return new SymmetricSecurityKey(bytes);")]
    [InlineData("var bytes = new byte[size]; random.GetBytes(bytes); return new SigningCredentials(new SymmetricSecurityKey(bytes), SecurityAlgorithms.HmacSha256);")]
    [InlineData("return Jose.JWT.Encode(text, RandomNumberGenerator.GetBytes(32), Jose.JwsAlgorithm.HS256);")]
    [InlineData("return new SymmetricSecurityKey(Encoding.UTF8.GetBytes(string.Empty));")]
    public Task Key_that_is_long_enough_or_of_unknown_length_is_silent(string body) => Verify.Silent(In(body));

    [Theory]
    [InlineData("return new EncryptingCredentials(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(16)), SecurityAlgorithms.Aes128KW, SecurityAlgorithms.Aes128CbcHmacSha256);")]
    [InlineData("return new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(16));")]
    [InlineData("return Jose.JWT.Encode(text, RandomNumberGenerator.GetBytes(16), Jose.JweAlgorithm.A128KW, Jose.JweEncryption.A128GCM);")]
    [InlineData("return new HMACSHA256(new byte[16]);")]
    public Task Key_that_may_encrypt_is_silent(string body) => Verify.Silent(In(body));

    [Theory]
    [InlineData("return new RsaSecurityKey(RSA.Create({|TKG1011:1024|}));")]
    [InlineData("var rsa = RSA.Create(512); return new SigningCredentials(new RsaSecurityKey({|TKG1011:rsa|}), SecurityAlgorithms.RsaSha256);")]
    [InlineData("using var rsa = new RSACryptoServiceProvider(1024); return new RsaSecurityKey({|TKG1011:rsa|});")]
    [InlineData("using var rsa = new RSACryptoServiceProvider(); return new RsaSecurityKey({|TKG1011:rsa.ExportParameters(true)|});")]
    [InlineData("return new RsaSecurityKey({|TKG1011:Pair|});")]
    [InlineData("const int bits = 1024; return new RsaSecurityKey(RSA.Create({|TKG1011:bits|}));")]
    [InlineData("var rsa = RSA.Create(1024); return Jose.JWT.Encode(text, {|TKG1011:rsa|}, Jose.JwsAlgorithm.RS256);")]
    public Task Rsa_key_that_is_too_short_is_reported(string body) => Verify.Reports(In(body));

    [Theory]
    [InlineData("return new RsaSecurityKey(RSA.Create());")]
    [InlineData("return new RsaSecurityKey(RSA.Create(2048));")]
    [InlineData("return new RsaSecurityKey(RSA.Create(size));")]
    [InlineData("var rsa = RSA.Create(1024); rsa.ImportFromPem(text); return new RsaSecurityKey(rsa);")]
    [InlineData("var rsa = new RSACryptoServiceProvider(); rsa.FromXmlString(text); return new RsaSecurityKey(rsa);")]
    [InlineData("var rsa = RSA.Create(1024); rsa.KeySize = 4096; return new RsaSecurityKey(rsa);")]
    [InlineData("return RSA.Create(1024);")]
    public Task Rsa_key_that_is_long_enough_or_read_from_elsewhere_is_silent(string body) => Verify.Silent(In(body));

    [Fact]
    public Task Policy_may_ask_for_more() =>
        Verify.ReportsWith("tokenguard.min_rsa_bits = 3072", In("return new RsaSecurityKey(RSA.Create({|TKG1011:2048|}));"));

    [Fact]
    public Task Message_says_how_long_the_key_is_and_should_be() => Verify.ReportsMessages(
        In("_ = new RsaSecurityKey(RSA.Create({|#0:1024|})); return new SigningCredentials(new SymmetricSecurityKey({|#1:RandomNumberGenerator.GetBytes(32)|}), SecurityAlgorithms.HmacSha512);"),
        DiagnosticResult.CompilerWarning("TKG1011").WithLocation(0).WithArguments("RsaSecurityKey", "has only 1024 bits", "an RSA key of at least 2048 bits"),
        DiagnosticResult.CompilerWarning("TKG1011").WithLocation(1).WithArguments("SymmetricSecurityKey", "has only 256 bits", "a random key of at least 512 bits"));

    [Theory]
    [InlineData("return new RsaSecurityKey(RSA.Create({|TKG1011:1024|} /* bits */));", "return new RsaSecurityKey(RSA.Create(2048 /* bits */));")]
    [InlineData("using var rsa = new RSACryptoServiceProvider(); return new RsaSecurityKey({|TKG1011:rsa|});", "using var rsa = new RSACryptoServiceProvider(2048); return new RsaSecurityKey(rsa);")]
    [InlineData("using RSACryptoServiceProvider rsa = new(); return new RsaSecurityKey({|TKG1011:rsa|});", "using RSACryptoServiceProvider rsa = new(2048); return new RsaSecurityKey(rsa);")]
    public Task Rsa_key_gets_the_size_of_the_policy(string body, string repaired) => Verify.Fixes(In(body), In(repaired));

    [Fact]
    public Task Symmetric_key_is_not_repaired() =>
        Verify.OffersNoFix(In("return new SigningCredentials(new SymmetricSecurityKey({|TKG1011:RandomNumberGenerator.GetBytes(16)|}), SecurityAlgorithms.HmacSha256);"));

    private static string In(string body) => $$"""
        using System.Security.Cryptography;
        using System.Text;
        using Microsoft.IdentityModel.Tokens;

        public class C
        {
            private static readonly RSA Pair = RSA.Create(1024);

            public static object? M(RandomNumberGenerator random, string text, int size)
            {
                {{body}}
            }
        }
        """;
}
