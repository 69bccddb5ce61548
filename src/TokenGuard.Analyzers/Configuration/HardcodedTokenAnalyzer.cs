using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Configuration;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Configuration;

/// <summary>TKG7013: a literal that is a token. The message never repeats it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HardcodedTokenAnalyzer() : TokenGuardAnalyzer(Rule)
{
    private const string Scheme = "Bearer ";

    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.HardcodedToken, RuleDefinition.Category, HardcodedToken.Definition);

    /// <summary>What the names of JWTs say that are shown and not used, or that open nothing: a licence proves who bought a library.</summary>
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "example", "examples", "sample", "samples", "fake", "dummy", "mock", "expired", "invalid", "demo", "test", "tests", "license", "licence", "licensing", "anon", "publishable",
    };

    private protected override void Register(RuleContext context) =>
        context.OnOperation(Mentions.OfLiteralTokens, Check, OperationKind.Literal, OperationKind.Utf8String);

    private static void Check(OperationContext context)
    {
        var text = context.Operation is IUtf8StringOperation utf8 ? utf8.Value : context.Operation.ConstantValue.Value as string;
        if (text is null || !MayBeginToken(text))
        {
            return;
        }

        // A long literal is often written as a sum of short ones; the first of them begins the token.
        var whole = context.Operation;
        while (whole.Parent is IBinaryOperation { ConstantValue: { HasValue: true, Value: string sum } } parent && parent.LeftOperand == whole)
        {
            (whole, text) = (parent, sum);
        }

        var token = text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? text.Substring(Scheme.Length).Trim() : text.Trim();
        var name = TokenText.IsSignedJwt(token) && !TokenText.IsPublicJwt(token) ? "A JWT" : TokenText.IsOurRefreshToken(token) ? "A refresh token" : null;
        if (name is not null && !NamesAround(context, whole).Any(around => IdentifierWords.Split(around).Any(Harmless.Contains)))
        {
            context.Report(Rule, whole.Syntax, name);
        }
    }

    private static bool MayBeginToken(string text) =>
        text.Length >= 10
        && (text[0] == 'e' ? text.StartsWith("eyJ", StringComparison.Ordinal)
            : text[0] == 't' ? text.StartsWith("tgr_", StringComparison.Ordinal)
            : text[0] is 'B' or 'b' && text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase));

    // What is set to the literal, and the members and types that it stands in.
    private static IEnumerable<string> NamesAround(OperationContext context, IOperation literal)
    {
        for (var parent = literal.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case IVariableDeclaratorOperation variable:
                    yield return variable.Symbol.Name;
                    break;
                case IAssignmentOperation { Target: IMemberReferenceOperation member }:
                    yield return member.Member.Name;
                    break;
                case IArgumentOperation { Parameter: { } parameter }:
                    yield return parameter.Name;
                    yield return parameter.ContainingSymbol.Name;
                    break;
                case IAttributeOperation { Operation: IObjectCreationOperation { Type: { } attribute } }:
                    yield return attribute.Name;
                    break;
            }
        }

        for (ISymbol? symbol = context.ContainingSymbol; symbol is not null and not INamespaceSymbol { IsGlobalNamespace: true }; symbol = symbol.ContainingSymbol)
        {
            yield return symbol.Name;
        }
    }
}
