using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules.Facts;

namespace TokenGuard.CodeFixes;

/// <summary>Shortens a lifetime where it is written: <c>AddDays(7)</c> becomes <c>AddMinutes(15)</c>. How long is right is the author's to say.</summary>
public abstract class ShorterLifetimeCodeFix : TokenGuardCodeFix
{
    private readonly string action;

    private protected ShorterLifetimeCodeFix(string rule, string action)
        : base(isBulkSafe: false, rule) => this.action = action;

    private protected sealed override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        var (seconds, secondsPerUnit) = SuggestedLifetime.Of(site.Diagnostic.Properties);
        if ((site.Node as ExpressionSyntax ?? (site.Node as ArgumentSyntax)?.Expression) is { } expression && new Shortening(site, seconds).Of(expression, secondsPerUnit) is { } edit && !Comments.AreInside(edit.Old))
        {
            yield return new TokenFix($"{action} after {TokenLifetimes.Describe(TimeSpan.FromSeconds(seconds))}", GetType().Name, editor => editor.ReplaceNode(edit.Old, edit.New.WithTriviaFrom(edit.Old)));
        }
    }
}
