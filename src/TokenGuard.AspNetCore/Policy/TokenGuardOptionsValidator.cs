using Microsoft.Extensions.Options;

namespace TokenGuard.AspNetCore.Policy;

/// <summary>Options that cannot be meant keep the application from starting; all of them are named at once.</summary>
internal sealed class TokenGuardOptionsValidator : IValidateOptions<TokenGuardOptions>
{
    private const int LeastRsaBits = 2048;
    private const int MostRsaBits = 16384;

    public ValidateOptionsResult Validate(string? name, TokenGuardOptions options)
    {
        var problems = options.Problems.Concat(OfRules(options)).Concat(OfLimits(options)).Concat(OfLists(options)).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems.Select(problem => "TKG0001: TokenGuard option " + problem));
    }

    private static IEnumerable<string> OfRules(TokenGuardOptions options)
    {
        if (!Enum.IsDefined(options.Mode))
        {
            yield return $"'{nameof(options.Mode)}' is '{options.Mode}'; allowed are Default, Report and BlockAll";
        }

        foreach (var (id, enforcement) in options.Rules)
        {
            if (!RuntimeRules.All.ContainsKey(id))
            {
                yield return $"'Rules:{id}': there is no rule '{id}' that is enforced at run time; rules of the build are set in .editorconfig";
            }
            else if (!Enum.IsDefined(enforcement))
            {
                yield return $"'Rules:{id}' is '{enforcement}'; allowed are Off, Report and Block";
            }
            else if (enforcement == Enforcement.Off && (!options.Reasons.TryGetValue(id, out var reason) || string.IsNullOrWhiteSpace(reason)))
            {
                yield return $"'Rules:{id}' is 'Off' without a reason; call TurnOff(\"{id}\", reason), or give it a 'Reason' in the configuration";
            }
        }
    }

    private static IEnumerable<string> OfLimits(TokenGuardOptions options)
    {
        foreach (var (name, limit) in new[]
        {
            (nameof(options.MaxAccessTokenLifetime), options.MaxAccessTokenLifetime),
            (nameof(options.MaxRefreshTokenLifetime), options.MaxRefreshTokenLifetime),
            (nameof(options.MaxClockSkew), options.MaxClockSkew),
            (nameof(options.MaxCookieSession), options.MaxCookieSession),
        })
        {
            if (limit <= TimeSpan.Zero)
            {
                yield return $"'{name}' is '{limit}'; allowed is more than zero";
            }
        }

        if (options.MinRsaBits is < LeastRsaBits or > MostRsaBits)
        {
            yield return $"'{nameof(options.MinRsaBits)}' is '{options.MinRsaBits}'; allowed is a whole number from {LeastRsaBits} to {MostRsaBits}";
        }
    }

    private static IEnumerable<string> OfLists(TokenGuardOptions options)
    {
        foreach (var (name, hosts) in new[]
        {
            (nameof(options.AuthorizationServers), options.AuthorizationServers),
            (nameof(options.AllowedQueryHosts), options.AllowedQueryHosts),
            (nameof(options.AllowedHosts), options.AllowedHosts),
        })
        {
            foreach (var host in hosts.Where(host => Hosts.Of(host) is null))
            {
                yield return $"'{name}' has '{host}'; allowed is a host or a URL";
            }
        }

        foreach (var (name, paths) in new[] { (nameof(options.QueryTokenPaths), options.QueryTokenPaths), (nameof(options.RefreshTokenPaths), options.RefreshTokenPaths) })
        {
            foreach (var path in paths.Where(path => path is not ['/', ..]))
            {
                yield return $"'{name}' has '{path}'; allowed is a path that begins with '/'";
            }
        }
    }
}
