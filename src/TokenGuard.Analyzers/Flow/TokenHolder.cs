using Microsoft.CodeAnalysis;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Flow;

/// <summary>Types that are named after the one token that their objects hold: <c>RefreshToken</c>, <c>UserRefreshTokenEntity</c>.</summary>
internal static class TokenHolder
{
    /// <summary>The kind of token that a member holds because its type says so: <c>Token</c> or <c>Value</c> of a type <c>RefreshToken</c>.</summary>
    public static TokenKind KindOf(ISymbol member, TokenPolicy policy) =>
        IsLoneToken(member.Name, policy) ? KindOf(member.ContainingType, policy) : TokenKind.None;

    /// <summary>The kind of token that a type is named after; none when it holds that token under its own name, so that a lone <c>Token</c> is another.</summary>
    public static TokenKind KindOf(INamedTypeSymbol type, TokenPolicy policy)
    {
        var kind = TokenNames.OfHolder(type.Name, policy);
        return kind != TokenKind.None && type.GetMembers().Any(member => member is IPropertySymbol or IFieldSymbol && TokenNames.OfIdentifier(member.Name, policy).Kind == kind)
            ? TokenKind.None
            : kind;
    }

    /// <summary>Whether a name says no more than that it is a token.</summary>
    public static bool IsLoneToken(string name, TokenPolicy policy) =>
        name is "Value" or "value" || TokenNames.OfIdentifier(name, policy) is (TokenKind.AnyToken, Confidence.Low);
}
