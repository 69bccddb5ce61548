using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TokenGuard.Rules;

namespace TokenGuard.AspNetCore.Policy;

/// <summary>Fills the options from what the build has written into the application and from the section <c>TokenGuard</c>, without reflection over the options.</summary>
internal sealed class TokenGuardOptionsSetup(IConfiguration? configuration = null, IHostEnvironment? environment = null) : IConfigureOptions<TokenGuardOptions>
{
    public const string SectionName = "TokenGuard";

    private static readonly ImmutableArray<string> OwnKeys =
    [
        nameof(TokenGuardOptions.Mode), nameof(TokenGuardOptions.Rules), nameof(TokenGuardOptions.EnforceStartupInDevelopment),
        nameof(TokenGuardOptions.AllowedHosts), nameof(TokenGuardOptions.QueryTokenPaths), nameof(TokenGuardOptions.RefreshTokenPaths),
    ];

    private static readonly ImmutableArray<string> PolicyKeys = [.. TokenPolicy.Default.Keys.Except(TokenPolicy.BuildKeys)];

    public void Configure(TokenGuardOptions options)
    {
        var section = configuration?.GetSection(SectionName);
        var baked = Baked(environment?.ApplicationName);
        ApplyPolicy(options, section, key => baked.TryGetValue(key, out var value) ? value : null);
        if (section is null || !section.Exists())
        {
            return;
        }

        var reader = new PolicyReader(key => Text(section, key));
        options.Mode = reader.Choice(nameof(options.Mode), options.Mode);
        options.EnforceStartupInDevelopment = reader.Flag(nameof(options.EnforceStartupInDevelopment), options.EnforceStartupInDevelopment);
        Add(options.AllowedHosts, reader.List(nameof(options.AllowedHosts)));
        Add(options.QueryTokenPaths, reader.List(nameof(options.QueryTokenPaths)));
        Add(options.RefreshTokenPaths, reader.List(nameof(options.RefreshTokenPaths)));
        AddProblems(options, reader.Problems, key => $"{SectionName}:{key}");
        ReadRules(options, section.GetSection(nameof(options.Rules)));
        foreach (var child in section.GetChildren())
        {
            if (!OwnKeys.Contains(child.Key, StringComparer.OrdinalIgnoreCase) && !PolicyKeys.Any(key => string.Equals(SettingOf(key), child.Key, StringComparison.OrdinalIgnoreCase)))
            {
                options.Problems.Add($"'{child.Path}' is no option; those that there are: {string.Join(", ", OwnKeys.Concat(PolicyKeys.Select(SettingOf)).Order(StringComparer.Ordinal))}");
            }
        }
    }

    private static void ApplyPolicy(TokenGuardOptions options, IConfigurationSection? section, Func<string, string?> baked)
    {
        var built = new TokenPolicy(baked);
        var policy = section is null ? built : new TokenPolicy(key => TokenPolicy.BuildKeys.Contains(key) ? null : Text(section, SettingOf(key)) ?? baked(key));
        options.MaxAccessTokenLifetime = policy.MaxAccessTokenLifetime;
        options.MaxRefreshTokenLifetime = policy.MaxRefreshTokenLifetime;
        options.MaxClockSkew = policy.MaxClockSkew;
        options.MaxCookieSession = policy.MaxCookieSession;
        options.MinRsaBits = policy.MinRsaBits;
        options.TrustedFrontProxy = policy.TrustedFrontProxy;

        // Of lists nobody means that the words of the other place are none any more.
        Add(options.SensitiveClaims, [.. built.SensitiveClaims, .. policy.SensitiveClaims]);
        Add(options.TokenCookieNames, [.. built.TokenCookieNames, .. policy.TokenCookieNames]);
        Add(options.AuthorizationServers, [.. built.AuthorizationServers, .. policy.AuthorizationServers]);
        Add(options.AllowedQueryHosts, [.. built.AllowedQueryHosts, .. policy.AllowedQueryHosts]);
        Add(options.AdditionalTokenNames, [.. built.AdditionalTokenNames, .. policy.AdditionalTokenNames]);
        Add(options.ExcludedTokenNames, [.. built.ExcludedTokenNames, .. policy.ExcludedTokenNames]);
        AddProblems(options, policy.Problems, key => section is not null && Text(section, SettingOf(key)) is not null ? $"{SectionName}:{SettingOf(key)}" : TokenPolicy.Prefix + key);
    }

    // "TKG3012": "Report", or "TKG3001": { "Enforcement": "Off", "Reason": "..." }
    private static void ReadRules(TokenGuardOptions options, IConfigurationSection rules)
    {
        foreach (var rule in rules.GetChildren())
        {
            var text = rule.Value ?? rule[nameof(Enforcement)];
            if (text is null || !Enum.TryParse<Enforcement>(text, ignoreCase: true, out var enforcement) || !Enum.IsDefined(enforcement) || char.IsAsciiDigit(text.TrimStart()[0]))
            {
                options.Problems.Add($"'{rule.Path}' is '{text}'; allowed are Off, Report and Block, for Off as an object with 'Enforcement' and 'Reason'");
                continue;
            }

            options.Rules[rule.Key] = enforcement;
            if (rule["Reason"] is { } reason)
            {
                options.Reasons[rule.Key] = reason;
            }
        }
    }

    // A text, or an array.
    private static string? Text(IConfigurationSection section, string key)
    {
        var setting = section.GetSection(key);
        return setting.Value ?? (setting.GetChildren().ToList() is { Count: > 0 } items ? string.Join(',', items.Select(item => item.Value)) : null);
    }

    private static void Add(IList<string> list, ImmutableArray<string> items)
    {
        foreach (var item in items.Where(item => !list.Contains(item, StringComparer.OrdinalIgnoreCase)))
        {
            list.Add(item);
        }
    }

    private static void AddProblems(TokenGuardOptions options, ImmutableArray<PolicyProblem> problems, Func<string, string> nameOf) =>
        options.Problems.AddRange(problems.Select(problem => $"'{nameOf(problem.Key)}' is '{problem.Value}'; allowed is {problem.Allowed}"));

    // max_access_token_lifetime is MaxAccessTokenLifetime there.
    private static string SettingOf(string key) => string.Concat(key.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static Dictionary<string, string> Baked(string? applicationName)
    {
        try
        {
            return applicationName is null
                ? []
                : Assembly.Load(new AssemblyName(applicationName)).GetCustomAttributes<TokenGuardPolicyAttribute>().Where(item => PolicyKeys.Contains(item.Key)).GroupBy(item => item.Key).ToDictionary(items => items.Key, items => items.First().Value);
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException or ArgumentException)
        {
            return []; // the name of an application need not be that of an assembly
        }
    }
}
