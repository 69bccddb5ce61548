using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.CodeFixes.Configuration;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Leakage;

/// <summary>TKG5006: takes the caching of the endpoint away; that of a whole controller is left, because other actions share it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CacheableTokenResponseCodeFix))]
public sealed class CacheableTokenResponseCodeFix() : TokenGuardCodeFix(isBulkSafe: true, RuleIds.CacheableTokenResponse)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        if (site.Node.FirstAncestorOrSelf<LambdaExpressionSyntax>() is { } lambda)
        {
            var call = lambda.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault(call => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CacheOutput" });
            if (call is { Expression: MemberAccessExpressionSyntax { Name: var name } } && SetupEdits.RemoveCall(name) is { } remove)
            {
                yield return new TokenFix("Do not cache the response", nameof(CacheableTokenResponseCodeFix), remove);
            }
        }
        else if (site.Node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method && CachingOf(method) is { Parent: AttributeListSyntax { Attributes.Count: 1 } })
        {
            yield return new TokenFix("Do not cache the response", nameof(CacheableTokenResponseCodeFix), editor => editor.ReplaceNode(method, (current, _) => WithoutCaching((MethodDeclarationSyntax)current)));
        }
    }

    private static MethodDeclarationSyntax WithoutCaching(MethodDeclarationSyntax method)
    {
        if (CachingOf(method)?.Parent is not AttributeListSyntax list)
        {
            return method;
        }

        // Comments above the method stay, also where the attribute came first.
        var rest = method.WithAttributeLists(method.AttributeLists.Remove(list));
        return method.AttributeLists.IndexOf(list) == 0 ? rest.WithLeadingTrivia(method.GetLeadingTrivia()) : rest;
    }

    private static AttributeSyntax? CachingOf(MethodDeclarationSyntax method) =>
        method.AttributeLists.SelectMany(list => list.Attributes).FirstOrDefault(attribute => attribute.Name.ToString().Split('.').Last() is "ResponseCache" or "OutputCache" or "ResponseCacheAttribute" or "OutputCacheAttribute");
}
