using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;

namespace TokenGuard.Analyzers.Issuing;

/// <summary>TKG1004: a password, card number, secret or the like in the claims of a token that is not encrypted.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SensitiveClaimAnalyzer() : TokenGuardAnalyzer(ClaimSinks.Rule)
{
    private protected override void Register(RuleContext context)
    {
        var types = context.Types;
        if (types.SecurityTokenDescriptor is not null || types.JwtSecurityToken is not null || types.JwtBuilder is not null || types.JoseJwt is not null
            || types.Find("OpenIddict.Abstractions.OpenIddictConstants") is not null || types.Find("FastEndpoints.Security.UserPrivileges") is not null
            || types.Find("Duende.IdentityServer.Models.ProfileDataRequestContext") is not null || types.Find("IdentityServer4.Models.ProfileDataRequestContext") is not null)
        {
            context.OnSinks(ClaimSinks.Instance);
            context.OnOperation(Mentions.OfTokens, AnalyzePayload, OperationKind.Invocation);
        }
    }

    // JWT.Encode(user, key): the whole object is the payload.
    private static void AnalyzePayload(OperationContext context)
    {
        if (context.Operation is IInvocationOperation { TargetMethod: { Name: "Encode" or "EncodeBytes" } method } call && ClaimWrite.IsEncoder(method)
            && ClaimWrite.PayloadOf(call) is { } payload && SensitiveData.MemberOf(payload, context) is { } member && !TokenSinks.IsEncrypted(context))
        {
            context.Report(ClaimSinks.Rule, payload.Syntax, member, $"'{member}'");
        }
    }
}
