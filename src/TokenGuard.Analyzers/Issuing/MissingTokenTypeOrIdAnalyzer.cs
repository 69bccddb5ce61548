using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Issuing;

namespace TokenGuard.Analyzers.Issuing;

/// <summary>TKG1007: an access token is issued without the type <c>at+jwt</c> or without <c>jti</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingTokenTypeOrIdAnalyzer() : TokenGuardAnalyzer(Rule)
{
    /// <summary>The properties of a diagnostic that say what its fix sets.</summary>
    internal const string Type = nameof(Type);

    /// <inheritdoc cref="Type"/>
    internal const string Id = nameof(Id);

    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.MissingTokenTypeOrId, RuleDefinition.Category, MissingTokenTypeOrId.Definition);

    private protected override void Register(RuleContext context)
    {
        if (context.Types.SecurityTokenDescriptor is not null || context.Types.JwtSecurityToken is not null)
        {
            context.OnOperation(Mentions.OfTokens, Judge, OperationKind.ObjectCreation);
        }
    }

    private static void Judge(OperationContext context)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        var flow = context.Flow;
        switch (creation.Type)
        {
            case { Name: "SecurityTokenDescriptor" } type when SymbolEqualityComparer.Default.Equals(type, context.Types.SecurityTokenDescriptor):
                foreach (var (call, descriptor) in Issuance.CallsWithDescriptor(creation, flow))
                {
                    var hasNoType = Issuance.Lacks(flow, descriptor, "AdditionalHeaderClaims", creation) && flow.EntriesAddedTo(creation, "AdditionalHeaderClaims") is { IsComplete: true, Names.IsEmpty: true }
                        && !flow.EntriesAddedTo(call, "Header").MayHold("typ")
                        && (Issuance.Lacks(flow, descriptor, "TokenType", creation) || (flow.MayBe(descriptor, creation) && flow.Member(descriptor, "TokenType").OnlyValue is { } name && "JWT".Equals(flow.ConstantText(name), StringComparison.OrdinalIgnoreCase)));
                    if (Report(context, call, hasNoType, Issuance.ClaimsOf(flow, descriptor).And(flow.EntriesAddedTo(call, "Payload")), "SecurityTokenDescriptor"))
                    {
                        return;
                    }
                }

                break;

            // The one of a header and a payload has both there.
            case { Name: "JwtSecurityToken" } type when SymbolEqualityComparer.Default.Equals(type, context.Types.JwtSecurityToken)
                && Issuance.ArgumentOf(creation.Arguments, "claims") is { } claims && Issuance.ArgumentOf(creation.Arguments, "issuer") is not null && Issuance.IsIssued(creation, flow):
                Report(context, creation, !flow.EntriesAddedTo(creation, "Header").MayHold("typ"), flow.Entries(claims).And(flow.EntriesAddedTo(creation, "Payload")), "JwtSecurityToken");
                break;
        }
    }

    // Whose claims are not seen may be another token, unless its name says that it is an access token.
    private static bool Report(OperationContext context, IOperation token, bool hasNoType, EntryNames claims, string maker)
    {
        var hasNoId = !claims.MayHold("jti");
        var purpose = hasNoType || hasNoId ? IssuedTokens.PurposeOf(context, context.Flow.Uses(token)) : TokenPurpose.Other;
        if (purpose != TokenPurpose.Access && !(purpose == TokenPurpose.Unknown && claims.IsComplete))
        {
            return false;
        }

        var (missing, advice) = (hasNoType, hasNoId) switch
        {
            (true, true) => ("no type 'at+jwt' and no ID", "both"),
            (true, false) => ("no type 'at+jwt'", "it"),
            _ => ("no ID", "'jti'"),
        };
        var properties = ImmutableDictionary<string, string?>.Empty;
        properties = hasNoType ? properties.Add(Type, null) : properties;
        properties = hasNoId ? properties.Add(Id, null) : properties;
        context.Report(Rule, Issuance.PlaceOf(context.Operation), properties, maker, missing, advice);
        return true;
    }
}
