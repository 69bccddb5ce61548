using Microsoft.CodeAnalysis;
using TokenGuard.Rules;

namespace TokenGuard.Analyzers;

/// <summary>Turns rule definitions into what Roslyn asks for.</summary>
internal static class Descriptor
{
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
            HelpLinks.Of(id));
}
