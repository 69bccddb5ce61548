using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TokenGuard.Rules;

namespace TokenGuard.Analyzers.Configuration;

/// <summary>The policy by which the running application goes: that of the file of its entry point.</summary>
internal sealed class ApplicationPolicy
{
    private const string Attribute = "TokenGuard.AspNetCore.TokenGuardPolicyAttribute";

    private readonly AnalyzerConfigOptions options;

    private ApplicationPolicy(AnalyzerConfigOptions options, string fileName)
    {
        this.options = options;
        FileName = fileName;
    }

    /// <summary>The keys that a running application has too, without prefix.</summary>
    public static ImmutableArray<string> Keys { get; } = TokenPolicy.Default.Keys.Except(TokenPolicy.BuildKeys).ToImmutableArray();

    /// <summary>The name of the file of the entry point.</summary>
    public string FileName { get; }

    /// <summary>The policy; null where no application is built, or it does not use the runtime.</summary>
    public static ApplicationPolicy? Of(Compilation compilation, AnalyzerConfigOptionsProvider provider, CancellationToken cancellationToken) =>
        compilation.Options.OutputKind != OutputKind.DynamicallyLinkedLibrary
        && compilation.GetTypeByMetadataName(Attribute) is not null
        && compilation.GetEntryPoint(cancellationToken)?.PlacesIn(compilation).FirstOrDefault()?.SourceTree is { } tree
            ? new ApplicationPolicy(provider.GetOptions(tree), Path.GetFileName(tree.FilePath))
            : null;

    /// <summary>What a key is set to, or null.</summary>
    public string? ValueOf(string key) => options.TryGetValue(TokenPolicy.Prefix + key, out var value) ? value : null;
}
