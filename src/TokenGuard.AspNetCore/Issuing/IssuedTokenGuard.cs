using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.IdentityModel.Tokens;
using TokenGuard.AspNetCore.Checkpoints;
using TokenGuard.AspNetCore.Violations;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Issuing;
using TokenGuard.Rules.Leakage;
using ClaimNames = Microsoft.IdentityModel.JsonWebTokens.JwtRegisteredClaimNames;

namespace TokenGuard.AspNetCore.Issuing;

/// <summary>TKG1001 to TKG1009, TKG1011, TKG1012, TKG5008: what a token says, and how it is signed.</summary>
internal static class IssuedTokenGuard
{
    /// <summary>A token within a token, which says who acts for whom.</summary>
    private const string Actor = "actort";

    /// <summary>Keys are used again and again, and judged once.</summary>
    private static readonly ConditionalWeakTable<SecurityKey, Judgement> Keys = [];

    public static void Check(IssuingCheckpoint checkpoint, IssuedToken token, SecurityTokenDescriptor? descriptor)
    {
        CheckSignature(checkpoint, token);
        CheckTimes(checkpoint, token);
        CheckLifetime(checkpoint, token, descriptor);
        CheckParties(checkpoint, token);
        CheckTypeAndId(checkpoint, token, descriptor);
        if (token.Encryption is null)
        {
            foreach (var (name, value) in token.Claims)
            {
                CheckClaim(checkpoint, token, name, value);
            }
        }
    }

    private static void CheckSignature(IssuingCheckpoint checkpoint, IssuedToken token)
    {
        if (Algorithms.IsNone(token.Algorithm))
        {
            checkpoint.Refuse(new Finding(UnsignedToken.Definition, token.Made, "set 'SigningCredentials'"));
        }

        foreach (var algorithm in new[] { token.Algorithm, token.Encryption?.Alg }.Where(Algorithms.IsDeprecated))
        {
            checkpoint.Refuse(new Finding(DeprecatedAlgorithm.Definition, token.Made, SafeText.Name(algorithm), "one that RFC 8725 allows, such as RS256, ES256 or RSA-OAEP"));
        }

        if (token.Signing?.Key is { } key && Keys.GetValue(key, static key => new Judgement()).Of(key, token.Made, checkpoint) is { } finding)
        {
            checkpoint.Refuse(finding);
        }
    }

    private static void CheckTimes(IssuingCheckpoint checkpoint, IssuedToken token)
    {
        foreach (var (name, value) in token.Claims)
        {
            if (name is ClaimNames.Exp or ClaimNames.Nbf or ClaimNames.Iat && !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            {
                checkpoint.Refuse(new Finding(NonNumericExpiry.Definition, name, "is no number", "give it the seconds since 1970 in UTC"));
            }
        }
    }

    private static void CheckLifetime(IssuingCheckpoint checkpoint, IssuedToken token, SecurityTokenDescriptor? descriptor)
    {
        var policy = checkpoint.Policy.Facts;
        if (token.Expires is not { } expires)
        {
            if (ExpiryClaims.NeverExpire([.. token.Claims.Select(claim => claim.Key)]))
            {
                checkpoint.Repair(
                    new Finding(TokenWithoutExpiry.Definition, token.Made, "set 'Expires'"),
                    descriptor is null ? null : () => descriptor.Expires = DateTime.UtcNow + TokenLifetimes.SuggestedFor(policy));
            }
        }
        else if (token.Purpose is TokenPurpose.Unknown or TokenPurpose.Access && TokenLifetimes.IsTooLong(WithoutSeconds(expires - token.Start), policy))
        {
            checkpoint.Repair(
                new Finding(LongAccessTokenLifetime.Definition, token.Made, TokenLifetimes.Describe(policy.MaxAccessTokenLifetime), TokenLifetimes.Describe(TokenLifetimes.SuggestedFor(policy))),
                descriptor is null || token.Claims.Any(claim => claim.Key == ClaimNames.Exp) ? null : () => descriptor.Expires = token.Start + policy.MaxAccessTokenLifetime);
        }
    }

    // Between the two times some milliseconds may have passed.
    private static TimeSpan WithoutSeconds(TimeSpan time) => TimeSpan.FromSeconds(Math.Floor(time.TotalSeconds / 10) * 10);

    private static void CheckParties(IssuingCheckpoint checkpoint, IssuedToken token)
    {
        // What is for one receiver only, such as the push service or a link, tells by other means whose it is.
        if (token.Purpose is TokenPurpose.Message or TokenPurpose.Other)
        {
            return;
        }

        if (!token.HasAudience)
        {
            checkpoint.Refuse(new Finding(MissingAudienceOrIssuer.Definition, token.Made, "audience", "set 'Audience'"));
        }

        if (!token.HasIssuer)
        {
            checkpoint.Refuse(new Finding(MissingAudienceOrIssuer.Definition, token.Made, "issuer", "set 'Issuer'"));
        }
    }

    private static void CheckTypeAndId(IssuingCheckpoint checkpoint, IssuedToken token, SecurityTokenDescriptor? descriptor)
    {
        if (token.Purpose is TokenPurpose.Message or TokenPurpose.Other)
        {
            return;
        }

        if (token.Type is null or "JWT")
        {
            checkpoint.Repair(
                new Finding(MissingTokenTypeOrId.Definition, token.Made, "no type that tells it from other tokens", $"'TokenType' to '{IssuedToken.AccessTokenType}'"),
                descriptor is null ? null : () => descriptor.TokenType = IssuedToken.AccessTokenType);
        }

        if (!token.HasId)
        {
            checkpoint.Repair(
                new Finding(MissingTokenTypeOrId.Definition, token.Made, "no ID", "claim 'jti'"),
                descriptor is null ? null : () => AddId(descriptor));
        }
    }

    /// <summary>Gives a token an ID.</summary>
    public static void AddId(SecurityTokenDescriptor descriptor) =>
        descriptor.Claims = new Dictionary<string, object>(descriptor.Claims ?? new Dictionary<string, object>()) { [ClaimNames.Jti] = Guid.NewGuid().ToString("N") };

    private static void CheckClaim(IssuingCheckpoint checkpoint, IssuedToken token, string name, string value)
    {
        var policy = checkpoint.Policy.Facts;
        if (ClaimLexicon.IsSpecialCategory(name) || (ClaimLexicon.IsSecret(name, policy) && !bool.TryParse(value, out _)))
        {
            checkpoint.Refuse(new Finding(SensitiveClaim.Definition, SafeText.Name(name), "sensitive data") { IsInDoubt = ClaimLexicon.IsAmbiguous(name) || bool.TryParse(value, out _) });
        }
        else if (token.IsAccessToken && ClaimLexicon.IsPersonal(name))
        {
            checkpoint.Refuse(new Finding(PersonalClaim.Definition, SafeText.Name(name), "personal data"));
        }

        if (name != Actor && Parameters.Of(name, value, policy) is { } inner)
        {
            checkpoint.Refuse(new Finding(TokenInClaim.Definition, Capital(CookieFacts.Describe(inner.Kind)), SafeText.Name(name)) { IsInDoubt = !inner.IsCertain, Token = inner.Value });
        }
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private sealed class Judgement
    {
        private bool isKnown;
        private Finding? finding;

        public Finding? Of(SecurityKey key, string made, IssuingCheckpoint checkpoint)
        {
            if (!isKnown)
            {
                (finding, isKnown) = (SigningKeyGuard.Judge(key, made, checkpoint.Policy.Facts), true);
            }

            return finding;
        }
    }
}
