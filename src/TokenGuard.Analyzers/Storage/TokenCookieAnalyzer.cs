using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Storage;

namespace TokenGuard.Analyzers.Storage;

/// <summary>TKG3001, TKG3002, TKG3003, TKG3004, TKG3012: looks at every cookie that carries a token, and at the attributes that protect it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenCookieAnalyzer() : TokenGuardAnalyzer(NotHttpOnly, NotSecure, CrossSite, LongLived, WithoutSameSite)
{
    private static readonly DiagnosticDescriptor NotHttpOnly =
        Descriptor.Create(RuleIds.TokenCookieNotHttpOnly, RuleDefinition.Category, TokenCookieNotHttpOnly.Definition);

    private static readonly DiagnosticDescriptor NotSecure =
        Descriptor.Create(RuleIds.TokenCookieNotSecure, RuleDefinition.Category, TokenCookieNotSecure.Definition);

    private static readonly DiagnosticDescriptor CrossSite =
        Descriptor.Create(RuleIds.TokenCookieCrossSite, RuleDefinition.Category, TokenCookieCrossSite.Definition);

    private static readonly DiagnosticDescriptor LongLived =
        Descriptor.Create(RuleIds.LongLivedTokenCookie, RuleDefinition.Category, LongLivedTokenCookie.Definition);

    private static readonly DiagnosticDescriptor WithoutSameSite =
        Descriptor.Create(RuleIds.TokenCookieWithoutSameSite, RuleDefinition.Category, TokenCookieWithoutSameSite.Definition);

    private protected override void Register(RuleContext context)
    {
        // Every way to write a cookie names one: Response.Cookies, CookieOptions, "Set-Cookie", HeaderNames.SetCookie.
        ApplicationCookiePolicy? policy = null;
        context.OnFile(CookieSinks.Instance, file => Analyze(file, operation => policy ??= ApplicationCookiePolicy.Find(operation)));
    }

    private static void Analyze(FileContext file, Func<OperationContext, ApplicationCookiePolicy> findPolicy)
    {
        // Options that several cookies share are reported once: for the first cookie of the file.
        var reported = new HashSet<(DiagnosticDescriptor, Location)>();
        var sinks = file.SinkNames;
        var cookies = file.Operations(node => CookieWriters.IsCandidate(node, sinks)).SelectMany(context => CookieWriters.Of(context, context.Operation).Select(cookie => (context, cookie))).ToList();

        // Script may have to read a cookie that carries no token, and that has the same options.
        var readable = cookies.Where(item => CookieFacts.KindOf(item.cookie.Name, item.cookie.Value, item.context.Policy) == TokenKind.None)
            .SelectMany(item => item.cookie.HttpOnly.Repairs).ToList();
        foreach (var (context, cookie) in cookies)
        {
            var flaws = FlawsOf(context, cookie, findPolicy);
            foreach (var (rule, place) in FindingsOf(cookie, flaws))
            {
                if (reported.Add((rule, place)))
                {
                    Report(context, cookie, flaws, rule, place, isShared: cookie.HttpOnly.Repairs.Any(readable.Contains));
                }
            }

            if (cookie.Lifetime is { } lifetime)
            {
                CheckLifetime(context, cookie, lifetime, reported);
            }
        }
    }

    private static void CheckLifetime(OperationContext context, TokenCookie cookie, CookieLifetime lifetime, HashSet<(DiagnosticDescriptor, Location)> reported)
    {
        var (kind, policy) = (cookie.KindForLifetime(context.Policy), context.Policy);
        if (kind == TokenKind.None || lifetime.Length <= CookieFacts.MaxLifetime(kind, policy))
        {
            return;
        }

        var place = lifetime.Place.GetLocation();
        place = cookie.IsHere(place) ? place : cookie.Writer.GetLocation();
        if (reported.Add((LongLived, place)))
        {
            var suggested = CookieFacts.SuggestedLifetime(kind, policy);
            context.Report(LongLived, place, SuggestedLifetime.Properties(suggested), cookie.Subject, cookie.Content(policy), TokenLifetimes.Describe(CookieFacts.MaxLifetime(kind, policy)), TokenLifetimes.Describe(suggested));
        }
    }

    private static void Report(OperationContext context, TokenCookie cookie, CookieFlaws flaws, DiagnosticDescriptor rule, Location place, bool isShared)
    {
        var none = ImmutableArray<CookieRepair>.Empty;
        var sameSite = (flaws & (CookieFlaws.CrossSite | CookieFlaws.WithoutSameSite)) != 0 ? cookie.SameSite.Repairs : none;
        var harden = isShared && rule == NotHttpOnly ? none : ((flaws & CookieFlaws.NotHttpOnly) != 0 && !isShared ? cookie.HttpOnly.Repairs : none)
            .AddRange((flaws & CookieFlaws.NotSecure) != 0 ? cookie.Secure.Repairs : none)
            .AddRange((flaws & CookieFlaws.WithoutSameSite) != 0 ? sameSite : none);
        var advice = rule.Id switch
        {
            RuleIds.TokenCookieNotHttpOnly => "HttpOnly",
            RuleIds.TokenCookieNotSecure => cookie.SecureAdvice,
            RuleIds.TokenCookieCrossSite => "SameSite to Strict or Lax",
            _ => "SameSite",
        };
        var (properties, places) = CookieRepair.Describe(cookie.OwnRepairs(harden), cookie.OwnRepairs(sameSite));
        var others = new[] { cookie.Sink, cookie.Origin.Source?.Syntax }.OfType<SyntaxNode>().Where(node => !cookie.Writer.Contains(node)).Select(node => node.GetLocation());
        context.Report(rule, place, places.Concat(others).Distinct(), properties, cookie.Subject, cookie.Content(context.Policy), advice);
    }

    // What is wrong, and where to say so: where a reader has to change it, if that is in this file.
    private static IEnumerable<(DiagnosticDescriptor Rule, Location Place)> FindingsOf(TokenCookie cookie, CookieFlaws flaws)
    {
        foreach (var (flaw, rule, place) in new[]
        {
            (CookieFlaws.NotHttpOnly, NotHttpOnly, cookie.HttpOnly.Place),
            (CookieFlaws.NotSecure, NotSecure, cookie.Secure.Place),
            (CookieFlaws.CrossSite, CrossSite, cookie.SameSite.Place),
            (CookieFlaws.WithoutSameSite, WithoutSameSite, cookie.SameSite.Place),
        })
        {
            if ((flaws & flaw) != 0 && place is not null)
            {
                yield return (rule, cookie.IsHere(place) ? place : cookie.Writer.GetLocation());
            }
        }
    }

    private static CookieFlaws FlawsOf(OperationContext context, TokenCookie cookie, Func<OperationContext, ApplicationCookiePolicy> findPolicy)
    {
        var flaws = CookieFacts.Judge(cookie.Name, cookie.Value, cookie.HttpOnly.Value, cookie.Secure.Value, cookie.SameSite.Value, context.Policy);
        return flaws == CookieFlaws.None || cookie.PassesPolicy ? flaws : findPolicy(context).Judge(cookie, context.Policy);
    }
}
