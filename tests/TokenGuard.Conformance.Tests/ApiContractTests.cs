using System.IdentityModel.Tokens.Jwt;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TokenGuard.Conformance.Tests;

/// <summary>The defaults of libraries that rules rest on: a version that changes one breaks the build here, not a user's trust.</summary>
public class ApiContractTests
{
    private static readonly SigningCredentials Credentials = new(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)), SecurityAlgorithms.HmacSha256);

    [Fact]
    public void TokenValidationParameters_validate_everything_by_default()
    {
        var parameters = new TokenValidationParameters();
        Assert.True(parameters.ValidateIssuer && parameters.ValidateAudience && parameters.ValidateLifetime);
        Assert.True(parameters.RequireSignedTokens && parameters.RequireExpirationTime && parameters.RequireAudience);
        Assert.False(parameters.ValidateIssuerSigningKey);
    }

    [Fact]
    public async Task ValidateIssuerSigningKey_false_still_refuses_a_wrong_signature()
    {
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Issuer = "i", Audience = "a", SigningCredentials = Credentials });
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(
            token,
            new TokenValidationParameters { ValidIssuer = "i", ValidAudience = "a", IssuerSigningKey = new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)), ValidateIssuerSigningKey = false });
        Assert.False(result.IsValid);
    }

    [Fact]
    public async Task A_signature_validator_that_only_parses_accepts_an_unsigned_token()
    {
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Issuer = "i", Audience = "a" });
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(
            token,
            new TokenValidationParameters { ValidIssuer = "i", ValidAudience = "a", SignatureValidator = (text, _) => new JsonWebToken(text) });
        Assert.True(result.IsValid);
    }

    [Theory]
    [InlineData(512)]
    [InlineData(1024)]
    public void An_RSA_key_that_is_too_short_signs_without_complaint(int bits)
    {
        using var rsa = RSA.Create(bits);
        Assert.NotEmpty(new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { SigningCredentials = new SigningCredentials(new RsaSecurityKey(rsa), SecurityAlgorithms.RsaSha256) }));
    }

    [Fact]
    public void RSACryptoServiceProvider_makes_1024_bits_by_default_and_RSA_2048()
    {
        using var provider = new RSACryptoServiceProvider();
        using var rsa = RSA.Create();
        Assert.Equal((1024, 2048), (provider.KeySize, rsa.KeySize));
    }

    [Theory]
    [InlineData(SecurityAlgorithms.HmacSha256, 31)]
    [InlineData(SecurityAlgorithms.HmacSha512, 63)]
    public void An_HMAC_key_that_is_too_short_is_refused_when_it_signs(string algorithm, int bytes) =>
        Assert.ThrowsAny<ArgumentException>(() => new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor { SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(bytes)), algorithm) }));

    [Fact]
    public void Clocks_may_differ_by_five_minutes_and_any_algorithm_and_type_is_accepted_by_default()
    {
        var parameters = new TokenValidationParameters();
        Assert.Equal(TimeSpan.FromMinutes(5), parameters.ClockSkew);
        Assert.Null(parameters.ValidAlgorithms);
        Assert.Null(parameters.ValidTypes);
    }

    [Fact]
    public async Task An_algorithm_validator_decides_instead_of_the_list()
    {
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Issuer = "i", Audience = "a", SigningCredentials = Credentials });
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(
            token,
            new TokenValidationParameters
            {
                ValidIssuer = "i", ValidAudience = "a", IssuerSigningKey = Credentials.Key, ValidAlgorithms = [SecurityAlgorithms.RsaSha256], AlgorithmValidator = (_, _, _, _) => true,
            });
        Assert.True(result.IsValid);
    }

    [Fact]
    public async Task An_invalid_token_gives_a_result_and_no_exception()
    {
        var result = await new JsonWebTokenHandler().ValidateTokenAsync("not a token", new TokenValidationParameters());
        Assert.False(result.IsValid);
        Assert.NotNull(result.Exception);
        Assert.Null(result.ClaimsIdentity);
        Assert.Null(result.SecurityToken);
    }

    [Fact]
    public void A_descriptor_without_credentials_gives_an_unsigned_token()
    {
        Assert.Equal("none", new JsonWebToken(new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Issuer = "i" })).Alg);
        Assert.Equal("none", new JwtSecurityTokenHandler().CreateJwtSecurityToken(new SecurityTokenDescriptor { Issuer = "i" }).Header.Alg);
        Assert.Equal("none", new JwtSecurityToken("i", "a").Header.Alg);
        Assert.Equal("none", new JsonWebToken(new JsonWebTokenHandler().CreateToken("{}")).Alg);
    }

    [Fact]
    public void A_descriptor_without_expiry_gives_one_hour()
    {
        var token = new JsonWebToken(new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Issuer = "i", SigningCredentials = Credentials }));
        Assert.Equal(TimeSpan.FromMinutes(60), token.ValidTo - token.IssuedAt);
    }

    [Fact]
    public void A_JwtSecurityToken_or_a_payload_of_text_has_no_expiry_of_its_own()
    {
        Assert.Null(new JwtSecurityToken("i", "a", signingCredentials: Credentials).Payload.Expiration);
        Assert.Equal(DateTime.MinValue, new JsonWebToken(new JsonWebTokenHandler().CreateToken("{}", Credentials)).ValidTo);
    }

    [Fact]
    public void A_cookie_has_no_attributes_by_default()
    {
        var options = new CookieOptions();
        Assert.False(options.HttpOnly || options.Secure);
        Assert.Equal(SameSiteMode.Unspecified, options.SameSite);
        var builder = new CookieBuilder();
        Assert.Equal((false, SameSiteMode.Unspecified, CookieSecurePolicy.SameAsRequest), (builder.HttpOnly, builder.SameSite, builder.SecurePolicy));
    }

    [Fact]
    public void Authentication_and_session_cookies_cannot_be_read_by_script()
    {
        var authentication = new CookieAuthenticationOptions().Cookie;
        Assert.Equal((true, SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest), (authentication.HttpOnly, authentication.SameSite, authentication.SecurePolicy));
        var session = new SessionOptions().Cookie;
        Assert.Equal((true, SameSiteMode.Lax, CookieSecurePolicy.None), (session.HttpOnly, session.SameSite, session.SecurePolicy));
    }

    [Fact]
    public void A_cookie_policy_changes_nothing_until_it_is_set()
    {
        var policy = new CookiePolicyOptions();
        Assert.Equal((SameSiteMode.Unspecified, Microsoft.AspNetCore.CookiePolicy.HttpOnlyPolicy.None, CookieSecurePolicy.None), (policy.MinimumSameSitePolicy, policy.HttpOnly, policy.Secure));
    }

    [Fact]
    public void Jose_accepts_unsigned_tokens_when_no_key_is_given()
    {
        var token = Jose.JWT.Encode("{}", null, Jose.JwsAlgorithm.none);
        Assert.Equal("{}", Jose.JWT.Decode(token));
    }
}
