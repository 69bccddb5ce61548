using Verify = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Issuing.SigningKeyAnalyzer, TokenGuard.CodeFixes.Issuing.HardcodedSigningKeyCodeFix>;

namespace TokenGuard.Analyzers.Tests.Issuing;

public class HardcodedSigningKeyTests
{
    private const string Long = "\"a text that is long enough for the algorithm, whatever it is, by far\"";
    private const string Base64 = "\"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+Pw==\"";

    [Theory]
    [InlineData("return new SymmetricSecurityKey(Encoding.UTF8.GetBytes({|TKG1005:" + Long + "|}));")]
    [InlineData("return new SymmetricSecurityKey(Encoding.ASCII.GetBytes({|TKG1005:" + Long + "|}));")]
    [InlineData("return new SymmetricSecurityKey(Encoding.Unicode.GetBytes({|TKG1005:" + Long + "|}));")]
    [InlineData("return new SymmetricSecurityKey(new UTF8Encoding().GetBytes({|TKG1005:" + Long + "|}));")]
    [InlineData("return new SymmetricSecurityKey(Convert.FromBase64String({|TKG1005:" + Base64 + "|}));")]
    [InlineData("return new SymmetricSecurityKey(Convert.FromHexString({|TKG1005:\"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\"|}));")]
    [InlineData("return new SymmetricSecurityKey(Base64UrlEncoder.DecodeBytes({|TKG1005:\"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\"|}));")]
    [InlineData("return new SymmetricSecurityKey({|TKG1005:" + Long + "u8|}.ToArray());")]
    [InlineData("return new SymmetricSecurityKey({|TKG1005:new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 }|});")]
    [InlineData("return new SymmetricSecurityKey({|TKG1005:[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]|});")]
    [InlineData("return new SymmetricSecurityKey(SHA256.HashData(Encoding.UTF8.GetBytes({|TKG1005:\"secret\"|})));")]
    [InlineData("SymmetricSecurityKey key = new(Encoding.UTF8.GetBytes({|TKG1005:" + Long + "|})); return key;")]
    [InlineData("var secret = " + Long + "; var bytes = Encoding.UTF8.GetBytes(secret); return new SymmetricSecurityKey({|TKG1005:bytes|});")]
    [InlineData("const string secret = " + Long + "; return new SymmetricSecurityKey(Encoding.UTF8.GetBytes({|TKG1005:secret|}));")]
    [InlineData("return new SymmetricSecurityKey(Encoding.UTF8.GetBytes(configuration[\"Jwt:Key\"] ?? {|TKG1005:" + Long + "|}));")]
    [InlineData("return new SymmetricSecurityKey(Encoding.UTF8.GetBytes(flag ? text : {|TKG1005:" + Long + "|}));")]
    [InlineData("return new SymmetricSecurityKey(Encoding.UTF8.GetBytes({|TKG1005:\"your-secret-key-that-everybody-can-read-here\"|}));")]
    [InlineData("return new TokenValidationParameters { IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes({|TKG1005:" + Long + "|})) };")]
    [InlineData("return new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes({|TKG1005:" + Long + "|}.Trim())), SecurityAlgorithms.HmacSha256);")]
    public Task Key_of_IdentityModel_that_is_written_is_reported(string body) => Verify.Reports(In(body));

    [Theory]
    [InlineData("return new SymmetricSecurityKey(Encoding.UTF8.GetBytes({|TKG1005:Keys.Constant|}));")]
    [InlineData("return new SymmetricSecurityKey({|TKG1005:Encoding.UTF8.GetBytes(Keys.ReadOnly)|});")]
    [InlineData("return new SymmetricSecurityKey({|TKG1005:Keys.Bytes|});")]
    [InlineData("return new SymmetricSecurityKey({|TKG1005:Encoding.UTF8.GetBytes(new Settings().Key)|});")]
    [InlineData("return new SymmetricSecurityKey({|TKG1005:Encoding.UTF8.GetBytes(Keys.Get())|});")]
    public Task Key_that_is_written_elsewhere_is_reported_where_it_is_used(string body) => Verify.Reports(In(body));

    [Theory]
    [InlineData("return new SymmetricSecurityKey(Encoding.UTF8.GetBytes(configuration[\"Jwt:Key\"]!));")]
    [InlineData("return new SymmetricSecurityKey(Encoding.UTF8.GetBytes(configuration[\"Jwt:Key\"] ?? \"\"));")]
    [InlineData("return new SymmetricSecurityKey(Encoding.UTF8.GetBytes(configuration[\"Jwt:Key\"] ?? string.Empty));")]
    [InlineData("return new SymmetricSecurityKey(Encoding.UTF8.GetBytes(configuration.GetValue<string>(\"Jwt:Key\")!));")]
    [InlineData("return new SymmetricSecurityKey(Convert.FromBase64String(Environment.GetEnvironmentVariable(\"JWT_KEY\")!));")]
    [InlineData("return new SymmetricSecurityKey(File.ReadAllBytes(\"/run/secrets/jwt\"));")]
    [InlineData("return new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32));")]
    [InlineData("var key = new byte[32]; RandomNumberGenerator.Fill(key); return new SymmetricSecurityKey(key);")]
    [InlineData("return new SymmetricSecurityKey(Encoding.UTF8.GetBytes(text));")]
    [InlineData("return new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Keys.Settable));")]
    [InlineData("return new SymmetricSecurityKey(Encoding.UTF8.GetBytes(new Settings().Placeholder));")]
    [InlineData("return new SymmetricSecurityKey(Encoding.UTF8.GetBytes(text + \"-suffix\"));")]
    public Task Key_from_elsewhere_is_silent(string body) => Verify.Silent(In(body));

    [Theory]
    [InlineData("<your-key>")]
    [InlineData("{{signing-key}}")]
    [InlineData("${JWT_SIGNING_KEY}")]
    [InlineData("$(JwtSigningKey)")]
    [InlineData("#{JwtSigningKey}#")]
    [InlineData("__JWT_SIGNING_KEY__")]
    [InlineData("%JWT_SIGNING_KEY%")]
    [InlineData("[signing key]")]
    [InlineData("  ")]
    public Task Placeholder_that_a_deployment_replaces_is_silent(string text) =>
        Verify.Silent(In($"return new SymmetricSecurityKey(Encoding.UTF8.GetBytes(\"{text}\"));"));

    [Theory]
    [InlineData("if (environment.IsDevelopment()) { return new SymmetricSecurityKey(Encoding.UTF8.GetBytes(" + Long + ")); }")]
    [InlineData("var secret = environment.IsDevelopment() ? " + Long + " : text; return new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret));")]
    public Task Key_for_development_is_silent(string body) => Verify.Silent(In(body));

    [Theory]
    [InlineData("var rsa = RSA.Create(); rsa.ImportFromPem(\"-----BEGIN PRIVATE KEY-----MIIE\"); return new RsaSecurityKey({|TKG1005:rsa|});")]
    [InlineData("using var ecdsa = ECDsa.Create(); ecdsa.ImportFromPem(\"-----BEGIN EC PRIVATE KEY-----MHc\"); return new ECDsaSecurityKey({|TKG1005:ecdsa|});")]
    [InlineData("var rsa = RSA.Create(); rsa.FromXmlString(\"<RSAKeyValue><Modulus>x</Modulus><D>y</D></RSAKeyValue>\"); return new RsaSecurityKey({|TKG1005:rsa|});")]
    public Task Private_key_that_is_written_is_reported(string body) => Verify.Reports(In(body));

    [Theory]
    [InlineData("var rsa = RSA.Create(); rsa.ImportFromPem(\"-----BEGIN PUBLIC KEY-----MIIB\"); return new RsaSecurityKey(rsa);")]
    [InlineData("var rsa = RSA.Create(); rsa.FromXmlString(\"<RSAKeyValue><Modulus>x</Modulus></RSAKeyValue>\"); return new RsaSecurityKey(rsa);")]
    [InlineData("var rsa = RSA.Create(); rsa.ImportFromPem(text); return new RsaSecurityKey(rsa);")]
    [InlineData("var rsa = RSA.Create(); var other = RSA.Create(); other.ImportFromPem(\"-----BEGIN PRIVATE KEY-----MIIE\"); return new RsaSecurityKey(rsa);")]
    [InlineData("return new RsaSecurityKey(RSA.Create());")]
    public Task Public_or_foreign_key_pair_is_silent(string body) => Verify.Silent(In(body));

    [Theory]
    [InlineData("return new JwtBuilder().WithAlgorithm(new HMACSHA256Algorithm()).WithSecret({|TKG1005:" + Long + "|}).Encode();")]
    [InlineData("return new JwtBuilder().WithAlgorithm(new HMACSHA256Algorithm()).WithSecret(Encoding.UTF8.GetBytes({|TKG1005:" + Long + "|})).Encode();")]
    [InlineData("return new JwtBuilder().WithAlgorithm(new HMACSHA256Algorithm()).WithSecret(text, {|TKG1005:" + Long + "|}).Decode(text);")]
    [InlineData("return encoder.Encode(new { sub = text }, {|TKG1005:" + Long + "|});")]
    [InlineData("return encoder.Encode(new { sub = text }, Encoding.UTF8.GetBytes({|TKG1005:" + Long + "|}));")]
    [InlineData("return decoder.Decode(text, {|TKG1005:" + Long + "|}, true);")]
    public Task Key_of_JWT_NET_that_is_written_is_reported(string body) => Verify.Reports(InJwtNet(body));

    [Theory]
    [InlineData("return new JwtBuilder().WithAlgorithm(new HMACSHA256Algorithm()).WithSecret(text).Encode();")]
    [InlineData("return encoder.Encode(new { sub = text }, text);")]
    [InlineData("return decoder.Decode(\"" + "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln" + "\", text, true);")]
    public Task Key_of_JWT_NET_from_elsewhere_is_silent(string body) => Verify.Silent(InJwtNet(body));

    [Theory]
    [InlineData("return Jose.JWT.Encode(new { sub = text }, Encoding.UTF8.GetBytes({|TKG1005:" + Long + "|}), Jose.JwsAlgorithm.HS256);")]
    [InlineData("var key = Encoding.UTF8.GetBytes(" + Long + "); return Jose.JWT.Encode(text, {|TKG1005:key|}, Jose.JwsAlgorithm.HS512);")]
    [InlineData("return Jose.JWT.Decode(text, {|TKG1005:" + Long + "u8|}.ToArray(), Jose.JwsAlgorithm.HS256);")]
    public Task Key_of_jose_jwt_that_is_written_is_reported(string body) => Verify.Reports(In(body));

    [Theory]
    [InlineData("return Jose.JWT.Encode(new { sub = text }, Convert.FromBase64String(text), Jose.JwsAlgorithm.HS256);")]
    [InlineData("return Jose.JWT.Encode(text, " + Long + ", Jose.JweAlgorithm.PBES2_HS256_A128KW, Jose.JweEncryption.A128CBC_HS256);")]
    [InlineData("return Jose.JWT.Decode(text, \"-----BEGIN PUBLIC KEY-----MIIB\", Jose.JwsAlgorithm.RS256);")]
    public Task Key_of_jose_jwt_from_elsewhere_or_to_encrypt_with_is_silent(string body) => Verify.Silent(In(body));

    [Fact]
    public Task Key_of_FastEndpoints_that_is_written_is_reported() => Verify.Reports(
        """
        using FastEndpoints.Security;

        public class Login
        {
            public string Issue() => JwtBearer.CreateToken(options => options.SigningKey = {|TKG1005:"a text that is long enough for the algorithm"|});
            public string IssueConfigured(IConfiguration configuration) => JwtBearer.CreateToken(options => options.SigningKey = configuration["Jwt:Key"]!);
            public void Renew(RefreshServiceOptions options) => options.TokenSigningKey = {|TKG1005:"a text that is long enough for the algorithm"|};
            public void RenewConfigured(RefreshServiceOptions options, IConfiguration configuration) => options.TokenSigningKey = configuration["Jwt:Key"];
        }
        """,
        "FastEndpoints.Security.cs");

    [Fact]
    public Task Key_that_a_call_passes_is_reported_at_the_call() => Verify.Reports(
        """
        using System.Text;
        using Microsoft.IdentityModel.Tokens;

        public class Tokens
        {
            private static SecurityKey KeyOf(string secret) => new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret));

            public SecurityKey Written() => KeyOf({|TKG1005:"a text that is long enough for the algorithm"|});
            public SecurityKey Configured(IConfiguration configuration) => KeyOf(configuration["Jwt:Key"]!);
        }
        """);

    [Fact]
    public Task Type_of_another_library_is_silent() => Verify.Silent(
        """
        using System.Text;

        public class SymmetricSecurityKey(byte[] key) { public byte[] Key => key; }

        public class C
        {
            public object M() => new SymmetricSecurityKey(Encoding.UTF8.GetBytes("a text that is long enough for the algorithm"));
        }
        """);

    [Fact]
    public Task Literal_is_read_from_the_configuration_in_scope() => Verify.Fixes(
        """
        using System.Text;
        using Microsoft.IdentityModel.Tokens;

        public class Tokens(IConfiguration configuration)
        {
            // For all tokens.
            public SecurityKey Key() => new SymmetricSecurityKey(Encoding.UTF8.GetBytes({|TKG1005:"a text that is long enough for the algorithm"|} /* kept */));
        }
        """,
        """
        using System.Text;
        using Microsoft.IdentityModel.Tokens;

        public class Tokens(IConfiguration configuration)
        {
            // For all tokens.
            public SecurityKey Key() => new SymmetricSecurityKey(Encoding.UTF8.GetBytes(configuration["Jwt:SigningKey"] ?? throw new InvalidOperationException("Jwt:SigningKey is not configured.") /* kept */));
        }
        """);

    [Fact]
    public Task Literal_of_a_program_is_read_from_its_builder() => Verify.Fixes(
        """
        using System.Text;
        using Microsoft.IdentityModel.Tokens;

        var builder = WebApplication.CreateBuilder(args);
        var issuer = builder.Configuration["JwtSettings:Issuer"];
        var secret = "a text that is long enough for the algorithm";
        var key = new SymmetricSecurityKey({|TKG1005:Encoding.UTF8.GetBytes(secret)|});
        """,
        """
        using System.Text;
        using Microsoft.IdentityModel.Tokens;

        var builder = WebApplication.CreateBuilder(args);
        var issuer = builder.Configuration["JwtSettings:Issuer"];
        var secret = builder.Configuration["JwtSettings:SigningKey"] ?? throw new InvalidOperationException("JwtSettings:SigningKey is not configured.");
        var key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret));
        """);

    [Fact]
    public Task Literal_of_a_variable_is_read_from_configuration() => Verify.Fixes(
        """
        using System.Text;
        using Microsoft.IdentityModel.Tokens;

        public class Tokens
        {
            public SecurityKey Key(IConfigurationSection jwt)
            {
                var secret = "a text that is long enough for the algorithm"; // the key
                return new SymmetricSecurityKey({|TKG1005:Encoding.UTF8.GetBytes(secret)|});
            }
        }
        """,
        """
        using System.Text;
        using Microsoft.IdentityModel.Tokens;

        public class Tokens
        {
            public SecurityKey Key(IConfigurationSection jwt)
            {
                var secret = jwt["SigningKey"] ?? throw new InvalidOperationException("SigningKey is not configured."); // the key
                return new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret));
            }
        }
        """);

    [Fact]
    public Task Fallback_becomes_a_failure() => Verify.Fixes(
        """
        using System.Text;
        using Microsoft.IdentityModel.Tokens;

        public class Tokens
        {
            public SecurityKey Key(IConfiguration configuration) =>
                new SymmetricSecurityKey(Encoding.UTF8.GetBytes(configuration["Jwt:Key"] ?? {|TKG1005:"a text that is long enough for the algorithm"|}));
        }
        """,
        """
        using System.Text;
        using Microsoft.IdentityModel.Tokens;

        public class Tokens
        {
            public SecurityKey Key(IConfiguration configuration) =>
                new SymmetricSecurityKey(Encoding.UTF8.GetBytes(configuration["Jwt:Key"] ?? throw new InvalidOperationException("No signing key is configured.")));
        }
        """);

    [Theory]
    [InlineData("public static SecurityKey Key() => new SymmetricSecurityKey(Encoding.UTF8.GetBytes({|TKG1005:\"a text that is long enough for the algorithm\"|}));")]
    [InlineData("public static SecurityKey Key(IConfiguration configuration) { const string text = \"a text that is long enough for the algorithm\"; return new SymmetricSecurityKey(Encoding.UTF8.GetBytes({|TKG1005:text|})); }")]
    public Task No_fix_where_there_is_no_configuration_or_a_constant(string member) => Verify.OffersNoFix($$"""
        using System.Text;
        using Microsoft.IdentityModel.Tokens;

        public class Tokens
        {
            {{member}}
        }
        """);

    private static string In(string body) => $$"""
        using System.Security.Cryptography;
        using System.Text;
        using Microsoft.IdentityModel.Tokens;

        public static class Keys
        {
            public const string Constant = "a text that is long enough for the algorithm";
            public static readonly string ReadOnly = "a text that is long enough for the algorithm";
            public static readonly byte[] Bytes = Encoding.UTF8.GetBytes("a text that is long enough for the algorithm");
            public static string? Configured;
            public static string Settable { get => Configured ?? ""; set => Configured = value; }
            public static string Get() => "a text that is long enough for the algorithm";
        }

        public class Settings
        {
            public string Key { get; set; } = "a text that is long enough for the algorithm";
            public string Placeholder { get; set; } = "";
        }

        public class C
        {
            public static object? M(IConfiguration configuration, IHostEnvironment environment, string text, bool flag)
            {
                {{body}}
                return null;
            }
        }
        """;

    private static string InJwtNet(string body) => $$"""
        using System.Text;
        using JWT;
        using JWT.Algorithms;
        using JWT.Builder;

        public class C
        {
            public string M(IJwtEncoder encoder, IJwtDecoder decoder, string text)
            {
                {{body}}
            }
        }
        """;
}
