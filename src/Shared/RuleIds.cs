namespace TokenGuard.Rules;

/// <summary>The id of every rule, named by its stem. A number is never used twice.</summary>
internal static class RuleIds
{
    public const string InvalidPolicy = "TKG0001";

    public const string UnsignedToken = "TKG1001";
    public const string TokenWithoutExpiry = "TKG1002";
    public const string LongAccessTokenLifetime = "TKG1003";
    public const string SensitiveClaim = "TKG1004";
    public const string HardcodedSigningKey = "TKG1005";
    public const string MissingAudienceOrIssuer = "TKG1006";
    public const string MissingTokenTypeOrId = "TKG1007";
    public const string NonNumericExpiry = "TKG1008";
    public const string DeprecatedAlgorithm = "TKG1009";
    public const string RefreshTokenIsAccessToken = "TKG1010";
    public const string WeakSigningKey = "TKG1011";
    public const string PersonalClaim = "TKG1012";

    public const string SignatureNotValidated = "TKG2001";
    public const string LifetimeNotValidated = "TKG2002";
    public const string AudienceNotValidated = "TKG2003";
    public const string IssuerNotValidated = "TKG2004";
    public const string TokenReadWithoutValidation = "TKG2005";
    public const string ValidationResultIgnored = "TKG2006";
    public const string AlgorithmsNotPinned = "TKG2007";
    public const string TokenTypeNotValidated = "TKG2008";
    public const string ExcessiveClockSkew = "TKG2009";
    public const string SigningKeyFromToken = "TKG2010";
    public const string HandRolledSignatureCheck = "TKG2011";
    public const string AuthenticationFailureSwallowed = "TKG2012";
    public const string ExpiredTokenPrincipal = "TKG2013";
    public const string TokenAcceptedFromQuery = "TKG2014";
    public const string LegacyTokenValidators = "TKG2015";
    public const string AlgorithmNotValidated = "TKG2016";
    public const string ValidatorAlwaysSucceeds = "TKG2017";

    public const string TokenCookieNotHttpOnly = "TKG3001";
    public const string TokenCookieNotSecure = "TKG3002";
    public const string TokenCookieCrossSite = "TKG3003";
    public const string LongLivedTokenCookie = "TKG3004";
    public const string TokenCookieScope = "TKG3005";
    public const string TokenInBrowserStorage = "TKG3006";
    public const string TokenInPreferences = "TKG3007";
    public const string TokenInPlainFile = "TKG3008";
    public const string PlainTextRefreshToken = "TKG3009";
    public const string TokenInSharedCache = "TKG3010";
    public const string TokenOnSharedClient = "TKG3011";
    public const string TokenCookieWithoutSameSite = "TKG3012";
    public const string TokenInStaticField = "TKG3013";

    public const string TokenOverHttp = "TKG4001";
    public const string CertificateValidationDisabled = "TKG4002";
    public const string TokenInUrl = "TKG4003";
    public const string TokenInRedirect = "TKG4004";
    public const string RefreshTokenToResourceServer = "TKG4005";
    public const string TokenInCustomHeader = "TKG4006";
    public const string TokenRequestFollowsRedirect = "TKG4007";
    public const string TokenToUnboundHost = "TKG4008";

    public const string TokenLogged = "TKG5001";
    public const string TokenInException = "TKG5002";
    public const string SensitiveLoggingEnabled = "TKG5003";
    public const string TokenInTelemetry = "TKG5004";
    public const string RefreshTokenInResponseBody = "TKG5005";
    public const string CacheableTokenResponse = "TKG5006";
    public const string SaveTokensInCookie = "TKG5007";
    public const string TokenInClaim = "TKG5008";
    public const string TokenInPage = "TKG5010";

    public const string WeakTokenGeneration = "TKG6001";
    public const string NonConstantTimeComparison = "TKG6003";
    public const string RefreshTokenReusable = "TKG6004";
    public const string RefreshTokenWithoutExpiry = "TKG6005";
    public const string RefreshTokenNotRevocable = "TKG6006";
    public const string RefreshTokenSurvivesSignOut = "TKG6007";
    public const string RefreshEndpointDoesNotRotate = "TKG6011";

    public const string InsecureAppSettings = "TKG7001";
    public const string SecretInAppSettings = "TKG7002";
    public const string HttpsMetadataNotRequired = "TKG7003";
    public const string PkceDisabled = "TKG7004";
    public const string ImplicitFlow = "TKG7005";
    public const string PasswordGrant = "TKG7006";
    public const string NonceOrStateDisabled = "TKG7007";
    public const string LongCookieSession = "TKG7008";
    public const string DevelopmentCredential = "TKG7009";
    public const string WeakenedAuthorizationServer = "TKG7011";
    public const string LongLifetimeInAppSettings = "TKG7012";
    public const string HardcodedToken = "TKG7013";
    public const string HardcodedClientSecret = "TKG7014";
}
