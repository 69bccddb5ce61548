using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TokenGuard.CodeFixes.Storage;

/// <summary>Encrypts a value with the Data Protection of ASP.NET Core, where a protector is at hand.</summary>
internal static class DataProtection
{
    /// <summary>The value, protected; null where there is no protector, or where the result is no value of the same type.</summary>
    public static ExpressionSyntax? Protect(ExpressionSyntax value, FixSite site)
    {
        var type = site.Model.GetTypeInfo(value, site.CancellationToken).Type;
        if (site.Model.Compilation.GetTypeByMetadataName("Microsoft.AspNetCore.DataProtection.IDataProtector") is not { } protectorType
            || InScope.OnlyValueOf(protectorType, site.Model, value.SpanStart) is not { } protector)
        {
            return null;
        }

        var call = SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, protector, SyntaxFactory.IdentifierName("Protect")),
            SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(value.WithoutTrivia()))));
        return type is not null && SymbolEqualityComparer.Default.Equals(site.Model.GetSpeculativeTypeInfo(value.SpanStart, call, SpeculativeBindingOption.BindAsExpression).Type, type)
            ? call.WithTriviaFrom(value)
            : null;
    }
}
