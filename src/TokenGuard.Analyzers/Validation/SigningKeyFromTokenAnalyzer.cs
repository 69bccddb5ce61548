using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Validation;

namespace TokenGuard.Analyzers.Validation;

/// <summary>
/// TKG2010: a key is made of <c>jwk</c> or <c>x5c</c> of the header of a token, fetched from its <c>jku</c> or <c>x5u</c>, or looked for in a
/// file or by an SQL command under its <c>kid</c>. What is compared, looked up or otherwise checked first is silent.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SigningKeyFromTokenAnalyzer() : TokenGuardAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.SigningKeyFromToken, RuleDefinition.Category, SigningKeyFromToken.Definition);

    private protected override void Register(RuleContext context)
    {
        if ((context.Types.TokenValidationParameters ?? context.Types.JoseJwt) is not null && context.Mentions(Mentions.OfHeaderKeys))
        {
            context.OnOperation(Mentions.OfTokens, Analyze, OperationKind.Invocation, OperationKind.ObjectCreation, OperationKind.SimpleAssignment);
        }
    }

    private static void Analyze(OperationContext context)
    {
        var (use, values) = HeaderKeys.In(context.Operation);
        if (values.IsDefaultOrEmpty
            || values.Select(value => TokenHeaders.In(value, context)).FirstOrDefault(found => found is not null) is not { } header
            || (use is HeaderKeys.Use.Path or HeaderKeys.Use.Sql) != (header.Name == TokenHeaders.KeyId)
            || (use == HeaderKeys.Use.Key) != (header.Name is "jwk" or "x5c"))
        {
            return;
        }

        var trust = new HeaderTrust(context, header);
        if ((use != HeaderKeys.Use.Key || trust.VerifiesAround) && !trust.IsProof && !trust.IsChecked(header.Name))
        {
            var (mistake, remedy) = use switch
            {
                HeaderKeys.Use.Key => ($"A key is made of '{header.Name}' of the token's own header", "take it from the keys of the issuer"),
                HeaderKeys.Use.Address => ($"A key is fetched from '{header.Name}' of the token's own header", "fetch the keys from the issuer's address that the application knows"),
                HeaderKeys.Use.Path => ("'kid' of the token's own header becomes part of a path", "look it up among the keys that are there"),
                _ => ("'kid' of the token's own header becomes part of an SQL command", "give it as a parameter"),
            };
            context.Report(Rule, context.Operation.Syntax, mistake, remedy);
        }
    }
}
