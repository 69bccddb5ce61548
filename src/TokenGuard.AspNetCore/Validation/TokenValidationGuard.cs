using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using TokenGuard.AspNetCore.Checkpoints;
using TokenGuard.AspNetCore.Violations;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Issuing;
using TokenGuard.Rules.Validation;

namespace TokenGuard.AspNetCore.Validation;

/// <summary>TKG2001 to TKG2004, TKG2007, TKG2009, TKG2015, TKG2016, TKG2017, TKG1009: the switches, delegates and limits by which schemes validate tokens.</summary>
internal static class TokenValidationGuard
{
    public static void Check(StartupContext context)
    {
        foreach (var (scheme, parameters) in context.Validations)
        {
            CheckSwitches(context, scheme, parameters);
            CheckDelegates(context, scheme, parameters);
            CheckAlgorithms(context, scheme, parameters);
            if (TokenLifetimes.IsExcessiveSkew(parameters.ClockSkew, context.Policy) && parameters.LifetimeValidator is null)
            {
                context.Add(new Finding(ExcessiveClockSkew.Definition, scheme.Member("ClockSkew"), TokenLifetimes.Describe(parameters.ClockSkew), TokenLifetimes.Describe(context.Policy.MaxClockSkew)));
            }

            if (scheme.Options is JwtBearerOptions { UseSecurityTokenValidators: true } or OpenIdConnectOptions { UseSecurityTokenValidator: true })
            {
                context.Add(new Finding(LegacyTokenValidators.Definition, scheme.Member("UseSecurityTokenValidators"), "is true, so that TokenGuard does not see the tokens either", "leave it false"));
            }
        }
    }

    private static void CheckSwitches(StartupContext context, SchemeOptions scheme, TokenValidationParameters parameters)
    {
        foreach (var (member, value, replacement) in new (string, bool, Delegate?)[]
        {
            (nameof(parameters.RequireSignedTokens), parameters.RequireSignedTokens, parameters.SignatureValidator),
            (nameof(parameters.ValidateLifetime), parameters.ValidateLifetime, parameters.LifetimeValidator),
            (nameof(parameters.RequireExpirationTime), parameters.RequireExpirationTime, parameters.LifetimeValidator),
            (nameof(parameters.ValidateAudience), parameters.ValidateAudience, null),
            (nameof(parameters.RequireAudience), parameters.RequireAudience || !parameters.ValidateAudience, null),
            (nameof(parameters.ValidateIssuer), parameters.ValidateIssuer, null),
        })
        {
            // A delegate for signature or lifetime is asked whatever the switch says; it is tried below.
            if (!value && replacement is null && ValidationMembers.RuleOfSwitch(member) is { } rule && !IsLeftToProxy(rule, context.Policy))
            {
                context.Add(new Finding(DefinitionOf(rule), $"'{member}' of {scheme.Subject} is false", "leave it true") { IsInDoubt = IsLeftToPolicies(rule, context, scheme) });
            }
        }
    }

    // What a delegate does nobody can see, but it can be asked about a token that nobody may accept.
    private static void CheckDelegates(StartupContext context, SchemeOptions scheme, TokenValidationParameters parameters)
    {
        foreach (var (member, accepts) in DelegateTrials.AcceptedBy(parameters))
        {
            if (ValidationMembers.RuleOfDelegate(member) is { } rule && !IsLeftToProxy(rule, context.Policy))
            {
                context.Add(new Finding(DefinitionOf(rule), $"'{member}' of {scheme.Subject} accepts {accepts}", "remove it, or let it refuse what it cannot check") { IsInDoubt = IsLeftToPolicies(rule, context, scheme) });
            }
        }
    }

    private static void CheckAlgorithms(StartupContext context, SchemeOptions scheme, TokenValidationParameters parameters)
    {
        var algorithms = parameters.ValidAlgorithms?.ToList();
        if (algorithms is null || algorithms.Count == 0)
        {
            // What a delegate accepts is for it to say.
            if (parameters.AlgorithmValidator is null && parameters.SignatureValidator is null && parameters.SignatureValidatorUsingConfiguration is null)
            {
                context.Add(new Finding(AlgorithmsNotPinned.Definition, Capital(scheme.Subject), "set 'ValidAlgorithms' to the one that the issuer uses"));
            }

            return;
        }

        if (algorithms.Exists(Algorithms.IsNone))
        {
            context.Add(new Finding(AlgorithmNotValidated.Definition, $"'ValidAlgorithms' of {scheme.Subject} has 'none'", "remove it"));
        }

        foreach (var deprecated in algorithms.Where(Algorithms.IsDeprecated))
        {
            context.Add(new Finding(DeprecatedAlgorithm.Definition, scheme.Member("ValidAlgorithms"), SafeText.Name(deprecated), "one that RFC 8725 allows, such as RS256 or ES256"));
        }
    }

    // As for the analyzers: a gateway has validated everything.
    private static bool IsLeftToProxy(string rule, TokenPolicy policy) => policy.TrustedFrontProxy && rule == RuleIds.SignatureNotValidated;

    // Of a sign-in the application is the only audience there is.
    private static bool IsLeftToPolicies(string rule, StartupContext context, SchemeOptions scheme) =>
        rule == RuleIds.AudienceNotValidated && scheme.Options is JwtBearerOptions && AudiencePolicies.AskForAudience(context);

    private static RuleDefinition DefinitionOf(string rule) =>
        rule switch
        {
            RuleIds.SignatureNotValidated => SignatureNotValidated.Definition,
            RuleIds.LifetimeNotValidated => LifetimeNotValidated.Definition,
            RuleIds.AudienceNotValidated => AudienceNotValidated.Definition,
            RuleIds.IssuerNotValidated => IssuerNotValidated.Definition,
            RuleIds.AlgorithmNotValidated => AlgorithmNotValidated.Definition,
            _ => ValidatorAlwaysSucceeds.Definition,
        };

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
