using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Flow;

/// <summary>What the flow knows of a value.</summary>
/// <param name="Kind">The kind of token that it is; <see cref="TokenKind.None"/> when it is none, or not known to be one.</param>
/// <param name="Confidence">How sure that is.</param>
/// <param name="Origin">What makes it so, for a message: <c>TokenResponse.RefreshToken</c>, <c>'refreshToken'</c>.</param>
/// <param name="Source">The operation that the value comes from; null for <see cref="TokenKind.None"/>.</param>
internal readonly record struct TokenValue(TokenKind Kind, Confidence Confidence, string? Origin, IOperation? Source)
{
    /// <summary>Nothing is known.</summary>
    public static readonly TokenValue Unknown;

    /// <summary>Known to be no token, whatever its name says: hashed, shortened, protected, or of another type.</summary>
    public static readonly TokenValue NotAToken = new() { IsKnown = true };

    /// <summary>Whether it is one kind of token in some cases and another in others: then it is surely neither.</summary>
    public bool IsMixed { get; init; }

    /// <summary>False when nothing is known: then a name may still tell.</summary>
    public bool IsKnown { get; private init; } = Kind != TokenKind.None;

    /// <summary>
    /// How a message names it: <c>'value', a refresh token from TokenResponse.RefreshToken,</c>, or <c>Refresh token 'refreshToken'</c> where
    /// the name of the value says it all.
    /// </summary>
    /// <param name="place">Where the message stands.</param>
    public string Describe(SyntaxNode place)
    {
        var name = place switch
        {
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            _ => null,
        };
        return name is null || Origin is null || Origin.Trim('\'') == name || Origin.EndsWith("." + name, StringComparison.Ordinal)
            ? $"{Noun} {Origin}"
            : $"'{name}', {WithArticle} from {Origin},";
    }

    /// <summary>The kind within a sentence: <c>an access token</c>.</summary>
    public string WithArticle => $"{Article} {KindName}";

    private string KindName => Kind == TokenKind.Id ? Noun : Noun.ToLowerInvariant();

    private string Article => Kind is TokenKind.Access or TokenKind.Id ? "an" : "a";

    private string Noun =>
        Kind switch
        {
            TokenKind.Access => "Access token",
            TokenKind.Refresh => "Refresh token",
            TokenKind.Id => "ID token",
            _ => "Token",
        };

    /// <summary>Whether this is an access, refresh, ID or other token, at least this sure.</summary>
    public bool IsToken(Confidence atLeast) =>
        Kind is TokenKind.Access or TokenKind.Refresh or TokenKind.Id or TokenKind.AnyToken && Confidence >= atLeast;
}
