using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Validation;

/// <summary>TKG2001 at JWT.NET: the builder, the decoder and the parameters verify the signature.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(JwtNetCodeFix))]
public sealed class JwtNetCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.SignatureNotValidated)
{
    private const string Verify = "MustVerifySignature";

    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        switch (site.Node)
        {
            case IdentifierNameSyntax { Identifier.ValueText: "DoNotVerifySignature" } name:
                yield return Fix($"Call {Verify}", editor => editor.ReplaceNode(name, SyntaxFactory.IdentifierName(Verify).WithTriviaFrom(name)));
                break;
            case SimpleNameSyntax { Identifier.ValueText: "Decode", Parent: MemberAccessExpressionSyntax decode }
                when decode.DescendantNodes().All(node => node is not IdentifierNameSyntax { Identifier.ValueText: "NoneAlgorithm" }):
                yield return Fix($"Call {Verify}", editor => editor.ReplaceNode(decode, VerifiedBefore(decode)));
                break;
            case var node when (node as ArgumentSyntax ?? node.Parent as ArgumentSyntax) is { Expression: not AssignmentExpressionSyntax and var verify }
                && site.Model.GetTypeInfo(verify, site.CancellationToken).Type?.SpecialType == SpecialType.System_Boolean:
                yield return Fix(
                    "Verify the signature",
                    editor => editor.ReplaceNode(verify, SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression).WithTriviaFrom(verify)));
                break;
            case MemberAccessExpressionSyntax { Name: { Identifier.ValueText: "None" } none }:
                yield return Fix("Validate by default", editor => editor.ReplaceNode(none, SyntaxFactory.IdentifierName("Default").WithTriviaFrom(none)));
                break;
        }

        static TokenFix Fix(string title, Action<DocumentEditor> edit) => new(title, "TokenGuard.VerifySignature", edit);
    }

    // builder.Decode becomes builder.MustVerifySignature().Decode, with the dots of both where the first was.
    private static MemberAccessExpressionSyntax VerifiedBefore(MemberAccessExpressionSyntax decode) =>
        decode.WithExpression(
            SyntaxFactory.InvocationExpression(decode.WithName(SyntaxFactory.IdentifierName(Verify)))
                .WithTrailingTrivia(decode.Expression.GetTrailingTrivia()));
}
