using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.RefreshTokens;

/// <summary>
/// TKG6001: takes the random bits from the cryptographic generator. The token keeps its length and its characters, so that it fits
/// where the old one fitted: a column, a cookie, a pattern that a client checks.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WeakTokenGenerationCodeFix))]
public sealed class WeakTokenGenerationCodeFix() : TokenGuardCodeFix(isBulkSafe: true, RuleIds.WeakTokenGeneration)
{
    /// <summary>Names this fix among those of a diagnostic.</summary>
    public const string Key = "TKG6001_UseRandomNumberGenerator";

    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        if (site.Origin is InvocationExpressionSyntax call && Replace(call, site) is { } replacement)
        {
            yield return new TokenFix("Use RandomNumberGenerator", Key, editor => editor.ReplaceNode(Replaced(call), replacement.WithTriviaFrom(Replaced(call))));
        }
    }

    /// <summary>The call of the generator that can stand for a call; null when it would give a value of another length or type.</summary>
    internal static SyntaxNode? Replace(InvocationExpressionSyntax call, FixSite site)
    {
        var random = new SecureRandom(site.Model.Compilation);
        if (site.Model.GetSymbolInfo(call, site.CancellationToken).Symbol is IMethodSymbol method && IsRandom(method.ContainingType))
        {
            return random.Like(call, method);
        }

        if (!IsGuid(call, site, out var conversion))
        {
            return null;
        }

        return conversion switch
        {
            "ToString" => random.Hex(),
            "ToByteArray" => random.Bytes(16),
            _ when call.Parent is InterpolationSyntax => random.Hex() is { } hex ? SyntaxFactory.Interpolation(hex) : null,
            _ when call.Parent is BinaryExpressionSyntax => random.Hex(),
            _ => null,
        };
    }

    // {Guid.NewGuid():N}: the format goes as well.
    private static SyntaxNode Replaced(InvocationExpressionSyntax call) => call.Parent is InterpolationSyntax interpolation ? interpolation : call;

    private static bool IsRandom(ITypeSymbol? type) =>
        type is { Name: "Random", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    // Guid.NewGuid().ToString("N"), Guid.NewGuid().ToString().Replace("-", ""), Guid.NewGuid().ToByteArray()
    private static bool IsGuid(InvocationExpressionSyntax call, FixSite site, out string? conversion)
    {
        conversion = null;
        while (call.Expression is MemberAccessExpressionSyntax { Expression: InvocationExpressionSyntax inner, Name.Identifier.ValueText: "ToString" or "ToByteArray" or "Replace" } member)
        {
            if (member.Name.Identifier.ValueText != "Replace")
            {
                conversion = member.Name.Identifier.ValueText;
            }
            else if (call.ArgumentList.Arguments.FirstOrDefault()?.Expression is not LiteralExpressionSyntax { Token.ValueText: "-" })
            {
                return false;
            }

            call = inner;
        }

        return site.Model.GetSymbolInfo(call, site.CancellationToken).Symbol is IMethodSymbol
        {
            Name: "NewGuid" or "CreateVersion7",
            ContainingType: { Name: "Guid", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } },
        };
    }
}
