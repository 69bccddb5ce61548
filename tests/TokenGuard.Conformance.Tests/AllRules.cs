using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using TokenGuard.Analyzers;
using TokenGuard.CodeFixes;
using TokenGuard.Rules;

namespace TokenGuard.Conformance.Tests;

/// <summary>Every rule, and what implements it, found by reflection.</summary>
internal static class AllRules
{
    /// <summary>Definitions with their stem and topic, by id.</summary>
    public static ImmutableArray<Rule> Definitions { get; } =
        typeof(RuleDefinition).Assembly.GetTypes()
            .Select(type => (Type: type, Definition: type.GetField("Definition", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as RuleDefinition))
            .Where(rule => rule.Definition is not null)
            .Select(rule => new Rule(rule.Type.Name, rule.Type.Namespace!.Split('.').Last(), rule.Definition!))
            .OrderBy(rule => rule.Definition.Id, StringComparer.Ordinal)
            .ToImmutableArray();

    /// <summary>The ids of those that are off unless somebody enables them.</summary>
    public static ImmutableArray<string> OptIn { get; } = Definitions.Where(rule => rule.Definition.Severity == RuleSeverity.OptIn).Select(rule => rule.Definition.Id).ToImmutableArray();

    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = Instances<DiagnosticAnalyzer>(typeof(TokenGuardAnalyzer).Assembly);

    public static ImmutableArray<CodeFixProvider> CodeFixes { get; } = Instances<CodeFixProvider>(typeof(TokenGuardCodeFix).Assembly);

    private static ImmutableArray<T> Instances<T>(Assembly assembly) =>
        assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(T).IsAssignableFrom(type))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (T)Activator.CreateInstance(type)!)
            .ToImmutableArray();
}

/// <param name="Stem">The name that its files begin with.</param>
/// <param name="Topic">The folder that they lie in.</param>
/// <param name="Definition">What the rule says of itself.</param>
internal sealed record Rule(string Stem, string Topic, RuleDefinition Definition)
{
    public override string ToString() => $"{Definition.Id} {Stem}";
}
