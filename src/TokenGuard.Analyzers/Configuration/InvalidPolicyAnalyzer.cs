using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using TokenGuard.Rules;
using TokenGuard.Rules.Configuration;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Configuration;

/// <summary>TKG0001: a <c>tokenguard.*</c> option that cannot be read, or is unknown. It has no place in the code, and is reported once. Or a file of settings that cannot be read.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InvalidPolicyAnalyzer() : TokenGuardAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.InvalidPolicy, RuleDefinition.Category, InvalidPolicy.Definition);

    private protected override void Register(RuleContext context)
    {
        context.OnCompilationEnd(ReportProblems);
        context.OnSettings(ReportUnreadable);
    }

    private static void ReportUnreadable(SettingsContext file)
    {
        if (file.Content.Problem is { } problem && !AppSettings.IsExcluded(string.Empty, file.Policy))
        {
            file.Report(Rule, new TextSpan(problem.Position, 0), $"'{file.FileName}' cannot be read here: {problem.Message}; nothing behind it is checked");
        }
    }

    private static void ReportProblems(CompilationAnalysisContext context)
    {
        var provider = context.Options.AnalyzerConfigOptionsProvider;
        var messages = new SortedSet<string>(StringComparer.Ordinal);
        var all = context.Compilation.SyntaxTrees.Select(provider.GetOptions).Concat(context.Options.AdditionalFiles.Select(provider.GetOptions));
        foreach (var options in all.Prepend(provider.GlobalOptions))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            AddProblems(options, messages);
        }

        AddDifferences(context, messages);
        foreach (var message in messages)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, Location.None, message));
        }
    }

    private static void AddProblems(AnalyzerConfigOptions options, SortedSet<string> messages)
    {
        var keys = KeysOf(options);
        if (keys is { IsEmpty: true })
        {
            return;
        }

        var policy = new TokenPolicy(key => options.TryGetValue(TokenPolicy.Prefix + key, out var value) ? value : null);
        foreach (var problem in policy.Problems)
        {
            messages.Add($"Option '{TokenPolicy.Prefix}{problem.Key}' has the value '{problem.Value}', which cannot be used; write {problem.Allowed}");
        }

        foreach (var key in keys ?? ImmutableArray<string>.Empty)
        {
            if (!policy.Keys.Contains(key.Substring(TokenPolicy.Prefix.Length), StringComparer.OrdinalIgnoreCase))
            {
                messages.Add($"There is no option '{key}'; the options are {string.Join(", ", policy.Keys.Select(known => TokenPolicy.Prefix + known))}");
            }
        }
    }

    // The running application has one policy: where a file is checked by another, the two disagree.
    private static void AddDifferences(CompilationAnalysisContext context, SortedSet<string> messages)
    {
        if (ApplicationPolicy.Of(context.Compilation, context.Options.AnalyzerConfigOptionsProvider, context.CancellationToken) is not { } policy)
        {
            return;
        }

        foreach (var tree in context.Compilation.SyntaxTrees)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            var options = context.Options.AnalyzerConfigOptionsProvider.GetOptions(tree);
            foreach (var key in ApplicationPolicy.Keys)
            {
                if (options.TryGetValue(TokenPolicy.Prefix + key, out var value) && value != policy.ValueOf(key))
                {
                    messages.Add($"Option '{TokenPolicy.Prefix}{key}' is '{value}' for '{Path.GetFileName(tree.FilePath)}' and {(policy.ValueOf(key) is { } other ? $"'{other}'" : "not set")} for '{policy.FileName}', by which the running application goes; set it once for the whole project");
                }
            }
        }
    }

    // Our keys; null when the host cannot list them, as the base class of options cannot.
    private static ImmutableArray<string>? KeysOf(AnalyzerConfigOptions options)
    {
        try
        {
            return options.Keys.Where(key => key.StartsWith(TokenPolicy.Prefix, StringComparison.OrdinalIgnoreCase)).ToImmutableArray();
        }
        catch (NotImplementedException)
        {
            return null;
        }
    }
}
