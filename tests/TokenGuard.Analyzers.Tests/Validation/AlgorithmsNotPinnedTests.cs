using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Validation.AlgorithmsNotPinnedAnalyzer, TokenGuard.CodeFixes.Validation.AlgorithmsNotPinnedCodeFix>;

namespace TokenGuard.Analyzers.Tests.Validation;

/// <summary>TKG2007.</summary>
public class AlgorithmsNotPinnedTests
{
    private const string Usings = """
        using System.IdentityModel.Tokens.Jwt;
        using System.Security.Cryptography;
        using System.Text;
        using Microsoft.AspNetCore.Authentication.JwtBearer;
        using Microsoft.IdentityModel.JsonWebTokens;
        using Microsoft.IdentityModel.Tokens;

        """;

    [Theory]
    [InlineData("var p = {|TKG2007:new TokenValidationParameters|} { IssuerSigningKey = key };")]
    [InlineData("TokenValidationParameters p = {|TKG2007:new|}() { IssuerSigningKeys = [key], ValidIssuer = \"i\" };")]
    [InlineData("var p = {|TKG2007:new TokenValidationParameters|}(); p.IssuerSigningKey = key;")]
    [InlineData("var p = {|TKG2007:new TokenValidationParameters|} { IssuerSigningKeyResolver = (token, t, kid, parameters) => [key] };")]
    [InlineData("var p = {|TKG2007:new TokenValidationParameters|} { IssuerSigningKey = key, ValidAlgorithms = null };")]
    [InlineData("new JwtSecurityTokenHandler().ValidateToken(text, {|TKG2007:new TokenValidationParameters|} { IssuerSigningKey = key }, out _);")]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => o.TokenValidationParameters = {|TKG2007:new|}() { IssuerSigningKey = key });")]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => { {|TKG2007:o.TokenValidationParameters.ValidIssuer = \"i\"|}; o.TokenValidationParameters.IssuerSigningKey = key; });")]
    [InlineData("Log(text); var p = {|TKG2007:new TokenValidationParameters|} { IssuerSigningKey = key }; Name(p);")]
    public Task Keys_without_algorithms_are_reported_once_an_object(string body) => Check.Reports(Method(body));

    [Theory]
    [InlineData("var p = new TokenValidationParameters { IssuerSigningKey = key, ValidAlgorithms = [SecurityAlgorithms.HmacSha256] };")]
    [InlineData("var p = new TokenValidationParameters { IssuerSigningKey = key }; p.ValidAlgorithms = [\"HS256\"];")]
    [InlineData("var p = new TokenValidationParameters { IssuerSigningKey = key, AlgorithmValidator = (algorithm, k, t, parameters) => algorithm == \"HS256\" };")]
    [InlineData("var p = new TokenValidationParameters { IssuerSigningKey = key, SignatureValidator = (token, parameters) => Verified(token) };")]
    [InlineData("var p = new TokenValidationParameters { IssuerSigningKey = key }; Pin(p);")]
    [InlineData("var p = new TokenValidationParameters { ValidIssuer = \"i\", ValidAudience = \"a\" };")]
    [InlineData("var p = new TokenValidationParameters { IssuerSigningKey = null };")]
    [InlineData("var p = new TokenValidationParameters { TokenDecryptionKey = key };")]
    [InlineData("given.IssuerSigningKey = key;")]
    [InlineData("var p = given.Clone(); p.IssuerSigningKey = key;")]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => { o.TokenValidationParameters.IssuerSigningKey = key; o.TokenValidationParameters.ValidAlgorithms = [\"HS256\"]; });")]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => { o.Authority = \"https://login.example.com\"; o.TokenValidationParameters.ValidAudience = \"orders\"; });")]
    [InlineData("new JwtSecurityTokenHandler().ValidateToken(text, new TokenValidationParameters { IssuerSigningKey = key }, out var t); if (t is not JwtSecurityToken jwt || !jwt.Header.Alg.Equals(\"HS256\")) { throw new SecurityTokenException(); }")]
    public Task Algorithms_that_are_limited_and_objects_without_keys_are_silent(string body) => Check.Silent(Method(body));

    [Theory]
    [InlineData("Jose.JWT.{|TKG2007:Decode|}(text, bytes);")]
    [InlineData("Jose.JWT.{|TKG2007:Decode<string>|}(text, bytes);")]
    [InlineData("Jose.JWT.{|TKG2007:DecodeBytes|}(text, key: rsa);")]
    [InlineData("Jose.JWT.{|TKG2007:Verify|}(text, bytes);")]
    public Task Jose_without_algorithm_is_reported(string body) => Check.Reports(Method(body));

    [Theory]
    [InlineData("Jose.JWT.Decode(text, bytes, Jose.JwsAlgorithm.HS256);")]
    [InlineData("Jose.JWT.Decode(text, bytes, Jose.JweAlgorithm.DIR, Jose.JweEncryption.A256GCM);")]
    [InlineData("Jose.JWT.Decode(text, bytes, settings);")]
    [InlineData("Jose.JWT.Decode(text);")]
    [InlineData("Jose.JWT.Decode(text, null);")]
    [InlineData("Jose.JWT.Verify(text, bytes, Jose.JwsAlgorithm.HS256);")]
    [InlineData("Jose.JWT.Payload(text);")]
    public Task Jose_with_algorithm_or_without_key_is_silent(string body) => Check.Silent(Method(body));

    [Fact]
    public Task Messages_say_what_to_do() =>
        Check.ReportsMessages(
            Method("var p = {|#0:new TokenValidationParameters|} { IssuerSigningKey = key }; Jose.JWT.{|#1:Decode|}(text, bytes);"),
            new DiagnosticResult("TKG2007", DiagnosticSeverity.Warning).WithLocation(0).WithMessage("'TokenValidationParameters' without 'ValidAlgorithms' accepts every algorithm that fits the key; name the algorithm of the issuer there"),
            new DiagnosticResult("TKG2007", DiagnosticSeverity.Warning).WithLocation(1).WithMessage("'Decode' without an algorithm accepts every algorithm that fits the key; give it the algorithm of the issuer"));

    [Theory]
    [InlineData("var p = {|TKG2007:new TokenValidationParameters|} { IssuerSigningKey = new SymmetricSecurityKey(bytes) }; // own", "var p = new TokenValidationParameters { IssuerSigningKey = new SymmetricSecurityKey(bytes), ValidAlgorithms = [SecurityAlgorithms.HmacSha256] }; // own")]
    [InlineData("var k = new RsaSecurityKey(rsa); var p = {|TKG2007:new TokenValidationParameters|} { IssuerSigningKey = k };", "var k = new RsaSecurityKey(rsa); var p = new TokenValidationParameters { IssuerSigningKey = k, ValidAlgorithms = [SecurityAlgorithms.RsaSha256] };")]
    [InlineData("SecurityKey k = new ECDsaSecurityKey(ecdsa); var p = {|TKG2007:new TokenValidationParameters|} { IssuerSigningKeys = [k] };", "SecurityKey k = new ECDsaSecurityKey(ecdsa); var p = new TokenValidationParameters { IssuerSigningKeys = [k], ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256] };")]
    [InlineData("var p = {|TKG2007:new TokenValidationParameters|} { IssuerSigningKey = new SymmetricSecurityKey(bytes) }; var c = new SigningCredentials(p.IssuerSigningKey, SecurityAlgorithms.HmacSha512Signature);", "var p = new TokenValidationParameters { IssuerSigningKey = new SymmetricSecurityKey(bytes), ValidAlgorithms = [SecurityAlgorithms.HmacSha512, SecurityAlgorithms.HmacSha512Signature] }; var c = new SigningCredentials(p.IssuerSigningKey, SecurityAlgorithms.HmacSha512Signature);")]
    [InlineData("var p = {|TKG2007:new TokenValidationParameters|} { IssuerSigningKey = new SymmetricSecurityKey(bytes) }; var c = new SigningCredentials(key, \"HS512\");", "var p = new TokenValidationParameters { IssuerSigningKey = new SymmetricSecurityKey(bytes), ValidAlgorithms = [SecurityAlgorithms.HmacSha512] }; var c = new SigningCredentials(key, \"HS512\");")]
    [InlineData("var p = {|TKG2007:new TokenValidationParameters|} { IssuerSigningKey = new SymmetricSecurityKey(bytes) }; SigningCredentials c = new(key, algorithm: Strong);", "var p = new TokenValidationParameters { IssuerSigningKey = new SymmetricSecurityKey(bytes), ValidAlgorithms = [SecurityAlgorithms.HmacSha384] }; SigningCredentials c = new(key, algorithm: Strong);")]
    [InlineData("var p = {|TKG2007:new TokenValidationParameters|} { ValidAlgorithms = null /* any */, IssuerSigningKey = new SymmetricSecurityKey(bytes) };", "var p = new TokenValidationParameters { ValidAlgorithms = [SecurityAlgorithms.HmacSha256] /* any */, IssuerSigningKey = new SymmetricSecurityKey(bytes) };")]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => { {|TKG2007:o.TokenValidationParameters.IssuerSigningKey = new SymmetricSecurityKey(bytes)|}; });", "services.AddAuthentication().AddJwtBearer(o => { o.TokenValidationParameters.IssuerSigningKey = new SymmetricSecurityKey(bytes); o.TokenValidationParameters.ValidAlgorithms = [SecurityAlgorithms.HmacSha256]; });")]
    [InlineData("Jose.JWT.{|TKG2007:Decode|}(text, bytes);", "Jose.JWT.Decode(text, bytes, Jose.JwsAlgorithm.HS256);")]
    [InlineData("Jose.JWT.{|TKG2007:Decode|}(text, key: bytes);", "Jose.JWT.Decode(text, key: bytes, alg: Jose.JwsAlgorithm.HS256);")]
    public Task Fix_names_the_algorithm_of_the_key(string before, string after) => Check.Fixes(Method(before), Method(after));

    [Theory]
    [InlineData("var p = {|TKG2007:new TokenValidationParameters|} { IssuerSigningKey = key };")]
    [InlineData("var p = {|TKG2007:new TokenValidationParameters|} { IssuerSigningKeys = [new RsaSecurityKey(rsa), new SymmetricSecurityKey(bytes)] };")]
    [InlineData("var p = {|TKG2007:new TokenValidationParameters|} { IssuerSigningKey = new SymmetricSecurityKey(bytes) }; var all = new[] { SecurityAlgorithms.HmacSha256, SecurityAlgorithms.HmacSha512 };")]
    [InlineData("var p = {|TKG2007:new TokenValidationParameters|} { IssuerSigningKey = new SymmetricSecurityKey(bytes) }; var c = new SigningCredentials(key, text);")]
    [InlineData("var p = {|TKG2007:new TokenValidationParameters|} { IssuerSigningKey = new SymmetricSecurityKey(bytes) }; var c = new SigningCredentials(key, \"HS256\"); var d = new SigningCredentials(key, \"HS512\");")]
    [InlineData("var p = {|TKG2007:new TokenValidationParameters|} { IssuerSigningKey = new SymmetricSecurityKey(bytes) }; p.ValidAlgorithms = null;")]
    [InlineData("Jose.JWT.{|TKG2007:Decode|}(text, rsa);")]
    [InlineData("Jose.JWT.{|TKG2007:Decode|}(text, bytes); var other = Jose.JweAlgorithm.DIR;")]
    public Task Algorithm_that_is_not_evident_has_no_fix(string body) => Check.OffersNoFix(Method(body));

    private static string Method(string body) =>
        Usings + $$"""
        public class C
        {
            private const string Strong = "HS384";
            private static void Pin(TokenValidationParameters parameters) => parameters.ValidAlgorithms = ["HS256"];
            private static string? Name(TokenValidationParameters parameters) => parameters.ValidIssuer;
            private static void Log(string text) => Console.WriteLine(text.Length);
            private static SecurityToken Verified(string token) => throw new NotSupportedException(token);

            public void Configure(IServiceCollection services, TokenValidationParameters given, string text, SecurityKey key, byte[] bytes, RSA rsa, ECDsa ecdsa, Jose.JwtSettings settings)
            {
                {{body}}
            }
        }
        """;
}
