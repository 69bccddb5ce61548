using System.Reflection;

namespace TokenGuard.Rules;

/// <summary>Where a rule is explained: its section in the rules.md of this version.</summary>
internal static class HelpLinks
{
    private static readonly string Root = $"{RepositoryUrl()}/blob/v{Version()}/rules.md";

    public static string Of(string id) => $"{Root}#{id.ToLowerInvariant()}";

    private static string RepositoryUrl() =>
        typeof(HelpLinks).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == "RepositoryUrl").Value!;

    // Without what a build appends to it, such as the commit.
    private static string Version() =>
        typeof(HelpLinks).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
