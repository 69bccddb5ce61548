using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Analyzers.Issuing;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Issuing;

/// <summary>Reads what is missing from the configuration that is in scope.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MissingAudienceOrIssuerCodeFix))]
public sealed class MissingAudienceOrIssuerCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.MissingAudienceOrIssuer)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        if (site.Node.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>() is not { } creation || !creation.GetFirstToken().Span.IntersectsWith(site.Diagnostic.Location.SourceSpan))
        {
            yield break;
        }

        var missing = new[] { MissingAudienceOrIssuerAnalyzer.Issuer, MissingAudienceOrIssuerAnalyzer.Audience }.Where(site.Diagnostic.Properties.ContainsKey).ToList();
        var isToken = site.Model.GetTypeInfo(creation, site.CancellationToken).Type is { Name: "JwtSecurityToken" };

        // JwtSecurityToken(issuer, null, ...): what is written stays.
        if (isToken && creation.ArgumentList?.Arguments.Any(argument => argument.NameColon is not { Name.Identifier.ValueText: not ("issuer" or "audience") }) == true)
        {
            yield break;
        }

        var repaired = creation;
        foreach (var name in missing)
        {
            if (ConfigurationValue.Of(name, creation, site) is not { } value)
            {
                yield break;
            }

            var expression = SyntaxFactory.ParseExpression(value.Text);
            repaired = isToken ? repaired.WithArgumentList(Insertion.AtEnd(repaired.ArgumentList, name.ToLowerInvariant(), expression)) : Insertion.IntoInitializer(repaired, name, expression);
        }

        yield return new TokenFix($"Read {string.Join(" and ", missing).ToLowerInvariant()} from configuration", nameof(MissingAudienceOrIssuerCodeFix), editor => editor.ReplaceNode(creation, repaired));
    }
}
