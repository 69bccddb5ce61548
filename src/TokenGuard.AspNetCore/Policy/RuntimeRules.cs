using System.Collections.Frozen;
using TokenGuard.Rules;
using TokenGuard.Rules.Configuration;
using TokenGuard.Rules.Issuing;
using TokenGuard.Rules.Leakage;
using TokenGuard.Rules.RefreshTokens;
using TokenGuard.Rules.Storage;
using TokenGuard.Rules.Transport;
using TokenGuard.Rules.Validation;

namespace TokenGuard.AspNetCore.Policy;

/// <summary>The rules that are enforced at run time.</summary>
internal static class RuntimeRules
{
    private const string AtStart = "it is looked at when the application starts, or makes a client";

    /// <summary>Rules that an endpoint cannot set, and why.</summary>
    public static FrozenDictionary<string, string> NotOfEndpoints { get; } = new Dictionary<string, string>
    {
        [SignatureNotValidated.Definition.Id] = AtStart,
        [LifetimeNotValidated.Definition.Id] = AtStart,
        [AudienceNotValidated.Definition.Id] = AtStart,
        [IssuerNotValidated.Definition.Id] = AtStart,
        [AlgorithmsNotPinned.Definition.Id] = AtStart,
        [ExcessiveClockSkew.Definition.Id] = AtStart,
        [TokenAcceptedFromQuery.Definition.Id] = $"it is looked at before the endpoint is known; add the path to '{nameof(TokenGuardOptions.QueryTokenPaths)}' instead",
        [LegacyTokenValidators.Definition.Id] = AtStart,
        [AlgorithmNotValidated.Definition.Id] = AtStart,
        [ValidatorAlwaysSucceeds.Definition.Id] = AtStart,
        [CertificateValidationDisabled.Definition.Id] = AtStart,
        [TokenRequestFollowsRedirect.Definition.Id] = AtStart,
        [SensitiveLoggingEnabled.Definition.Id] = AtStart,
        [SaveTokensInCookie.Definition.Id] = AtStart,
        [RefreshTokenWithoutExpiry.Definition.Id] = AtStart,
        [InsecureAppSettings.Definition.Id] = AtStart,
        [SecretInAppSettings.Definition.Id] = AtStart,
        [HttpsMetadataNotRequired.Definition.Id] = AtStart,
        [PkceDisabled.Definition.Id] = AtStart,
        [ImplicitFlow.Definition.Id] = AtStart,
        [NonceOrStateDisabled.Definition.Id] = AtStart,
        [LongCookieSession.Definition.Id] = AtStart,
        [LongLifetimeInAppSettings.Definition.Id] = AtStart,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static FrozenDictionary<string, RuleDefinition> All { get; } = new[]
    {
        UnsignedToken.Definition,
        TokenWithoutExpiry.Definition,
        LongAccessTokenLifetime.Definition,
        SensitiveClaim.Definition,
        HardcodedSigningKey.Definition,
        MissingAudienceOrIssuer.Definition,
        MissingTokenTypeOrId.Definition,
        NonNumericExpiry.Definition,
        DeprecatedAlgorithm.Definition,
        RefreshTokenIsAccessToken.Definition,
        WeakSigningKey.Definition,
        PersonalClaim.Definition,
        SignatureNotValidated.Definition,
        LifetimeNotValidated.Definition,
        AudienceNotValidated.Definition,
        IssuerNotValidated.Definition,
        AlgorithmsNotPinned.Definition,
        TokenTypeNotValidated.Definition,
        ExcessiveClockSkew.Definition,
        SigningKeyFromToken.Definition,
        TokenAcceptedFromQuery.Definition,
        LegacyTokenValidators.Definition,
        AlgorithmNotValidated.Definition,
        ValidatorAlwaysSucceeds.Definition,
        TokenCookieNotHttpOnly.Definition,
        TokenCookieNotSecure.Definition,
        TokenCookieCrossSite.Definition,
        LongLivedTokenCookie.Definition,
        TokenCookieScope.Definition,
        TokenCookieWithoutSameSite.Definition,
        TokenOverHttp.Definition,
        CertificateValidationDisabled.Definition,
        TokenInUrl.Definition,
        TokenInRedirect.Definition,
        RefreshTokenToResourceServer.Definition,
        TokenInCustomHeader.Definition,
        TokenRequestFollowsRedirect.Definition,
        TokenToUnboundHost.Definition,
        TokenLogged.Definition,
        TokenInException.Definition,
        SensitiveLoggingEnabled.Definition,
        TokenInTelemetry.Definition,
        CacheableTokenResponse.Definition,
        SaveTokensInCookie.Definition,
        TokenInClaim.Definition,
        RefreshTokenWithoutExpiry.Definition,
        InsecureAppSettings.Definition,
        SecretInAppSettings.Definition,
        HttpsMetadataNotRequired.Definition,
        PkceDisabled.Definition,
        ImplicitFlow.Definition,
        PasswordGrant.Definition,
        NonceOrStateDisabled.Definition,
        LongCookieSession.Definition,
        LongLifetimeInAppSettings.Definition,
    }.ToFrozenDictionary(rule => rule.Id, StringComparer.OrdinalIgnoreCase);
}
