using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Validation;

namespace TokenGuard.Analyzers.Validation;

/// <summary>
/// TKG2005: an identity is made of the claims of a token that was only read, and it becomes the user of the request. Only servers have such
/// users; what a client reads in its own token, or a server in the answer of the token endpoint, is silent.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenReadWithoutValidationAnalyzer() : TokenGuardAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.TokenReadWithoutValidation, RuleDefinition.Category, TokenReadWithoutValidation.Definition);

    private static readonly string[] NotInProduction = ["fake", "mock", "test", "tests", "stub", "dev", "development"];

    private protected override void Register(RuleContext context)
    {
        if (context.Types.Find("Microsoft.AspNetCore.Http.HttpContext") is not null
            && (context.Types.JwtSecurityToken ?? context.Types.JsonWebToken ?? context.Types.JoseJwt) is not null)
        {
            context.OnOperation(Mentions.OfTokens, Analyze, OperationKind.ObjectCreation);
        }
    }

    private static void Analyze(OperationContext context)
    {
        var identity = (IObjectCreationOperation)context.Operation;
        if (identity is { Type: { Name: "ClaimsIdentity" } type, Arguments.Length: > 0 }
            && type.IsIn("System.Security.Claims")
            && UnvalidatedTokens.ReadIn(identity, context.Flow) is { } read
            && !context.Policy.TrustedFrontProxy
            && !UnvalidatedTokens.IsCheckedAround(identity, context.Flow)
            && !IsElsewhere(context.ContainingSymbol.ContainingType)
            && InstalledUsers.BecomesUser(context, identity, UnvalidatedTokens.TextOf(read)))
        {
            context.Report(Rule, identity.Syntax.GetLocation(), [read.Syntax.GetLocation()], properties: null, UnvalidatedTokens.NameOf(read));
        }
    }

    // What a browser shows, and stand-ins.
    private static bool IsElsewhere(INamedTypeSymbol? type) =>
        type is not null
        && (IdentifierWords.Split(type.Name).Any(NotInProduction.Contains) || type.IsOrDerivesFrom("Microsoft.AspNetCore.Components.Authorization.AuthenticationStateProvider"));
}
