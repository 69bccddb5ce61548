using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Validation;

/// <summary>TKG2001 to TKG2004, TKG2016 and TKG2017: sets a switch to true, and removes a delegate that accepts everything.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TokenValidationParametersCodeFix))]
public sealed class TokenValidationParametersCodeFix() : TokenGuardCodeFix(
    isBulkSafe: false, RuleIds.SignatureNotValidated, RuleIds.LifetimeNotValidated, RuleIds.AudienceNotValidated, RuleIds.IssuerNotValidated,
    RuleIds.AlgorithmNotValidated, RuleIds.ValidatorAlwaysSucceeds)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        if (site.Node is not AssignmentExpressionSyntax assignment || NameOf(assignment.Left) is not { } member)
        {
            yield break;
        }

        var isSwitch = site.Model.GetTypeInfo(assignment.Left, site.CancellationToken).Type?.SpecialType == SpecialType.System_Boolean;
        if (isSwitch)
        {
            var expected = ExpectedValue.For(member, assignment, site);
            yield return new TokenFix(
                expected is null ? $"Set {member} to true" : $"Set {member} to true and {expected.Member} from configuration",
                "TokenGuard.Validate",
                editor => Validate(editor, assignment, expected));
        }
        else if (member.EndsWith("Validator", StringComparison.Ordinal) || member.EndsWith("UsingConfiguration", StringComparison.Ordinal))
        {
            yield return new TokenFix($"Remove {member}", "TokenGuard.RemoveValidator", editor => Remove(editor, assignment));
        }
    }

    private static void Validate(DocumentEditor editor, AssignmentExpressionSyntax assignment, ExpectedValue? expected)
    {
        switch (assignment.Parent)
        {
            case InitializerExpressionSyntax initializer when expected is not null:
                var index = initializer.Expressions.IndexOf(assignment);
                var members = Insertion.Into<ExpressionSyntax>(initializer.Expressions, index + 1, expected.MemberOf(null), initializer.OpenBraceToken);
                editor.ReplaceNode(initializer, initializer.WithExpressions(members.Replace(members[index], Switched((AssignmentExpressionSyntax)members[index]))));
                break;
            case ExpressionStatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax } statement when expected is not null:
                var added = SyntaxFactory.ExpressionStatement(expected.MemberOf(((MemberAccessExpressionSyntax)assignment.Left).Expression.WithoutTrivia()))
                    .WithLeadingTrivia(statement.GetLeadingTrivia().Reverse().Take(1).Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)))
                    .WithTrailingTrivia(statement.GetTrailingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)));
                if (statement.Parent is GlobalStatementSyntax global)
                {
                    editor.InsertAfter(global, SyntaxFactory.GlobalStatement(added));
                }
                else
                {
                    editor.InsertAfter(statement, added);
                }

                editor.ReplaceNode(assignment, Switched(assignment));
                break;
            default:
                editor.ReplaceNode(assignment, Switched(assignment));
                break;
        }
    }

    // In an expression that is the whole body of a lambda nothing can be removed: without delegate, the library validates by itself.
    private static void Remove(DocumentEditor editor, AssignmentExpressionSyntax assignment)
    {
        switch (assignment.Parent)
        {
            case InitializerExpressionSyntax initializer:
                editor.ReplaceNode(initializer, Removal.Without(initializer, assignment));
                break;
            case ExpressionStatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax } statement:
                Removal.Statement(editor, statement);
                break;
            default:
                editor.ReplaceNode(assignment.Right, SyntaxFactory.LiteralExpression(SyntaxKind.NullLiteralExpression).WithTriviaFrom(assignment.Right));
                break;
        }
    }

    private static AssignmentExpressionSyntax Switched(AssignmentExpressionSyntax assignment) =>
        assignment.WithRight(SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression).WithTriviaFrom(assignment.Right));

    private static string? NameOf(ExpressionSyntax target) =>
        target switch
        {
            SimpleNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
            _ => null,
        };
}
