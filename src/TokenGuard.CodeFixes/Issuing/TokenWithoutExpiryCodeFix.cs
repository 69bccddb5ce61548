using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Simplification;
using TokenGuard.Analyzers.Issuing;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Issuing;

/// <summary>Lets a token expire after some minutes, by the clock that is in scope.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TokenWithoutExpiryCodeFix))]
public sealed class TokenWithoutExpiryCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.TokenWithoutExpiry)
{
    private const string Key = nameof(TokenWithoutExpiryCodeFix);

    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        if (site.Diagnostic.Properties.TryGetValue(TokenWithoutExpiryAnalyzer.Minutes, out var minutes) && ReplacementOf(site, new Expiry(site, minutes!)) is { } edit)
        {
            yield return new TokenFix($"Let the token expire after {minutes} minutes", Key, editor => editor.ReplaceNode(edit.Old, edit.New));
        }
    }

    private static (SyntaxNode Old, SyntaxNode New)? ReplacementOf(FixSite site, Expiry expiry)
    {
        switch (site.Node.FirstAncestorOrSelf<SyntaxNode>(node => node is ArgumentSyntax or AssignmentExpressionSyntax or BaseObjectCreationExpressionSyntax or InvocationExpressionSyntax))
        {
            // expires: null, Expires = null
            case ArgumentSyntax argument when !argument.Expression.Span.IsEmpty && site.Node != argument.Parent:
                return (argument, argument.WithExpression(expiry.Time.WithTriviaFrom(argument.Expression)));
            case AssignmentExpressionSyntax assignment:
                return (assignment, assignment.WithRight(expiry.Time.WithTriviaFrom(assignment.Right)));
            case ExpressionSyntax builder when EncodeOf(site, builder) is { } encode:
                return (encode.Expression, WithClaim(encode.Expression, encode.OperatorToken, expiry));
            case BaseObjectCreationExpressionSyntax creation when site.Model.GetTypeInfo(creation, site.CancellationToken).Type is { } made:
                return made.Name switch
                {
                    "SecurityTokenDescriptor" => (creation, Insertion.IntoInitializer(creation, "Expires", expiry.Time)),
                    "JwtSecurityToken" => (creation, creation.WithArgumentList(WithExpires(creation.ArgumentList, expiry.Time))),
                    "JwtPayload" => (creation, Insertion.AddElement(creation, expiry.Entry(creation.Initializer), SyntaxKind.ObjectInitializerExpression)),
                    _ => null,
                };
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CreateEncodedJwt" or "CreateJwtSecurityToken" } } call:
                return (call, call.WithArgumentList(WithExpires(call.ArgumentList, expiry.Time)));
            case InvocationExpressionSyntax call:
                return IntoPayload(site, PayloadOf(site, call), expiry);
            default:
                return null;
        }
    }

    // Before the credentials, where it is usually written; named, because others may be left out.
    private static ArgumentListSyntax WithExpires(ArgumentListSyntax? list, ExpressionSyntax time)
    {
        var index = list?.Arguments.IndexOf(argument => argument.NameColon?.Name.Identifier.ValueText is "signingCredentials") ?? -1;
        return index < 0 ? Insertion.AtEnd(list, "expires", time) : Insertion.At(list!, index, "expires", time);
    }

    // .Encode, at the end of the calls on a builder.
    private static MemberAccessExpressionSyntax? EncodeOf(FixSite site, ExpressionSyntax start)
    {
        SyntaxNode? call = start;
        while (call is ExpressionSyntax && site.Model.GetTypeInfo(call, site.CancellationToken).Type is { Name: "JwtBuilder" })
        {
            call = call.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next } ? next : null;
        }

        return call is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Encode" } access }
            && site.Model.GetSymbolInfo(call, site.CancellationToken).Symbol is { ContainingType.Name: "JwtBuilder" }
                ? access
                : null;
    }

    private static InvocationExpressionSyntax WithClaim(ExpressionSyntax builder, SyntaxToken dot, Expiry expiry)
    {
        var call = SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, builder, dot, SyntaxFactory.IdentifierName("AddClaim")),
            Insertion.At(Insertion.At(SyntaxFactory.ArgumentList(), 0, null, Expiry.Name), 1, null, expiry.Seconds));

        // One call a line: a comment behind the one before stays there.
        return call.WithTrailingTrivia(builder.GetTrailingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)));
    }

    // What is encoded, or serialised to be; written in the call, or in the only definition of a variable.
    private static ExpressionSyntax? PayloadOf(FixSite site, InvocationExpressionSyntax call)
    {
        var payload = site.Model.GetOperation(call, site.CancellationToken) is IInvocationOperation { Arguments: var arguments }
            ? arguments.FirstOrDefault(argument => argument.Parameter?.Name == "payload")?.Value.Syntax as ExpressionSyntax
            : null;
        return DefinitionOf(site, payload) is InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } serialized }
            ? DefinitionOf(site, serialized[0].Expression)
            : DefinitionOf(site, payload);
    }

    private static ExpressionSyntax? DefinitionOf(FixSite site, ExpressionSyntax? value) =>
        value is IdentifierNameSyntax
        && site.Model.GetSymbolInfo(value, site.CancellationToken).Symbol is ILocalSymbol { DeclaringSyntaxReferences: { Length: 1 } declarations }
        && declarations[0].GetSyntax(site.CancellationToken) is VariableDeclaratorSyntax { Initializer.Value: var initial }
            ? initial
            : value;

    private static (SyntaxNode Old, SyntaxNode New)? IntoPayload(FixSite site, ExpressionSyntax? payload, Expiry expiry) =>
        payload switch
        {
            AnonymousObjectCreationExpressionSyntax anonymous =>
                (anonymous, anonymous.WithInitializers(Insertion.Into(anonymous.Initializers, anonymous.Initializers.Count, expiry.Member, anonymous.OpenBraceToken))),
            BaseObjectCreationExpressionSyntax dictionary when HoldsObjects(site.Model.GetTypeInfo(dictionary, site.CancellationToken).Type) =>
                (dictionary, Insertion.AddElement(dictionary, expiry.Entry(dictionary.Initializer), SyntaxKind.ObjectInitializerExpression)),
            _ => null,
        };

    private static bool HoldsObjects(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "Dictionary", TypeArguments: { Length: 2 } of } && of[1].SpecialType == SpecialType.System_Object;

    /// <summary>The expiry, as the places that take one want it.</summary>
    private sealed class Expiry(FixSite site, string minutes)
    {
        public static LiteralExpressionSyntax Name => SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal("exp"));

        /// <summary>As a <c>DateTime</c>.</summary>
        public ExpressionSyntax Time => Parse(Clock is { } clock ? $"{clock}.GetUtcNow().UtcDateTime.AddMinutes({minutes})" : $"System.DateTime.UtcNow.AddMinutes({minutes})");

        /// <summary>As a number, for <c>exp</c>.</summary>
        public ExpressionSyntax Seconds =>
            Parse(Clock is { } clock ? $"{clock}.GetUtcNow().AddMinutes({minutes}).ToUnixTimeSeconds()" : $"System.DateTimeOffset.UtcNow.AddMinutes({minutes}).ToUnixTimeSeconds()");

        /// <summary>As a member of an anonymous object.</summary>
        public AnonymousObjectMemberDeclaratorSyntax Member =>
            SyntaxFactory.AnonymousObjectMemberDeclarator(
                SyntaxFactory.NameEquals(SyntaxFactory.IdentifierName("exp").WithTrailingTrivia(SyntaxFactory.Space), SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space)),
                Seconds);

        private ExpressionSyntax? Clock =>
            site.Model.Compilation.GetTypeByMetadataName("System.TimeProvider") is { } type ? InScope.OnlyValueOf(type, site.Model, site.Node.SpanStart) : null;

        /// <summary>As an entry of a dictionary, written as its other entries are.</summary>
        public ExpressionSyntax Entry(InitializerExpressionSyntax? others) =>
            others is { RawKind: (int)SyntaxKind.CollectionInitializerExpression, Expressions.Count: > 0 }
                ? SyntaxFactory.InitializerExpression(
                    SyntaxKind.ComplexElementInitializerExpression,
                    SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithTrailingTrivia(SyntaxFactory.Space),
                    SyntaxFactory.SeparatedList<ExpressionSyntax>(new SyntaxNodeOrToken[] { Name, SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space), Seconds }),
                    SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithLeadingTrivia(SyntaxFactory.Space))
                : SyntaxFactory.AssignmentExpression(
                    SyntaxKind.SimpleAssignmentExpression,
                    SyntaxFactory.ImplicitElementAccess(SyntaxFactory.BracketedArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(Name)))),
                    SyntaxFactory.Token(SyntaxKind.EqualsToken).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space),
                    Seconds);

        // The names are shortened where the file imports System.
        private static ExpressionSyntax Parse(string text) =>
            SyntaxFactory.ParseExpression(text) is var expression
                ? expression.ReplaceNodes(expression.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Where(access => access.Expression.ToString() == "System"), (_, node) => node.WithAdditionalAnnotations(Simplifier.Annotation))
                : throw new InvalidOperationException();
    }
}
