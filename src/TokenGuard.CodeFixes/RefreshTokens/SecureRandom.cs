using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;

namespace TokenGuard.CodeFixes.RefreshTokens;

/// <summary>Calls of the cryptographic generator, as far as the project's .NET has them.</summary>
internal sealed class SecureRandom(Compilation compilation)
{
    private readonly INamedTypeSymbol? generator = compilation.GetTypeByMetadataName("System.Security.Cryptography.RandomNumberGenerator");

    /// <summary>So many random bytes.</summary>
    public ExpressionSyntax? Bytes(int count) =>
        Has("GetBytes", parameters: 1, isStatic: true) ? Call("GetBytes", Number(count)) : null;

    /// <summary>The random bits of a GUID's text, and the six that it lacks: as long, and of the same characters.</summary>
    public ExpressionSyntax? Hex() =>
        Has("GetHexString", parameters: 2, isStatic: true)
            ? Call("GetHexString", Number(32), SyntaxFactory.Argument(SyntaxFactory.NameColon("lowercase"), default, SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression)))
            : Bytes(16) is { } bytes ? Static("System.Convert", "ToHexString", bytes) : null;

    /// <summary>256 random bits, as text that needs no escaping in URLs and cookies where the project's libraries can write it.</summary>
    public ExpressionSyntax? Text() =>
        Bytes(32) is { } bytes
            ? Static("System.Buffers.Text.Base64Url", "EncodeToString", bytes)
                ?? Static("Microsoft.AspNetCore.WebUtilities.WebEncoders", "Base64UrlEncode", bytes)
                ?? Static("System.Convert", "ToBase64String", bytes)
            : null;

    /// <summary>A call of the generator that takes what a call of System.Random takes.</summary>
    public ExpressionSyntax? Like(InvocationExpressionSyntax call, IMethodSymbol method)
    {
        var arguments = call.ArgumentList;
        switch (method.Name)
        {
            case "Next" when arguments.Arguments.Count == 0:
                arguments = SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(SyntaxFactory.ParseExpression("int.MaxValue"))));
                return Has("GetInt32", parameters: 1, isStatic: true) ? Call(SyntaxFactory.IdentifierName("GetInt32"), arguments) : null;
            case "Next":
                return Has("GetInt32", method.Parameters.Length, isStatic: true) && arguments.Arguments.All(argument => argument.NameColon is null)
                    ? Call(SyntaxFactory.IdentifierName("GetInt32"), arguments) : null;
            case "NextBytes":
                return Has("Fill", parameters: 1, isStatic: true) && arguments.Arguments.All(argument => argument.NameColon is null)
                    ? Call(SyntaxFactory.IdentifierName("Fill"), arguments) : null;
            case "GetItems" or "GetString" or "GetHexString" when call.Expression is MemberAccessExpressionSyntax { Name: var name }:
                return Has(method.Name, method.Parameters.Length, isStatic: true) && method.Parameters[0].Type is not IArrayTypeSymbol ? Call(name, arguments) : null;
            default:
                return null;
        }
    }

    private bool Has(string member, int parameters, bool isStatic) =>
        generator?.GetMembers(member).OfType<IMethodSymbol>().Any(method => method.Parameters.Length == parameters && method.IsStatic == isStatic) == true;

    private InvocationExpressionSyntax? Static(string type, string method, ExpressionSyntax argument) =>
        compilation.GetTypeByMetadataName(type) is { DeclaredAccessibility: Accessibility.Public } symbol && symbol.GetMembers(method).Any(member => member.IsStatic)
            ? Invoke(symbol, SyntaxFactory.IdentifierName(method), SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(argument))))
            : null;

    private InvocationExpressionSyntax Call(string method, params ArgumentSyntax[] arguments) =>
        Call(SyntaxFactory.IdentifierName(method), SyntaxFactory.ArgumentList(SyntaxFactory.SeparatedList(arguments)));

    private InvocationExpressionSyntax Call(SimpleNameSyntax method, ArgumentListSyntax arguments) => Invoke(generator!, method, arguments);

    private static InvocationExpressionSyntax Invoke(INamedTypeSymbol type, SimpleNameSyntax method, ArgumentListSyntax arguments) =>
        SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, ImportedName.Of(type), method.WithoutTrivia()),
            arguments);

    private static ArgumentSyntax Number(int value) =>
        SyntaxFactory.Argument(SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(value)));
}
