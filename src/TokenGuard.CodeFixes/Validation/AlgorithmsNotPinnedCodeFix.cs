using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using TokenGuard.Analyzers.Validation;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Validation;

/// <summary>TKG2007: names the algorithm that the project uses with keys of this kind, or else the one with SHA-256; none where it uses several.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AlgorithmsNotPinnedCodeFix))]
public sealed class AlgorithmsNotPinnedCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.AlgorithmsNotPinned)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        if (!site.Diagnostic.Properties.TryGetValue(AlgorithmsNotPinnedAnalyzer.KeyKind, out var kind) || kind is null)
        {
            yield break;
        }

        if (site.Node is SimpleNameSyntax { Parent.Parent: InvocationExpressionSyntax call })
        {
            if (JoseAlgorithm(site) is { } algorithm)
            {
                // After the key; an argument by name may stand anywhere.
                var value = SyntaxFactory.ParseExpression($"Jose.JwsAlgorithm.{algorithm}").WithAdditionalAnnotations(Simplifier.Annotation);
                var isNamed = call.ArgumentList.Arguments.Any(argument => argument.NameColon is not null);
                var list = isNamed ? Insertion.AtEnd(call.ArgumentList, "alg", value) : call.ArgumentList.Arguments.Count == 2 ? Insertion.AtEnd(call.ArgumentList, null, value) : Insertion.At(call.ArgumentList, 2, null, value);
                yield return new TokenFix($"Accept {algorithm} only", nameof(AlgorithmsNotPinnedCodeFix), editor => editor.ReplaceNode(call, call.WithArgumentList(list)));
            }
        }
        else if (Algorithms(kind, site) is { } algorithms
            && ValidationParametersEdits.Set(site, "ValidAlgorithms", ValidationParametersEdits.ListOf(algorithms, site)) is { } edit)
        {
            yield return new TokenFix($"Accept {string.Join(", ", algorithms)} only", nameof(AlgorithmsNotPinnedCodeFix), edit);
        }
    }

    private static string[]? Algorithms(string kind, FixSite site)
    {
        if (SigningAlgorithms.UsedIn(site) is not { } used)
        {
            return null;
        }

        var fitting = used.Where(name => name.StartsWith(kind + "Sha", StringComparison.Ordinal) || (kind == "Rsa" && name.StartsWith("RsaSsaPssSha", StringComparison.Ordinal))).Select(SigningAlgorithms.InJson).Distinct().ToList();
        return fitting.Count > 1 ? null : [.. SigningAlgorithms.Accepted(fitting.Count == 1 ? fitting[0] : $"{kind}Sha256", used)];
    }

    // A key that is bytes may as well be there to decrypt.
    private static string? JoseAlgorithm(FixSite site)
    {
        var used = NamesAfter("JwsAlgorithm", site).Where(name => name.StartsWith("HS", StringComparison.Ordinal)).Distinct().ToList();
        return NamesAfter("JweAlgorithm", site).Any() || used.Count > 1 ? null : used.Count == 1 ? used[0] : "HS256";
    }

    private static IEnumerable<string> NamesAfter(string type, FixSite site) =>
        site.Model.Compilation.SyntaxTrees
            .SelectMany(tree => tree.GetRoot(site.CancellationToken).DescendantNodes().OfType<MemberAccessExpressionSyntax>())
            .Where(access => access.Expression is SimpleNameSyntax { Identifier.ValueText: var name } ? name == type : access.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var last } && last == type)
            .Select(access => access.Name.Identifier.ValueText);
}
