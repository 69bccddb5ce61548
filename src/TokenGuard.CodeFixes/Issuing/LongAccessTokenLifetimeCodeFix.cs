using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Analyzers.Issuing;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;

namespace TokenGuard.CodeFixes.Issuing;

/// <summary>Shortens the lifetime of an access token where it is written: <c>AddDays(7)</c> becomes <c>AddMinutes(15)</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LongAccessTokenLifetimeCodeFix))]
public sealed class LongAccessTokenLifetimeCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.LongAccessTokenLifetime)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        var properties = site.Diagnostic.Properties;
        if (site.Node is not ExpressionSyntax and not ArgumentSyntax
            || Number(properties[LongAccessTokenLifetimeAnalyzer.SecondsKey]) is not { } seconds)
        {
            yield break;
        }

        var expression = site.Node as ExpressionSyntax ?? ((ArgumentSyntax)site.Node).Expression;
        if (new Shortening(site, seconds).Of(expression, Number(properties[LongAccessTokenLifetimeAnalyzer.UnitKey])) is { } edit)
        {
            var title = $"Let the access token expire after {TokenLifetimes.Describe(TimeSpan.FromSeconds(seconds))}";
            yield return new TokenFix(title, nameof(LongAccessTokenLifetimeCodeFix), editor => editor.ReplaceNode(edit.Old, edit.New.WithTriviaFrom(edit.Old)));
        }
    }

    private static double? Number(string? text) => text is null ? null : double.Parse(text, CultureInfo.InvariantCulture);
}
