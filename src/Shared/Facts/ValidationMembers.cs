using System.Collections.Immutable;

namespace TokenGuard.Rules.Facts;

/// <summary>The switches and delegates of <c>TokenValidationParameters</c>, and the rule that each can break.</summary>
internal static class ValidationMembers
{
    /// <summary>The switches that break a rule when they are false.</summary>
    public static readonly ImmutableArray<string> Switches =
        ImmutableArray.Create("RequireSignedTokens", "ValidateLifetime", "RequireExpirationTime", "ValidateAudience", "RequireAudience", "ValidateIssuer");

    /// <summary>Whether a claim of this name tells for whom a token is, so that whoever asks for it does the work of the audience check. A scope is one of this API.</summary>
    public static bool TellsAudience(string claim) => claim is "aud" or "azp" or "appid" or "client_id" or "scope" or "scp" or "http://schemas.microsoft.com/identity/claims/scope";

    /// <summary>The rule that a switch breaks when it is false; null for other members. <c>ValidateIssuerSigningKey</c> switches no signature check off.</summary>
    public static string? RuleOfSwitch(string member) =>
        member switch
        {
            "RequireSignedTokens" => RuleIds.SignatureNotValidated,
            "ValidateLifetime" or "RequireExpirationTime" => RuleIds.LifetimeNotValidated,
            "ValidateAudience" or "RequireAudience" => RuleIds.AudienceNotValidated,
            "ValidateIssuer" => RuleIds.IssuerNotValidated,
            _ => null,
        };

    /// <summary>The rule that a delegate breaks when it accepts everything; null for other members.</summary>
    public static string? RuleOfDelegate(string member) =>
        member switch
        {
            "SignatureValidator" or "SignatureValidatorUsingConfiguration" => RuleIds.SignatureNotValidated,
            "LifetimeValidator" => RuleIds.LifetimeNotValidated,
            "AudienceValidator" => RuleIds.AudienceNotValidated,
            "IssuerValidator" or "IssuerValidatorUsingConfiguration" => RuleIds.IssuerNotValidated,
            "AlgorithmValidator" => RuleIds.AlgorithmNotValidated,
            "IssuerSigningKeyValidator" or "IssuerSigningKeyValidatorUsingConfiguration" or "TokenReplayValidator" or "TypeValidator" => RuleIds.ValidatorAlwaysSucceeds,
            _ => null,
        };
}
