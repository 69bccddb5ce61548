using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using TokenGuard.Rules;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace TokenGuard.CodeFixes.Storage;

/// <summary>
/// TKG3009: stores the SHA-256 hash of the refresh token, and compares by it. One at a time: other files may compare too, and tokens that
/// are stored already are not found any more.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PlainTextRefreshTokenCodeFix))]
public sealed class PlainTextRefreshTokenCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.PlainTextRefreshToken)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        // The token must still be known elsewhere: what was stored cannot be handed out any more.
        if (site.Node is not (IdentifierNameSyntax or MemberAccessExpressionSyntax) || site.Node is not ExpressionSyntax { Parent: AssignmentExpressionSyntax { Left: var target } } value
            || site.Model.GetSymbolInfo(target, site.CancellationToken).Symbol is not IPropertySymbol property || !CanHash(site.Model.Compilation)
            || ValuesToHash(property, value, site) is not { } others)
        {
            yield break;
        }

        yield return new TokenFix("Store the SHA-256 hash; tokens that are stored already become invalid", nameof(PlainTextRefreshTokenCodeFix), editor =>
        {
            foreach (var part in others.Prepend(value))
            {
                editor.ReplaceNode(part, Hash(part));
            }
        });
    }

    private static bool CanHash(Compilation compilation) =>
        compilation.GetTypeByMetadataName("System.Convert")?.GetMembers("ToHexString").IsEmpty == false
        && compilation.GetTypeByMetadataName("System.Security.Cryptography.SHA256")?.GetMembers("HashData").IsEmpty == false;

    // What the property is compared with in this file; null when the file reads it in another way.
    private static List<ExpressionSyntax>? ValuesToHash(IPropertySymbol property, ExpressionSyntax value, FixSite site)
    {
        var compared = new List<ExpressionSyntax>();
        foreach (var name in value.SyntaxTree.GetRoot(site.CancellationToken).DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == property.Name))
        {
            if (!SymbolEqualityComparer.Default.Equals(site.Model.GetSymbolInfo(name, site.CancellationToken).Symbol, property))
            {
                continue;
            }

            var whole = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? (ExpressionSyntax)access : name;
            switch (whole.Parent)
            {
                case AssignmentExpressionSyntax assignment when assignment.Left == whole:
                    break;
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } comparison:
                    var other = comparison.Left == whole ? comparison.Right : comparison.Left;
                    if (!other.IsKind(SyntaxKind.NullLiteralExpression))
                    {
                        compared.Add(other);
                    }

                    break;
                default:
                    return null;
            }
        }

        return compared;
    }

    private static InvocationExpressionSyntax Hash(ExpressionSyntax value) =>
        Call("System.Convert", "ToHexString", Call("System.Security.Cryptography.SHA256", "HashData", InvocationExpression(
            MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, Named("System.Text.Encoding"), IdentifierName("UTF8")), IdentifierName("GetBytes")),
            ArgumentList(SingletonSeparatedList(Argument(value.WithoutTrivia())))))).WithTriviaFrom(value);

    private static InvocationExpressionSyntax Call(string type, string method, ExpressionSyntax argument) =>
        InvocationExpression(MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, Named(type), IdentifierName(method)), ArgumentList(SingletonSeparatedList(Argument(argument))));

    private static NameSyntax Named(string type) => ParseName(type).WithAdditionalAnnotations(Simplifier.Annotation);
}
