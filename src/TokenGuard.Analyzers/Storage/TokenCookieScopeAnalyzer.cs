using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Storage;

namespace TokenGuard.Analyzers.Storage;

/// <summary>TKG3005: looks at the same cookies as <see cref="TokenCookieAnalyzer"/>, and costs nothing where it is off.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenCookieScopeAnalyzer() : TokenGuardAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.TokenCookieScope, RuleDefinition.Category, TokenCookieScope.Definition);

    private protected override void Register(RuleContext context) => context.OnFile(CookieSinks.Instance, Analyze);

    private static void Analyze(FileContext file)
    {
        // Options that several cookies share are reported once.
        var reported = new HashSet<Location>();
        var sinks = file.SinkNames;
        foreach (var context in file.Operations(node => CookieWriters.IsCandidate(node, sinks)))
        {
            foreach (var cookie in CookieWriters.Of(context, context.Operation))
            {
                if (cookie.FindScope?.Invoke() is { } scope)
                {
                    Check(context, cookie, scope, reported);
                }
            }
        }
    }

    private static void Check(OperationContext context, TokenCookie cookie, CookieScope scope, HashSet<Location> reported)
    {
        var policy = context.Policy;
        var flaws = CookieFacts.JudgeScope(cookie.Name, CookieFacts.KindOf(cookie.Name, cookie.Value, policy), scope.Domain is not null, scope.Path);
        if ((flaws & CookieScopeFlaws.Domain) != 0)
        {
            Report(scope.Domain!, "is sent to every host of its domain", "leave 'Domain' unset");
        }

        if ((flaws & CookieScopeFlaws.Path) != 0)
        {
            Report(scope.PathPlace, "is sent with every request", "set 'Path' to the endpoint that takes it");
        }

        if ((flaws & CookieScopeFlaws.Prefix) != 0)
        {
            Report(cookie.NamePlace, "can be set by other hosts of its domain, and over plain HTTP", scope is { Domain: null, Path: "/" } && (flaws & CookieScopeFlaws.Path) == 0 ? "let its name begin with '__Host-'" : "let its name begin with '__Secure-'");
        }

        void Report(Location place, string reach, string advice)
        {
            place = cookie.IsHere(place) ? place : cookie.Writer.GetLocation();
            if (reported.Add(place))
            {
                context.Report(Rule, place, properties: null, cookie.Subject, cookie.Content(policy), reach, advice);
            }
        }
    }
}
