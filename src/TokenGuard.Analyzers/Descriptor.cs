using System.Reflection;
using Microsoft.CodeAnalysis;
using TokenGuard.Rules;

namespace TokenGuard.Analyzers;

/// <summary>Turns rule definitions into what Roslyn asks for.</summary>
internal static class Descriptor
{
    private static readonly string HelpRoot = $"{RepositoryUrl()}/blob/v{Version()}/rules.md";

    /// <param name="id">The rule's id; a constant, because release tracking reads it.</param>
    /// <param name="category">The rule's category; a constant for the same reason.</param>
    /// <param name="definition">Everything else.</param>
    public static DiagnosticDescriptor Create(string id, string category, RuleDefinition definition) =>
        new(
            id,
            definition.Title,
            definition.Message,
            category,
            definition.Severity == RuleSeverity.Info ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning,
            isEnabledByDefault: definition.Severity != RuleSeverity.OptIn,
            definition.Description,
            $"{HelpRoot}#{id.ToLowerInvariant()}");

    private static string RepositoryUrl() =>
        typeof(Descriptor).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == "RepositoryUrl").Value;

    // Without what a build appends to it, such as the commit.
    private static string Version() =>
        typeof(Descriptor).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>().InformationalVersion.Split('+')[0];
}
