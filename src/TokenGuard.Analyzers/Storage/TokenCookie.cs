using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Storage;

/// <summary>A cookie as the code writes it, before it is judged.</summary>
internal sealed class TokenCookie
{
    /// <summary>The call or assignment that writes the cookie: reported when the place of an attribute is in another file.</summary>
    public required SyntaxNode Writer { get; init; }

    /// <summary>Where another method appends the cookie that <see cref="Writer"/> tells it to; null when that does it itself.</summary>
    public SyntaxNode? Sink { get; init; }

    /// <summary>The name, when it is known.</summary>
    public string? Name { get; init; }

    /// <summary>What its value is known to be.</summary>
    public TokenKind Value { get; init; }

    /// <summary>What makes its value a token, when that is known.</summary>
    public TokenValue Origin { get; init; }

    /// <summary>What the framework uses it for, and what it carries then; null for a cookie of the application's own.</summary>
    public (string Subject, string Content)? Role { get; init; }

    public CookieAttribute<bool> HttpOnly { get; init; }

    public CookieAttribute<bool> Secure { get; init; }

    public CookieAttribute<CookieSameSite> SameSite { get; init; }

    /// <summary>How long the browser keeps it; null when that is not known, or as long as the browser runs.</summary>
    public CookieLifetime? Lifetime { get; init; }

    /// <summary>Finds out where the browser sends it; null for a cookie of which that is not asked.</summary>
    public Func<CookieScope?>? FindScope { get; init; }

    /// <summary>Where its name stands.</summary>
    public Location NamePlace { get; init; } = Location.None;

    /// <summary>How the attribute that stands for <c>Secure</c> is set, for messages.</summary>
    public string SecureAdvice { get; init; } = "Secure";

    /// <summary>A cookie policy of the application does not see it: the header is written by hand.</summary>
    public bool PassesPolicy { get; init; }

    /// <summary>Whether a place is one to tell of this cookie at: in its file and, when another method appends it, not in that method.</summary>
    public bool IsHere(Location place) =>
        place.SourceTree == Writer.SyntaxTree
        && (Sink is null || place.SourceTree!.GetRoot().FindNode(place.SourceSpan).AncestorsAndSelf().First(IsFunction).Contains(Writer));

    /// <summary>Repairs that change this cookie: none when one of them would change what a method does for its other callers.</summary>
    public ImmutableArray<CookieRepair> OwnRepairs(ImmutableArray<CookieRepair> repairs) =>
        Sink is null || repairs.All(repair => IsHere(repair.Place)) ? repairs : ImmutableArray<CookieRepair>.Empty;

    /// <summary>The subject of messages.</summary>
    public string Subject => Role?.Subject ?? (Name is null ? "The cookie" : $"Cookie '{Name}'");

    /// <summary>The kind of token that its lifetime has to suit: a JWT is an access token, unless something else is said.</summary>
    public TokenKind KindForLifetime(TokenPolicy policy)
    {
        var kind = CookieFacts.KindOf(Name, Value, policy);
        return kind == TokenKind.AnyToken && (Origin.Confidence == Confidence.High || (Name is not null && IdentifierWords.Split(Name).Contains("jwt"))) ? TokenKind.Access : kind;
    }

    /// <summary>What it carries, for messages.</summary>
    public string Content(TokenPolicy policy) =>
        Role?.Content ?? CookieFacts.Describe(CookieFacts.KindOf(Name, Value, policy)) + (Origin is { Confidence: Confidence.High, Origin: { } origin } && origin != $"'{Name}'" ? $" from {origin}" : string.Empty);

    // What is reached by other calls too: a method, a local function, a field. The statements of a program are one function.
    private static bool IsFunction(SyntaxNode node) =>
        node is LocalFunctionStatementSyntax or CompilationUnitSyntax or (MemberDeclarationSyntax and not GlobalStatementSyntax);
}

/// <summary>One attribute of a cookie; the default value is one of which nothing is known.</summary>
/// <param name="value">What it is set to, or its default.</param>
/// <param name="place">Where it is set, or where the object is made on which it is missing; null when another diagnostic tells.</param>
/// <param name="repairs">What sets it right.</param>
internal readonly struct CookieAttribute<T>(T value, Location? place, ImmutableArray<CookieRepair> repairs)
    where T : struct
{
    /// <summary>The value; null when it is not known.</summary>
    public T? Value { get; } = value;

    public Location? Place => place;

    public ImmutableArray<CookieRepair> Repairs => repairs.IsDefault ? ImmutableArray<CookieRepair>.Empty : repairs;

    /// <summary>An attribute that is repaired where it is reported.</summary>
    public static CookieAttribute<T> At(T value, Location place, CookieRepairKind kind, string member) =>
        new(value, place, ImmutableArray.Create(new CookieRepair(kind, member, place)));

    /// <summary>An attribute that only helps to judge others.</summary>
    public static CookieAttribute<T> Known(T value) => new(value, null, ImmutableArray<CookieRepair>.Empty);
}
