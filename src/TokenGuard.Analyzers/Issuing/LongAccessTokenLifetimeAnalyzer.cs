using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Issuing;

namespace TokenGuard.Analyzers.Issuing;

/// <summary>TKG1003: an access token whose lifetime in the source is longer than the limit.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LongAccessTokenLifetimeAnalyzer() : TokenGuardAnalyzer(Rule)
{
    /// <summary>Property for the fix: the seconds that the token should live.</summary>
    internal const string SecondsKey = "seconds";

    /// <summary>Property for the fix: the seconds of one unit, where a number is reported.</summary>
    internal const string UnitKey = "unit";

    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.LongAccessTokenLifetime, RuleDefinition.Category, LongAccessTokenLifetime.Definition);

    private protected override void Register(RuleContext context)
    {
        if (TokenTypesOf(context.Types).Any(type => type is not null))
        {
            context.OnOperation(Analyze, ClaimWrite.Kinds);
        }
    }

    // The libraries that issue tokens.
    private static IEnumerable<INamedTypeSymbol?> TokenTypesOf(TokenTypes types) =>
    [
        types.SecurityTokenDescriptor, types.JwtSecurityToken, types.JwtBuilder, types.JoseJwt,
        types.Find("Microsoft.AspNetCore.Authentication.BearerToken.BearerTokenOptions"), types.Find("OpenIddict.Server.OpenIddictServerOptions"),
        types.Find("FastEndpoints.Security.JwtCreationOptions"), types.Find("Duende.IdentityServer.Models.Client"), types.Find("IdentityServer4.Models.Client"),
    ];

    private static void Analyze(OperationContext context)
    {
        foreach (var lifetime in TokenLifetime.Of(context.Operation, context.Flow, (value, form) => IsTooLong(context, value, form)))
        {
            var culprit = context.Flow.Origins(lifetime.Value).FirstOrDefault(origin => IsTooLong(context, origin, lifetime.Form)) ?? lifetime.Value;
            if (lifetime.Uses is not { } uses || IssuedTokens.PurposeOf(context, uses, lifetime.Value, culprit) is TokenPurpose.Unknown or TokenPurpose.Access)
            {
                Report(context, lifetime, culprit);
            }
        }
    }

    private static bool IsTooLong(OperationContext context, IOperation value, LifetimeForm form)
    {
        var length = form switch
        {
            LifetimeForm.End => context.Flow.LongestTimeFromNow(value),
            LifetimeForm.Length => context.Flow.Origins(value).Any(origin => origin.ConstantValue is { HasValue: true, Value: null }) ? TimeSpan.MaxValue : context.Flow.LongestDuration(value),
            _ => context.Flow.LongestDuration(value, form == LifetimeForm.Minutes ? "minutes" : "seconds"),
        };
        return length is { } known && TokenLifetimes.IsTooLong(known, context.Policy);
    }

    // The place to look at is where the length is written, as long as that is in the same method.
    private static void Report(OperationContext context, TokenLifetime lifetime, IOperation culprit)
    {
        var place = culprit.Root().Syntax == lifetime.Value.Root().Syntax ? culprit.Syntax : lifetime.Value.Syntax;
        var unit = lifetime.Form is LifetimeForm.Seconds ? "1" : lifetime.Form is LifetimeForm.Minutes ? "60" : null;
        var suggested = TokenLifetimes.SuggestedFor(context.Policy);
        var properties = ImmutableDictionary<string, string?>.Empty.Add(SecondsKey, suggested.TotalSeconds.ToString(CultureInfo.InvariantCulture)).Add(UnitKey, unit);
        context.Report(
            Rule, place.GetLocation(), properties, lifetime.Name, TokenLifetimes.Describe(context.Policy.MaxAccessTokenLifetime), TokenLifetimes.Describe(suggested));
    }
}
