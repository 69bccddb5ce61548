using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TokenGuard.AspNetCore.Checkpoints;
using TokenGuard.AspNetCore.Policy;
using TokenGuard.AspNetCore.Violations;
using TokenGuard.Rules.Configuration;
using TokenGuard.Rules.Facts;

namespace TokenGuard.AspNetCore.Configuration;

/// <summary>TKG7001, TKG7002, TKG7012: what the configuration says, wherever it comes from. Names are told, values never.</summary>
internal static class AppSettingsGuard
{
    public static void Check(StartupContext context)
    {
        if (context.Environment.IsDevelopment() || context.Services.GetService<IConfiguration>() is not { } configuration)
        {
            return;
        }

        var policy = context.Policy;
        foreach (var (path, value) in configuration.AsEnumerable())
        {
            if (value is null || path.StartsWith(TokenGuardOptionsSetup.SectionName + ":", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var setting = new Setting(path, value, isText: !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _), start: 0, value.Length);
            var name = SafeText.Name(path);
            if (AppSettings.Weakness(setting) is var (mistake, remedy))
            {
                context.Add(new Finding(InsecureAppSettings.Definition, name, mistake, remedy));
            }

            if (AppSettings.IsSecret(setting) && IsOfSettingsFile(configuration, path))
            {
                context.Add(new Finding(SecretInAppSettings.Definition, name));
            }

            if (AppSettings.Lifetime(setting) is var (lifetime, isRefresh) && (isRefresh ? RefreshTokenFacts.IsTooLong(lifetime, policy) : TokenLifetimes.IsTooLong(lifetime, policy)))
            {
                context.Add(new Finding(
                    LongLifetimeInAppSettings.Definition, name, isRefresh ? "refresh" : "access", TokenLifetimes.Describe(lifetime), TokenLifetimes.Describe(isRefresh ? policy.MaxRefreshTokenLifetime : policy.MaxAccessTokenLifetime)));
            }
        }
    }

    // Not a secret of the user, an environment variable or a vault: the provider that is asked last wins.
    private static bool IsOfSettingsFile(IConfiguration configuration, string path) =>
        configuration is IConfigurationRoot root
        && root.Providers.LastOrDefault(provider => provider.TryGet(path, out _)) is FileConfigurationProvider { Source.Path: { } file }
        && AppSettings.IsSettingsFile(Path.GetFileName(file)) && !AppSettings.IsForDevelopment(Path.GetFileName(file));
}
