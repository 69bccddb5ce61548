using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using TokenGuard.AspNetCore.Checkpoints;
using TokenGuard.Rules.Facts;

namespace TokenGuard.AspNetCore.Validation;

/// <summary>Whether the authorization policies of an application do the work of the audience check: a scope is one of this API.</summary>
internal static class AudiencePolicies
{
    private const string Scope = "Scope";

    public static bool AskForAudience(StartupContext context) =>
        context.OptionsOf<AuthorizationOptions>() is { } options && PoliciesOf(options).Any(policy => policy?.Requirements.Any(AsksForAudience) == true);

    // Libraries and applications write requirements of their own: ScopeAuthorizationRequirement, HasScopeRequirement.
    private static bool AsksForAudience(IAuthorizationRequirement requirement) =>
        requirement is ClaimsAuthorizationRequirement claims ? ValidationMembers.TellsAudience(claims.ClaimType) : requirement.GetType().Name.Contains(Scope, StringComparison.Ordinal);

    private static IEnumerable<AuthorizationPolicy?> PoliciesOf(AuthorizationOptions options) => NamedOf(options).Append(options.DefaultPolicy).Append(options.FallbackPolicy);

    // They can be asked for by name only, and the names stand at endpoints that do not exist yet.
    private static IEnumerable<AuthorizationPolicy?> NamedOf(AuthorizationOptions options)
    {
        try
        {
            return PolicyMap(options).Values.Where(policy => policy.IsCompletedSuccessfully).Select(policy => policy.Result);
        }
        catch (MissingMemberException)
        {
            return []; // another version of the framework
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_PolicyMap")]
    private static extern Dictionary<string, Task<AuthorizationPolicy?>> PolicyMap(AuthorizationOptions options);
}
