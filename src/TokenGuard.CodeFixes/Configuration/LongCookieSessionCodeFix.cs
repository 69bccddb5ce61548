using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Analyzers.Issuing;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;

namespace TokenGuard.CodeFixes.Configuration;

/// <summary>TKG7008: sets the limit where the length of the session is written: <c>FromDays(365)</c> becomes <c>FromDays(30)</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LongCookieSessionCodeFix))]
public sealed class LongCookieSessionCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.LongCookieSession)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        var seconds = double.Parse(site.Diagnostic.Properties[LongAccessTokenLifetimeAnalyzer.SecondsKey]!, CultureInfo.InvariantCulture);
        if (site.Node is ExpressionSyntax expression && new Shortening(site, seconds).Of(expression, unit: null) is { } edit)
        {
            yield return new TokenFix(
                $"Let the session end after {TokenLifetimes.Describe(TimeSpan.FromSeconds(seconds))}",
                nameof(LongCookieSessionCodeFix),
                editor => editor.ReplaceNode(edit.Old, edit.New.WithTriviaFrom(edit.Old)));
        }
    }
}
