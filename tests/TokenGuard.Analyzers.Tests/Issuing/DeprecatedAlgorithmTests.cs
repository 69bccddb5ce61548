using Microsoft.CodeAnalysis.Testing;
using Verify = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Issuing.DeprecatedAlgorithmAnalyzer, TokenGuard.CodeFixes.Issuing.DeprecatedAlgorithmCodeFix>;

namespace TokenGuard.Analyzers.Tests.Issuing;

public class DeprecatedAlgorithmTests
{
    [Theory]
    [InlineData("return new EncryptingCredentials(key, {|TKG1009:SecurityAlgorithms.RsaPKCS1|}, SecurityAlgorithms.Aes256CbcHmacSha512);")]
    [InlineData("return new X509EncryptingCredentials(certificate, {|TKG1009:SecurityAlgorithms.RsaPKCS1|}, SecurityAlgorithms.Aes128CbcHmacSha256);")]
    [InlineData("return new EncryptingCredentials(key, {|TKG1009:\"RSA1_5\"|}, SecurityAlgorithms.Aes256CbcHmacSha512);")]
    [InlineData("var wrap = SecurityAlgorithms.RsaPKCS1; return new EncryptingCredentials(key, {|TKG1009:wrap|}, SecurityAlgorithms.Aes256CbcHmacSha512);")]
    [InlineData("EncryptingCredentials e = new(key, {|TKG1009:SecurityAlgorithms.RsaPKCS1|}, SecurityAlgorithms.Aes256Gcm); return e;")]
    [InlineData("return new SigningCredentials(key, {|TKG1009:\"http://www.w3.org/2000/09/xmldsig#rsa-sha1\"|});")]
    [InlineData("return new SigningCredentials(key, {|TKG1009:\"http://www.w3.org/2000/09/xmldsig#hmac-sha1\"|});")]
    [InlineData("return Jose.JWT.Encode(text, key, {|TKG1009:Jose.JweAlgorithm.RSA1_5|}, Jose.JweEncryption.A256GCM);")]
    [InlineData("return Jose.JWT.Decode(text, key, {|TKG1009:Jose.JweAlgorithm.RSA1_5|}, Jose.JweEncryption.A256GCM);")]
    public Task Deprecated_algorithm_is_reported(string body) => Verify.Reports(In(body));

    [Theory]
    [InlineData("return new EncryptingCredentials(key, SecurityAlgorithms.RsaOAEP, SecurityAlgorithms.Aes256CbcHmacSha512);")]
    [InlineData("return new EncryptingCredentials(key, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes128CbcHmacSha256);")]
    [InlineData("return new EncryptingCredentials(key, text, SecurityAlgorithms.Aes256CbcHmacSha512);")]
    [InlineData("return new SigningCredentials(key, SecurityAlgorithms.RsaSha256);")]
    [InlineData("return new SigningCredentials(key, SecurityAlgorithms.HmacSha256);")]
    [InlineData("return new SigningCredentials(key, SecurityAlgorithms.RsaSha256Signature, SecurityAlgorithms.Sha256Digest);")]
    [InlineData("return Jose.JWT.Encode(text, key, Jose.JweAlgorithm.RSA_OAEP_256, Jose.JweEncryption.A256GCM);")]
    [InlineData("return Jose.JWT.Encode(text, key, Jose.JwsAlgorithm.RS256);")]
    [InlineData("if (text == SecurityAlgorithms.RsaPKCS1) { throw new SecurityTokenInvalidAlgorithmException(); } return null;")]
    [InlineData("return new[] { SecurityAlgorithms.RsaPKCS1 };")]
    [InlineData("return new Other.EncryptingCredentials(\"RSA1_5\");")]
    public Task Algorithm_that_is_in_use_or_only_mentioned_is_silent(string body) => Verify.Silent(In(body));

    [Fact]
    public Task Message_names_the_algorithm_and_what_to_use() => Verify.ReportsMessages(
        In("_ = new SigningCredentials(key, {|#0:\"http://www.w3.org/2000/09/xmldsig#rsa-sha1\"|}); return new EncryptingCredentials(key, {|#1:SecurityAlgorithms.RsaPKCS1|}, SecurityAlgorithms.Aes256Gcm);"),
        DiagnosticResult.CompilerWarning("TKG1009").WithLocation(0).WithArguments("SigningCredentials", "rsa-sha1", "RS256, PS256 or ES256"),
        DiagnosticResult.CompilerWarning("TKG1009").WithLocation(1).WithArguments("EncryptingCredentials", "RsaPKCS1", "RSA-OAEP or ECDH-ES"));

    [Theory]
    [InlineData("return new EncryptingCredentials(key, {|TKG1009:SecurityAlgorithms.RsaPKCS1|} /* wrap */, SecurityAlgorithms.Aes256Gcm);", "return new EncryptingCredentials(key, SecurityAlgorithms.RsaOAEP /* wrap */, SecurityAlgorithms.Aes256Gcm);")]
    [InlineData("return Jose.JWT.Encode(text, key, {|TKG1009:Jose.JweAlgorithm.RSA1_5|}, Jose.JweEncryption.A256GCM);", "return Jose.JWT.Encode(text, key, Jose.JweAlgorithm.RSA_OAEP_256, Jose.JweEncryption.A256GCM);")]
    public Task Keys_are_encrypted_with_OAEP(string body, string repaired) => Verify.Fixes(In(body), In(repaired));

    [Theory]
    [InlineData("return new SigningCredentials(key, {|TKG1009:\"http://www.w3.org/2000/09/xmldsig#rsa-sha1\"|});")]
    [InlineData("var wrap = SecurityAlgorithms.RsaPKCS1; return new EncryptingCredentials(key, {|TKG1009:wrap|}, SecurityAlgorithms.Aes256Gcm);")]
    public Task No_fix_where_a_choice_is_needed(string body) => Verify.OffersNoFix(In(body));

    private static string In(string body) => $$"""
        using System.Security.Cryptography.X509Certificates;
        using Microsoft.IdentityModel.Tokens;

        namespace Other
        {
            public class EncryptingCredentials(string algorithm) { public string Algorithm => algorithm; }
        }

        public class C
        {
            public static object? M(SecurityKey key, X509Certificate2 certificate, string text)
            {
                {{body}}
            }
        }
        """;
}
