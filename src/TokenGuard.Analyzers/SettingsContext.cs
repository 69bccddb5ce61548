using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers;

/// <summary>One file of settings, as a rule sees it.</summary>
internal readonly struct SettingsContext
{
    private static readonly ConditionalWeakTable<SourceText, SettingsContent> Contents = new();

    private readonly AdditionalFileAnalysisContext action;
    private readonly TokenProject project;
    private readonly SourceText text;

    private SettingsContext(AdditionalFileAnalysisContext action, TokenProject project, SourceText text, string fileName)
    {
        this.action = action;
        this.project = project;
        this.text = text;
        FileName = fileName;
    }

    public string FileName { get; }

    /// <summary>What the file says; read once, however many rules look.</summary>
    public SettingsContent Content => Contents.GetValue(text, static text => SettingsText.Read(text.ToString()));

    /// <summary>The policy that the configuration files set for the file.</summary>
    public TokenPolicy Policy => project.PolicyOf(action.AdditionalFile);

    /// <summary>An additional file, when it is one of settings.</summary>
    public static SettingsContext? Of(AdditionalFileAnalysisContext action, TokenProject project)
    {
        var path = action.AdditionalFile.Path;
        var fileName = path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
        return AppSettings.IsSettingsFile(fileName) && action.AdditionalFile.GetText(action.CancellationToken) is { } text
            ? new SettingsContext(action, project, text, fileName)
            : null;
    }

    /// <summary>Reports <paramref name="rule"/> at a value.</summary>
    public void Report(DiagnosticDescriptor rule, Setting setting, params object?[] arguments) =>
        Report(rule, new TextSpan(setting.Start, setting.Length), arguments);

    /// <summary>Reports <paramref name="rule"/> at a place of the file.</summary>
    public void Report(DiagnosticDescriptor rule, TextSpan span, params object?[] arguments) =>
        action.ReportDiagnostic(Diagnostic.Create(rule, Location.Create(action.AdditionalFile.Path, span, text.Lines.GetLinePositionSpan(span)), arguments));
}
