using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Validation;

/// <summary>TKG2013: pins the algorithms, where the key beside it shows which they are: that with which the file signs, or those of a symmetric key.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ExpiredTokenPrincipalCodeFix))]
public sealed class ExpiredTokenPrincipalCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.ExpiredTokenPrincipal)
{
    private static readonly string[] OfSymmetricKeys = ["HmacSha256", "HmacSha384", "HmacSha512"];

    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        if (site.Node is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax initializer } assignment && AlgorithmsOf(initializer, site) is { Count: > 0 } algorithms)
        {
            var names = algorithms.Select(name => $"Microsoft.IdentityModel.Tokens.SecurityAlgorithms.{name}");
            var member = (AssignmentExpressionSyntax)SyntaxFactory.ParseExpression($"ValidAlgorithms = new[] {{ {string.Join(", ", names)} }}");
            member = member.ReplaceNodes(member.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Where(access => access.Name.Identifier.ValueText == "SecurityAlgorithms"), (access, _) => access.WithAdditionalAnnotations(Simplifier.Annotation));
            yield return new TokenFix(
                $"Accept {string.Join(", ", algorithms)} only",
                nameof(ExpiredTokenPrincipalCodeFix),
                editor => editor.ReplaceNode(initializer, initializer.WithExpressions(Insertion.Into<ExpressionSyntax>(initializer.Expressions, initializer.Expressions.IndexOf(assignment) + 1, member, initializer.OpenBraceToken))));
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

        // The algorithm with which a file signs; the names of the XML signatures stand for the same ones.
        var signed = initializer.SyntaxTree.GetRoot(site.CancellationToken).DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>()
            .Where(creation => creation.ArgumentList is { Arguments.Count: > 1 } && site.Model.GetTypeInfo(creation, site.CancellationToken).Type is { Name: "SigningCredentials" })
            .Select(creation => creation.ArgumentList!.Arguments[1].Expression is MemberAccessExpressionSyntax { Expression: SimpleNameSyntax { Identifier.ValueText: "SecurityAlgorithms" }, Name.Identifier.ValueText: var name } ? name.Replace("Signature", string.Empty) : string.Empty)
            .Distinct()
            .ToList();
        return prefixes.Length == 0 ? []
            : signed.Count == 1 && Array.Exists(prefixes, prefix => signed[0].StartsWith(prefix, StringComparison.Ordinal)) ? signed
            : prefixes[0] == "HmacSha" ? [.. OfSymmetricKeys]
            : [];
    }
}
