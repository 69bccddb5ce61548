using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Analyzers.Issuing;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;

namespace TokenGuard.CodeFixes.Storage;

/// <summary>TKG3004: lets the cookie end earlier where its lifetime is written: <c>FromDays(365)</c> becomes <c>FromDays(14)</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LongLivedTokenCookieCodeFix))]
public sealed class LongLivedTokenCookieCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.LongLivedTokenCookie)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        var seconds = double.Parse(site.Diagnostic.Properties[LongAccessTokenLifetimeAnalyzer.SecondsKey]!, CultureInfo.InvariantCulture);
        if (site.Node is ExpressionSyntax expression && new Shortening(site, seconds).Of(expression, unit: null) is { } edit)
        {
            yield return new TokenFix(
                $"Let the cookie end after {TokenLifetimes.Describe(TimeSpan.FromSeconds(seconds))}",
                nameof(LongLivedTokenCookieCodeFix),
                editor => editor.ReplaceNode(edit.Old, edit.New.WithTriviaFrom(edit.Old)));
        }
    }
}
