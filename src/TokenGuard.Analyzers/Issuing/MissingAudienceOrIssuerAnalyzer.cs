using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Issuing;

namespace TokenGuard.Analyzers.Issuing;

/// <summary>TKG1006: a JWT is issued without <c>aud</c> or <c>iss</c>. Where some of its claims are not seen, they may hold both.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingAudienceOrIssuerAnalyzer() : TokenGuardAnalyzer(Rule)
{
    /// <summary>The properties of a diagnostic that say what its fix sets.</summary>
    internal const string Issuer = nameof(Issuer);

    /// <inheritdoc cref="Issuer"/>
    internal const string Audience = nameof(Audience);

    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.MissingAudienceOrIssuer, RuleDefinition.Category, MissingAudienceOrIssuer.Definition);

    private protected override void Register(RuleContext context)
    {
        var types = context.Types;
        if (types.SecurityTokenDescriptor is not null || types.JwtSecurityToken is not null)
        {
            context.OnOperation(Mentions.OfTokens, JudgeCreation, OperationKind.ObjectCreation);
        }

        if (types.JwtSecurityTokenHandler is not null)
        {
            context.OnOperation(Mentions.OfTokens, JudgeCall, OperationKind.Invocation);
        }
    }

    private static void JudgeCreation(OperationContext context)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        switch (creation.Type)
        {
            case { Name: "SecurityTokenDescriptor" } type when Is(type, context.Types.SecurityTokenDescriptor):
                JudgeDescriptor(context, creation);
                break;

            // Whoever makes a token of text reads it; the one of a header and a payload has its claims there.
            case { Name: "JwtSecurityToken" } type when Is(type, context.Types.JwtSecurityToken) && Issuance.ArgumentOf(creation.Arguments, "issuer") is { } issuer && Issuance.ArgumentOf(creation.Arguments, "audience") is { } audience:
                var lacks = (Issuer: context.Flow.IsNull(issuer), Audience: context.Flow.IsNull(audience));
                if ((lacks.Issuer || lacks.Audience) && Issuance.IsIssued(creation, context.Flow))
                {
                    var claims = context.Flow.Entries(Issuance.ArgumentOf(creation.Arguments, "claims")).And(context.Flow.EntriesAddedTo(creation, "Payload"));
                    Report(context, creation, lacks, claims, "JwtSecurityToken", "pass");
                }

                break;
        }

        static bool Is(ITypeSymbol type, INamedTypeSymbol? other) => SymbolEqualityComparer.Default.Equals(type, other);
    }

    private static void JudgeDescriptor(OperationContext context, IObjectCreationOperation creation)
    {
        var flow = context.Flow;
        foreach (var (call, descriptor) in Issuance.CallsWithDescriptor(creation, flow))
        {
            var lacks = (
                Issuer: Issuance.Lacks(flow, descriptor, "Issuer", creation),
                Audience: Issuance.Lacks(flow, descriptor, "Audience", creation) && Issuance.Lacks(flow, descriptor, "Audiences", creation) && flow.EntriesAddedTo(creation, "Audiences") is { IsComplete: true, Names.IsEmpty: true });
            if ((lacks.Issuer || lacks.Audience) && Report(context, call, lacks, Issuance.ClaimsOf(flow, descriptor), "SecurityTokenDescriptor", "set"))
            {
                return;
            }
        }
    }

    private static void JudgeCall(OperationContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name is "CreateEncodedJwt" or "CreateJwtSecurityToken" && Issuance.ArgumentOf(call.Arguments, "issuer") is { } issuer && Issuance.ArgumentOf(call.Arguments, "audience") is { } audience
            && Issuance.MakesToken(call, context.Flow))
        {
            var claims = context.Flow.Entries(Issuance.ArgumentOf(call.Arguments, "subject")).And(context.Flow.Entries(Issuance.ArgumentOf(call.Arguments, "claimCollection")));
            Report(context, call, (context.Flow.IsNull(issuer), context.Flow.IsNull(audience)), claims, $"JwtSecurityTokenHandler.{call.TargetMethod.Name}", "pass");
        }
    }

    private static bool Report(OperationContext context, IOperation token, (bool Issuer, bool Audience) lacks, EntryNames claims, string maker, string verb)
    {
        lacks = (lacks.Issuer && !claims.MayHold("iss"), lacks.Audience && !claims.MayHold("aud"));
        if (lacks == (false, false) || IssuedTokens.PurposeOf(context, context.Flow.Uses(token)) == TokenPurpose.Message)
        {
            return false;
        }

        var (missing, advice) = lacks switch
        {
            (true, true) => ("issuer and no audience", verb + " both"),
            (true, false) => ("issuer", verb + " it"),
            _ => ("audience", verb + " it"),
        };
        var properties = ImmutableDictionary<string, string?>.Empty;
        properties = lacks.Issuer ? properties.Add(Issuer, null) : properties;
        properties = lacks.Audience ? properties.Add(Audience, null) : properties;
        context.Report(Rule, Issuance.PlaceOf(context.Operation), properties, maker, missing, advice);
        return true;
    }
}
