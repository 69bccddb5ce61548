using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Flow;

/// <summary>Types that are named after the one token that their objects hold: <c>RefreshToken</c>, <c>UserRefreshTokenEntity</c>.</summary>
internal static class TokenHolder
{
    /// <summary>The kind of token that a member holds because its object says so: <c>Token</c> or <c>Value</c> of a <c>RefreshToken</c>, also when a base class declares it.</summary>
    public static TokenKind KindOf(IMemberReferenceOperation reference, TokenPolicy policy) =>
        IsLoneToken(reference.Member.Name, policy) && (reference.Instance?.Type as INamedTypeSymbol ?? reference.Member.ContainingType) is { } type ? KindOf(type, policy) : TokenKind.None;

    /// <summary>The kind of token that a type is named after; none when it holds that token under its own name, so that a lone <c>Token</c> is another.</summary>
    public static TokenKind KindOf(INamedTypeSymbol type, TokenPolicy policy)
    {
        var kind = TokenNames.OfHolder(type.Name, policy);
        return kind != TokenKind.None && type.GetMembers().Any(member => member is IPropertySymbol or IFieldSymbol && TokenNames.OfIdentifier(member.Name, policy).Kind == kind)
            ? TokenKind.None
            : kind;
    }

    /// <summary>How a message names such a member: <c>RefreshToken.Token</c>.</summary>
    public static string NameOf(IMemberReferenceOperation reference) => $"{(reference.Instance?.Type ?? reference.Member.ContainingType).Name}.{reference.Member.Name}";

    /// <summary>Whether a name says no more than that it is a token.</summary>
    public static bool IsLoneToken(string name, TokenPolicy policy) =>
        name is "Value" or "value" || TokenNames.OfIdentifier(name, policy) is (TokenKind.AnyToken, Confidence.Low);
}
