using Microsoft.AspNetCore.Authentication.BearerToken;
using TokenGuard.AspNetCore.Checkpoints;
using TokenGuard.AspNetCore.Violations;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Issuing;
using TokenGuard.Rules.RefreshTokens;

namespace TokenGuard.AspNetCore.Issuing;

/// <summary>TKG1003, TKG6005: the lifetimes of the tokens that the framework itself issues (<c>AddBearerToken</c>, <c>MapIdentityApi</c>).</summary>
internal static class TokenLifetimeGuard
{
    public static void Check(StartupContext context)
    {
        var policy = context.Policy;
        foreach (var scheme in context.Schemes)
        {
            if (scheme.Options is not BearerTokenOptions options)
            {
                continue;
            }

            if (TokenLifetimes.IsTooLong(options.BearerTokenExpiration, policy))
            {
                context.Add(new Finding(LongAccessTokenLifetime.Definition, scheme.Member("BearerTokenExpiration"), TokenLifetimes.Describe(policy.MaxAccessTokenLifetime), TokenLifetimes.Describe(TokenLifetimes.SuggestedFor(policy))));
            }

            if (RefreshTokenFacts.IsTooLong(options.RefreshTokenExpiration, policy))
            {
                context.Add(new Finding(RefreshTokenWithoutExpiry.Definition, scheme.Member("RefreshTokenExpiration"), TokenLifetimes.Describe(options.RefreshTokenExpiration), TokenLifetimes.Describe(policy.MaxRefreshTokenLifetime)));
            }
        }
    }
}
