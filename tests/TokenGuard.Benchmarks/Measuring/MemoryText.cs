using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace TokenGuard.Benchmarks.Measuring;

/// <summary>A file that analyzers get beside the code.</summary>
internal sealed class MemoryText(string path, string text) : AdditionalText
{
    public override string Path => path;

    /// <summary>Sonar's own configuration: its rules of security are on only where it names them.</summary>
    public static MemoryText SonarLint(IEnumerable<string> rules) =>
        new("SonarLint.xml", $"<AnalysisInput><Rules>{string.Concat(rules.Select(id => $"<Rule><Key>{id}</Key></Rule>"))}</Rules></AnalysisInput>");

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
}
