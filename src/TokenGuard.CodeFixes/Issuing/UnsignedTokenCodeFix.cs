using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Issuing;

/// <summary>Signs with the only credentials that are in scope; never invents any.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnsignedTokenCodeFix))]
public sealed class UnsignedTokenCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.UnsignedToken)
{
    private const string Key = nameof(UnsignedTokenCodeFix);
    private const string Property = "SigningCredentials";
    private const string Parameter = "signingCredentials";

    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        var type = site.Model.Compilation.GetTypeByMetadataName("Microsoft.IdentityModel.Tokens.SigningCredentials");
        if (type is null || InScope.OnlyValueOf(type, site.Model, site.Node.SpanStart) is not { } credentials || ReplacementOf(site, credentials) is not { } edit)
        {
            yield break;
        }

        yield return new TokenFix($"Sign with '{credentials}'", Key, editor => editor.ReplaceNode(edit.Old, edit.New));
    }

    private static (SyntaxNode Old, SyntaxNode New)? ReplacementOf(FixSite site, ExpressionSyntax credentials)
    {
        switch (site.Node.FirstAncestorOrSelf<SyntaxNode>(node => node is ArgumentSyntax or AssignmentExpressionSyntax or BaseObjectCreationExpressionSyntax or InvocationExpressionSyntax))
        {
            // signingCredentials: null, SigningCredentials = null
            case ArgumentSyntax argument when IsNull(argument.Expression):
                return (argument, argument.WithExpression(credentials.WithTriviaFrom(argument.Expression)));
            case AssignmentExpressionSyntax { Left: var left } assignment when left.ToString().EndsWith(Property, StringComparison.Ordinal):
                return (assignment, assignment.WithRight(credentials.WithTriviaFrom(assignment.Right)));
            case BaseObjectCreationExpressionSyntax creation when site.Model.GetTypeInfo(creation, site.CancellationToken).Type is { } made:
                return made.Name switch
                {
                    "SecurityTokenDescriptor" => (creation, Insertion.IntoInitializer(creation, Property, credentials)),
                    "JwtSecurityToken" => (creation, creation.WithArgumentList(Insertion.AtEnd(creation.ArgumentList, Parameter, credentials))),
                    "JwtHeader" when creation.ArgumentList is null or { Arguments.Count: 0 } => (creation, creation.WithArgumentList(Insertion.AtEnd(creation.ArgumentList, null, credentials))),
                    _ => null,
                };

            // CreateToken(payload), CreateToken(payload, headerClaims)
            case InvocationExpressionSyntax { ArgumentList: { Arguments.Count: 1 or 2 } list } call when site.Node is SimpleNameSyntax { Identifier.ValueText: "CreateToken" }:
                return (call, call.WithArgumentList(Insertion.At(list, 1, null, credentials)));
            case InvocationExpressionSyntax call when site.Node is SimpleNameSyntax:
                return (call, call.WithArgumentList(Insertion.AtEnd(call.ArgumentList, Parameter, credentials)));
            default:
                return null;
        }
    }

    private static bool IsNull(ExpressionSyntax expression) =>
        expression.IsKind(SyntaxKind.NullLiteralExpression) || expression.IsKind(SyntaxKind.DefaultLiteralExpression) || expression is DefaultExpressionSyntax;
}
