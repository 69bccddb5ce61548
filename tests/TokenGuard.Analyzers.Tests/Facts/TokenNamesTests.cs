using TokenGuard.Rules;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Tests.Facts;

public class TokenNamesTests
{
    [Theory]
    [InlineData("accessToken", "Access")]
    [InlineData("_accessToken", "Access")]
    [InlineData("ACCESS_TOKEN", "Access")]
    [InlineData("newAccessTokenValue", "Access")]
    [InlineData("refreshToken", "Refresh")]
    [InlineData("refreshJwtToken", "Refresh")]
    [InlineData("CurrentRefreshToken2", "Refresh")]
    [InlineData("idToken", "Id")]
    [InlineData("IdentityToken", "Id")]
    [InlineData("bearerToken", "AnyToken")]
    [InlineData("JWTToken", "AnyToken")]
    [InlineData("jwt", "AnyToken")]
    [InlineData("authToken", "AnyToken")]
    [InlineData("accesstoken", "Access")]
    [InlineData("newrefreshtoken_refreshtoken", "Refresh")]
    [InlineData("accessTokenFromHeader", "Access")]
    [InlineData("refreshTokenValueFromCookie", "Refresh")]
    [InlineData("accessTokenForUser", "Access")]
    [InlineData("idTokenOfUserWithRoles", "Id")]
    public void Compound_identifiers_are_tokens(string identifier, string kind) =>
        Assert.Equal((kind, Confidence.Medium), Of(identifier));

    [Theory]
    [InlineData("token")]
    [InlineData("tokenFromCookie")]
    [InlineData("token_for_user")]
    public void A_lone_token_is_hardly_a_sign(string identifier) => Assert.Equal(("AnyToken", Confidence.Low), Of(identifier));

    [Theory]
    [InlineData("cancellationToken")]
    [InlineData("nextPageToken")]
    [InlineData("continuationToken")]
    [InlineData("antiforgeryToken")]
    [InlineData("csrfToken")]
    [InlineData("RequestVerificationToken")]
    [InlineData("deviceToken")]
    [InlineData("syntaxToken")]
    [InlineData("refreshTokenHash")]
    [InlineData("hashedRefreshToken")]
    [InlineData("encryptedAccessToken")]
    [InlineData("tokenType")]
    [InlineData("TokenEndpoint")]
    [InlineData("RefreshTokenExpiryTime")]
    [InlineData("accessTokenLifetime")]
    [InlineData("tokenId")]
    [InlineData("accessTokenProvider")]
    [InlineData("csrftoken")]
    [InlineData("accesstokentype")]
    [InlineData("has_refresh_token")]
    [InlineData("IsAccessToken")]
    [InlineData("userFromToken")]
    [InlineData("claimsFromToken")]
    [InlineData("nameOfToken")]
    [InlineData("expiryOfAccessToken")]
    [InlineData("secretForAccessToken")]
    [InlineData("urlWithAccessToken")]
    [InlineData("user_by_refresh_token")]
    [InlineData("roleInJwt")]
    [InlineData("fromToken")]
    [InlineData("tokenHashFromCookie")]
    [InlineData("accessTokenTypeForUser")]
    [InlineData("monkey")]
    [InlineData("")]
    [InlineData("__")]
    public void Other_things_are_none(string identifier) => Assert.Equal(("None", default), Of(identifier));

    [Theory]
    [InlineData("refresh_token", "Refresh", "High")]
    [InlineData("X-Refresh-Token", "Refresh", "High")]
    [InlineData("RefreshTokenCookie", "Refresh", "High")]
    [InlineData("__Host-access_token", "Access", "High")]
    [InlineData("auth_token", "AnyToken", "Medium")]
    [InlineData("token", "AnyToken", "Low")]
    [InlineData("XSRF-TOKEN", "None", "Low")]
    [InlineData("/auth/refresh-token", "None", "Low")]
    [InlineData("Send the refresh token", "None", "Low")]
    public void Wire_names_are_surer(string name, string kind, string confidence)
    {
        var found = TokenNames.OfWireName(name, TokenPolicy.Default);
        Assert.Equal((kind, confidence), (found.Kind.ToString(), found.Confidence.ToString()));
    }

    [Fact]
    public void The_policy_adds_and_excludes_names()
    {
        var policy = new TokenPolicy(key => key switch { "additional_token_names" => "ticket", "excluded_token_names" => "accessToken", _ => null });
        Assert.Equal((TokenKind.AnyToken, Confidence.High), TokenNames.OfIdentifier("Ticket", policy));
        Assert.Equal(TokenKind.None, TokenNames.OfIdentifier("accessToken", policy).Kind);
    }

    [Theory]
    [InlineData("GenerateRefreshToken", "Refresh")]
    [InlineData("GetUserByAccessToken", "None")]
    [InlineData("ReadNameFromRefreshToken", "None")]
    [InlineData("GetUserForAccessToken", "None")]
    [InlineData("RemoveAccessTokenFromUrl", "None")]
    [InlineData("CreateRefreshTokenFor", "Refresh")]
    [InlineData("CreateRefreshTokenForUser", "Refresh")]
    public void A_method_gives_the_token_that_it_is_named_after_and_not_the_one_that_it_takes(string method, string kind) =>
        Assert.Equal(kind, TokenNames.OfMethod(method, TokenPolicy.Default).Kind.ToString());

    [Theory]
    [InlineData("UserRefreshTokenEntity", TokenKind.Refresh)]
    [InlineData("RefreshTokenForUserEntity", TokenKind.None)]
    [InlineData("AccessTokenFromRefreshTokenQuery", TokenKind.None)]
    public void A_type_with_a_preposition_holds_something_else(string type, object kind) => Assert.Equal(kind, TokenNames.OfHolder(type, TokenPolicy.Default));

    private static (string Kind, Confidence Confidence) Of(string identifier)
    {
        var (kind, confidence) = TokenNames.OfIdentifier(identifier, TokenPolicy.Default);
        return (kind.ToString(), confidence);
    }
}
