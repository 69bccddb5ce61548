using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Issuing;

namespace TokenGuard.Analyzers.Issuing;

/// <summary>TKG1004: a password, card number, secret or the like in the claims of a token that is not encrypted.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SensitiveClaimAnalyzer() : TokenGuardAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.SensitiveClaim, RuleDefinition.Category, SensitiveClaim.Definition);

    private protected override void Register(RuleContext context)
    {
        var types = context.Types;
        if (types.SecurityTokenDescriptor is not null || types.JwtSecurityToken is not null || types.JwtBuilder is not null || types.JoseJwt is not null
            || types.Find("OpenIddict.Abstractions.OpenIddictConstants") is not null || types.Find("FastEndpoints.Security.UserPrivileges") is not null
            || types.Find("Duende.IdentityServer.Models.ProfileDataRequestContext") is not null || types.Find("IdentityServer4.Models.ProfileDataRequestContext") is not null)
        {
            context.OnOperation(Analyze, ClaimWrite.Kinds);
        }
    }

    private static void Analyze(OperationContext context)
    {
        foreach (var claim in ClaimWrite.Of(context.Operation, context.Flow))
        {
            if (SensitiveData.In(claim, context) is { } data && IsReadable(claim, context))
            {
                context.Report(Rule, data.Place, ClaimLexicon.ShortName(claim.Name ?? data.Name), claim.Name == data.Name ? "sensitive data" : $"'{data.Name}'");
            }
        }

        // JWT.Encode(user, key): the whole object is the payload.
        if (context.Operation is IInvocationOperation { TargetMethod: { Name: "Encode" or "EncodeBytes" } method } call && ClaimWrite.IsEncoder(method)
            && ClaimWrite.PayloadOf(call) is { } payload && SensitiveData.MemberOf(payload, context) is { } member && !TokenSinks.IsEncrypted(context))
        {
            context.Report(Rule, payload.Syntax, member, $"'{member}'");
        }
    }

    private static bool IsReadable(ClaimWrite claim, OperationContext context)
    {
        if (claim.IsInToken)
        {
            return !TokenSinks.IsEncrypted(context);
        }

        var uses = context.Flow.Uses(claim.Value);
        return (uses.Any(TokenSinks.TakesClaims) || (!uses.Any(TokenSinks.SignsIn) && uses.Any(TokenSinks.Escapes) && TokenSinks.IsInMintingType(context)))
            && !TokenSinks.IsEncrypted(context);
    }
}
