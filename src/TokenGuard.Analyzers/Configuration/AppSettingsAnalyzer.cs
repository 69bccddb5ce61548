using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TokenGuard.Rules;
using TokenGuard.Rules.Configuration;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Configuration;

/// <summary>TKG7001, TKG7002, TKG7012: what <c>appsettings*.json</c> says about tokens; the settings for development are left out.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AppSettingsAnalyzer() : TokenGuardAnalyzer(Insecure, Secret, LongLifetime)
{
    private static readonly DiagnosticDescriptor Insecure =
        Descriptor.Create(RuleIds.InsecureAppSettings, RuleDefinition.Category, InsecureAppSettings.Definition);

    private static readonly DiagnosticDescriptor Secret =
        Descriptor.Create(RuleIds.SecretInAppSettings, RuleDefinition.Category, SecretInAppSettings.Definition);

    private static readonly DiagnosticDescriptor LongLifetime =
        Descriptor.Create(RuleIds.LongLifetimeInAppSettings, RuleDefinition.Category, LongLifetimeInAppSettings.Definition);

    private protected override void Register(RuleContext context) => context.OnSettings(Check);

    private static void Check(SettingsContext file)
    {
        if (AppSettings.IsForDevelopment(file.FileName))
        {
            return;
        }

        var policy = file.Policy;
        foreach (var setting in file.Content.Settings)
        {
            if (AppSettings.IsExcluded(setting.Path, policy))
            {
                continue;
            }

            if (AppSettings.Weakness(setting) is var (mistake, remedy))
            {
                file.Report(Insecure, setting, setting.Path, mistake, remedy);
            }
            else if (AppSettings.IsSecret(setting))
            {
                file.Report(Secret, setting, setting.Path);
            }
            else if (AppSettings.Lifetime(setting) is var (lifetime, isRefresh)
                && (isRefresh ? policy.MaxRefreshTokenLifetime : policy.MaxAccessTokenLifetime) is var limit
                && lifetime > limit)
            {
                file.Report(LongLifetime, setting, setting.Path, isRefresh ? "refresh" : "access", TokenLifetimes.Describe(lifetime), TokenLifetimes.Describe(limit));
            }
        }
    }
}
