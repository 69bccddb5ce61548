using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Configuration;

/// <summary>TKG7011: the authorization server makes the check again. Clients that relied on its absence are refused, so it is offered one at a time.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WeakenedAuthorizationServerCodeFix))]
public sealed class WeakenedAuthorizationServerCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.WeakenedAuthorizationServer)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        if (site.Node is SimpleNameSyntax name && SetupEdits.RemoveCall(name) is { } edit)
        {
            yield return new TokenFix($"Remove '{name.Identifier.ValueText}'", "TKG7011_Remove", edit);
        }
    }
}
