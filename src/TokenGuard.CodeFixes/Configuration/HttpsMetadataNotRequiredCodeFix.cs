using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Configuration;

/// <summary>TKG7003: requires HTTPS except in development, where the environment is in scope, or always.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HttpsMetadataNotRequiredCodeFix))]
public sealed class HttpsMetadataNotRequiredCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.HttpsMetadataNotRequired)
{
    /// <summary>Names the fix that leaves development as it is.</summary>
    public const string ExceptInDevelopmentKey = "TKG7003_ExceptInDevelopment";

    /// <summary>Names the fix that requires HTTPS everywhere.</summary>
    public const string AlwaysKey = "TKG7003_Always";

    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        switch (site.Node)
        {
            case AssignmentExpressionSyntax assignment:
                if (IsNotDevelopment(site) is { } condition)
                {
                    yield return new TokenFix(
                        "Require HTTPS except in development",
                        ExceptInDevelopmentKey,
                        editor => editor.ReplaceNode(assignment.Right, condition.WithTriviaFrom(assignment.Right)));
                }

                yield return new TokenFix(
                    "Require HTTPS",
                    AlwaysKey,
                    editor => editor.ReplaceNode(assignment.Right, SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression).WithTriviaFrom(assignment.Right)));
                break;
            case SimpleNameSyntax { Parent: MemberAccessExpressionSyntax { Expression: var receiver, Parent: InvocationExpressionSyntax call } }
                when call.Parent is MemberAccessExpressionSyntax || receiver is InvocationExpressionSyntax:
                yield return new TokenFix("Require HTTPS", AlwaysKey, editor => editor.ReplaceNode(call, Removal.Link(call, receiver)));
                break;
            case SimpleNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax { Parent: ExpressionStatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax } statement } } }:
                yield return new TokenFix("Require HTTPS", AlwaysKey, editor => Removal.Statement(editor, statement));
                break;
        }
    }

    // !builder.Environment.IsDevelopment(), when it is sure to compile.
    private static PrefixUnaryExpressionSyntax? IsNotDevelopment(FixSite site)
    {
        var position = site.Node.SpanStart;
        return site.Model.Compilation.GetTypeByMetadataName("Microsoft.Extensions.Hosting.IHostEnvironment") is { } type
            && InScope.OnlyValueOf(type, site.Model, position) is { } environment
            && SyntaxFactory.ParseExpression($"{environment}.IsDevelopment()") is var call
            && site.Model.GetSpeculativeSymbolInfo(position, call, SpeculativeBindingOption.BindAsExpression).Symbol is IMethodSymbol
                ? SyntaxFactory.PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, call)
                : null;
    }
}
