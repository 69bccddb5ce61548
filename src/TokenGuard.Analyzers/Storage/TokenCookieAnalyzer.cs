using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Storage;

namespace TokenGuard.Analyzers.Storage;

/// <summary>TKG3001, TKG3002, TKG3003, TKG3012: looks at every cookie that carries a token, and at the attributes that protect it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenCookieAnalyzer() : TokenGuardAnalyzer(NotHttpOnly, NotSecure, CrossSite, WithoutSameSite)
{
    private static readonly DiagnosticDescriptor NotHttpOnly =
        Descriptor.Create(RuleIds.TokenCookieNotHttpOnly, RuleDefinition.Category, TokenCookieNotHttpOnly.Definition);

    private static readonly DiagnosticDescriptor NotSecure =
        Descriptor.Create(RuleIds.TokenCookieNotSecure, RuleDefinition.Category, TokenCookieNotSecure.Definition);

    private static readonly DiagnosticDescriptor CrossSite =
        Descriptor.Create(RuleIds.TokenCookieCrossSite, RuleDefinition.Category, TokenCookieCrossSite.Definition);

    private static readonly DiagnosticDescriptor WithoutSameSite =
        Descriptor.Create(RuleIds.TokenCookieWithoutSameSite, RuleDefinition.Category, TokenCookieWithoutSameSite.Definition);

    private protected override void Register(RuleContext context)
    {
        var types = context.Types;
        if ((types.ResponseCookies ?? types.WebCookie ?? types.WebApiCookie) is null)
        {
            return;
        }

        ApplicationCookiePolicy? policy = null;
        context.OnOperation(
            operation => Analyze(operation, () => policy ??= ApplicationCookiePolicy.Find(operation)), OperationKind.Invocation, OperationKind.SimpleAssignment);
    }

    private static void Analyze(OperationContext context, Func<ApplicationCookiePolicy> applicationPolicy)
    {
        foreach (var cookie in CookieWriters.Of(context, context.Operation))
        {
            foreach (var (rule, place) in FindingsOf(context, cookie, applicationPolicy))
            {
                if (IsFirstAt(context, cookie.Writer, rule, place, applicationPolicy))
                {
                    Report(context, cookie, rule, place, applicationPolicy);
                }
            }
        }
    }

    private static void Report(OperationContext context, TokenCookie cookie, DiagnosticDescriptor rule, Location place, Func<ApplicationCookiePolicy> applicationPolicy)
    {
        var flaws = FlawsOf(context, cookie, applicationPolicy);
        var sameSite = (flaws & (CookieFlaws.CrossSite | CookieFlaws.WithoutSameSite)) != 0 ? cookie.SameSite.Repairs : ImmutableArray<CookieRepair>.Empty;
        var harden = ((flaws & CookieFlaws.NotHttpOnly) != 0 ? cookie.HttpOnly.Repairs : ImmutableArray<CookieRepair>.Empty)
            .AddRange((flaws & CookieFlaws.NotSecure) != 0 ? cookie.Secure.Repairs : ImmutableArray<CookieRepair>.Empty)
            .AddRange((flaws & CookieFlaws.WithoutSameSite) != 0 ? sameSite : ImmutableArray<CookieRepair>.Empty);
        var advice = rule.Id switch
        {
            RuleIds.TokenCookieNotHttpOnly => "HttpOnly",
            RuleIds.TokenCookieNotSecure => cookie.SecureAdvice,
            RuleIds.TokenCookieCrossSite => "SameSite to Strict or Lax",
            _ => "SameSite",
        };
        var (properties, places) = CookieRepair.Describe(harden, sameSite);
        context.Report(rule, place, places, properties, cookie.Subject, cookie.Content(context.Policy), advice);
    }

    // What is wrong, and where to say so: where a reader has to change it, if that is in this file.
    private static IEnumerable<(DiagnosticDescriptor Rule, Location Place)> FindingsOf(OperationContext context, TokenCookie cookie, Func<ApplicationCookiePolicy> applicationPolicy)
    {
        var flaws = FlawsOf(context, cookie, applicationPolicy);
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
                yield return (rule, place.SourceTree == cookie.Writer.SyntaxTree ? place : cookie.Writer.GetLocation());
            }
        }
    }

    private static CookieFlaws FlawsOf(OperationContext context, TokenCookie cookie, Func<ApplicationCookiePolicy> applicationPolicy)
    {
        var flaws = CookieFacts.Judge(cookie.Name, cookie.Value, cookie.HttpOnly.Value, cookie.Secure.Value, cookie.SameSite.Value, context.Policy);
        return flaws == CookieFlaws.None || cookie.PassesPolicy ? flaws : applicationPolicy().Judge(cookie, context.Policy);
    }

    // Options that several cookies share are reported once: for the first cookie of the file.
    private static bool IsFirstAt(OperationContext context, SyntaxNode writer, DiagnosticDescriptor rule, Location place, Func<ApplicationCookiePolicy> applicationPolicy) =>
        writer.Span.Contains(place.SourceSpan)
        || !writer.SyntaxTree.GetRoot(context.CancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>()
            .TakeWhile(call => call.SpanStart < writer.SpanStart)
            .Where(call => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Append" } or MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Append" })
            .Select(call => context.Flow.OperationOf(call))
            .OfType<IOperation>()
            .SelectMany(call => CookieWriters.Of(context, call))
            .Any(earlier => FindingsOf(context, earlier, applicationPolicy).Any(finding => finding.Rule == rule && finding.Place == place));
}
