using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Validation;

/// <summary>TKG2013: pins the algorithms, where the key beside it shows which they are: that with which the project signs, or those of a symmetric key.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ExpiredTokenPrincipalCodeFix))]
public sealed class ExpiredTokenPrincipalCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.ExpiredTokenPrincipal)
{
    private static readonly string[] OfSymmetricKeys = ["HmacSha256", "HmacSha384", "HmacSha512"];

    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        if (site.Node is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax initializer } assignment && AlgorithmsOf(initializer, site) is { Count: > 0 } algorithms)
        {
            yield return new TokenFix(
                $"Accept {string.Join(", ", algorithms)} only",
                nameof(ExpiredTokenPrincipalCodeFix),
                editor => editor.ReplaceNode(initializer, Insertion.SetMember(initializer, "ValidAlgorithms", ValidationParametersEdits.ListOf(algorithms, site), after: assignment)));
        }
    }

    // An empty list when the key tells nothing.
    private static List<string> AlgorithmsOf(InitializerExpressionSyntax initializer, FixSite site)
    {
        var key = initializer.Expressions.OfType<AssignmentExpressionSyntax>().FirstOrDefault(member => member.Left is IdentifierNameSyntax { Identifier.ValueText: "IssuerSigningKey" })?.Right;
        var prefixes = (key is null ? null : site.Model.GetTypeInfo(key, site.CancellationToken).Type?.Name) switch
        {
            "SymmetricSecurityKey" => new[] { "HmacSha" },
            "RsaSecurityKey" or "X509SecurityKey" => ["RsaSha", "RsaSsaPss"],
            "ECDsaSecurityKey" => ["EcdsaSha"],
            _ => [],
        };

        if (prefixes.Length == 0 || Insertion.IsSetByStatement(initializer, "ValidAlgorithms") || SigningAlgorithms.UsedIn(site) is not { } used)
        {
            return [];
        }

        var fitting = used.Where(name => Array.Exists(prefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal))).Select(SigningAlgorithms.InJson).Distinct().ToList();
        var accepted = fitting.Count == 1 ? fitting : prefixes[0] == "HmacSha" ? [.. OfSymmetricKeys] : [];
        return accepted.SelectMany(name => SigningAlgorithms.Accepted(name, used)).ToList();
    }
}
