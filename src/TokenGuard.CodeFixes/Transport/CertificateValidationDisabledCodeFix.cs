using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Transport;

/// <summary>TKG4002: leaves the validation of certificates to the platform.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CertificateValidationDisabledCodeFix))]
public sealed class CertificateValidationDisabledCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.CertificateValidationDisabled)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        if (site.Node is AssignmentExpressionSyntax assignment && Removal.Assignment(assignment) is { } remove)
        {
            yield return new TokenFix($"Remove '{assignment.Left.GetLastToken().ValueText}'", nameof(CertificateValidationDisabledCodeFix), remove);
        }
    }
}
