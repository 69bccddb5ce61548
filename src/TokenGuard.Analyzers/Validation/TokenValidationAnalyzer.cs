using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TokenGuard.Analyzers.Flow;

namespace TokenGuard.Analyzers.Validation;

/// <summary>TKG2001 to TKG2004, TKG2016 and TKG2017: a check of a token that is switched off or cannot fail, in every library that has one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenValidationAnalyzer() : TokenGuardAnalyzer(
    ValidationRules.SignatureNotValidated,
    ValidationRules.LifetimeNotValidated,
    ValidationRules.AudienceNotValidated,
    ValidationRules.IssuerNotValidated,
    ValidationRules.AlgorithmNotValidated,
    ValidationRules.ValidatorAlwaysSucceeds)
{
    private protected override void Register(RuleContext context)
    {
        if (context.Mentions(Mentions.OfTokens))
        {
            IdentityModelValidation.Register(context);
            TokenHandlerOverrides.Register(context);
            AcceptedAlgorithms.Register(context);
            FastEndpointsValidation.Register(context);
            JwtNetValidation.Register(context);
            JoseValidation.Register(context);
        }
    }
}
