using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Issuing;

namespace TokenGuard.Analyzers.Issuing;

/// <summary>TKG1012: an e-mail address, telephone number, birth date or the like in the claims of an access token that is not encrypted.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PersonalClaimAnalyzer() : TokenGuardAnalyzer(Rule)
{
    /// <summary>The property of a diagnostic whose claim cannot just be left out: it is another claim, such as <c>sub</c>, that has personal data as its value.</summary>
    internal const string IsNeeded = nameof(IsNeeded);

    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.PersonalClaim, RuleDefinition.Category, PersonalClaim.Definition);

    private static readonly ImmutableDictionary<string, string?> Needed = ImmutableDictionary<string, string?>.Empty.Add(IsNeeded, null);

    private protected override void Register(RuleContext context)
    {
        var types = context.Types;
        if (types.SecurityTokenDescriptor is not null || types.JwtSecurityToken is not null || types.JwtBuilder is not null || types.JoseJwt is not null || types.Find("FastEndpoints.Security.UserPrivileges") is not null)
        {
            context.OnOperation(Mentions.OfTokens.Add(Mentions.Claim), Analyze, ClaimWrite.Kinds);
        }
    }

    private static void Analyze(OperationContext context)
    {
        foreach (var claim in ClaimWrite.Of(context.Operation, context.Flow))
        {
            if (claim.Name is { } name && ClaimLexicon.IsPersonal(name))
            {
                if (!IsFlag(claim.Value, context.Flow) && IsInAccessToken(context, claim))
                {
                    context.Report(Rule, claim.NamePlace, ClaimLexicon.ShortName(name), "personal data");
                }
            }
            else if (ClaimValues.NamedOrigins(claim.Value, context.Flow).FirstOrDefault(value => ClaimLexicon.IsPersonalValue(value.Name) && !IsFlag(value.Origin, context.Flow)).Name is { } value && IsInAccessToken(context, claim))
            {
                context.Report(Rule, claim.Value.Syntax.GetLocation(), Needed, claim.Name is { } other ? ClaimLexicon.ShortName(other) : value, $"'{value}'");
            }
        }
    }

    // Whether there is one tells nothing about the person.
    private static bool IsFlag(IOperation value, TokenFlow flow) =>
        flow.ConstantText(value) is { } text ? text.Length == 0 || bool.TryParse(text, out _)
        : value.WithoutConversions() is IConditionalOperation { WhenTrue: var yes, WhenFalse: { } no } ? IsFlag(yes, flow) && IsFlag(no, flow)
        : value.WithoutConversions() is { Type.SpecialType: SpecialType.System_Boolean } || (ClaimValues.InnerOf(value.WithoutConversions()) is { } inner && IsFlag(inner, flow));

    // A dictionary may be anything until it is seen to become claims. OpenIddict and IdentityServer put a claim into the ID token or the access token as scopes and destinations say.
    private static bool IsInAccessToken(OperationContext context, ClaimWrite claim) =>
        !(context.Operation is IInvocationOperation { TargetMethod: var method } && method.IsIn("OpenIddict.Abstractions"))
        && !context.Flow.Uses(claim.Value).Any(use => use is IInvocationOperation { Instance: IPropertyReferenceOperation { Property.Name: "IssuedClaims" } })
        && !TokenSinks.IsEncrypted(context)
        && IssuedTokens.PurposeOf(context, ImmutableArray<IOperation>.Empty) is TokenPurpose.Unknown or TokenPurpose.Access
        && ClaimSinks.IsInToken(context, claim, mayEscape: context.Operation is IObjectCreationOperation);
}
