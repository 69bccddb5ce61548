using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TokenGuard.Analyzers.Flow;

namespace TokenGuard.Analyzers.Storage;

/// <summary>TKG3007: a token is put into the preferences of an application.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenInPreferencesAnalyzer() : TokenGuardAnalyzer(PreferenceSinks.Rule)
{
    // Where applications keep preferences, besides the registry.
    private static readonly string[] Stores =
    [
        "Microsoft.Maui.Storage.IPreferences", "Microsoft.Maui.Storage.Preferences", "Xamarin.Essentials.Preferences", "Xamarin.Essentials.Interfaces.IPreferences",
        "Plugin.Settings.Abstractions.ISettings", "Plugin.Settings.CrossSettings", "Xamarin.Forms.Application", "Windows.Storage.ApplicationDataContainer", "System.Configuration.ApplicationSettingsBase",
    ];

    private protected override void Register(RuleContext context)
    {
        if (context.Mentions(Mentions.Registry, Mentions.EnvironmentVariable) || Stores.Any(store => context.Types.Find(store) is not null))
        {
            context.OnSinks(PreferenceSinks.Instance);
        }
    }
}
