using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Flow.Sinks;

/// <summary>The tokens that an object shows when it is shown as a whole.</summary>
internal static class TokenMembers
{
    /// <summary>A token among the members of an object that is written as a whole; null when there is none.</summary>
    /// <param name="value">The object.</param>
    /// <param name="counts">The kinds that are looked for.</param>
    /// <param name="flow">What values come from.</param>
    public static TokenValue? In(IOperation value, Func<TokenKind, bool> counts, TokenFlow flow)
    {
        var shown = value.WithoutConversions();
        for (var type = shown.Type; type is { SpecialType: SpecialType.None, IsAnonymousType: false }; type = type.BaseType)
        {
            foreach (var member in type.GetMembers())
            {
                if (member is IPropertySymbol { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public, GetMethod: not null } property && property.Type.IsText() && !IsHidden(property)
                    && KindOf(property, flow) is not TokenKind.None and var kind && counts(kind) && !IsHarmless(property, flow))
                {
                    return new TokenValue(kind, Confidence.Medium, $"{type.Name}.{property.Name}", shown);
                }
            }
        }

        return null;
    }

    /// <summary>The name of a member that holds a token: <c>User.RefreshToken</c>, <c>RefreshToken.Token</c>; null when there is none.</summary>
    public static string? NameIn(INamedTypeSymbol type, TokenFlow flow) =>
        type.GetMembers().OfType<IPropertySymbol>().FirstOrDefault(property => !property.IsStatic && property.Type.IsText() && (KindOf(property, flow) != TokenKind.None || flow.KindOfHolder(property) != TokenKind.None)) is { } member
            ? $"{type.Name}.{member.Name}"
            : null;

    /// <summary>The <c>Authorization</c> header of a request as a whole; null for all other values.</summary>
    public static TokenValue? AuthorizationHeader(IOperation value, TokenFlow flow)
    {
        foreach (var origin in flow.Origins(value).Prepend(value))
        {
            if (origin is IInvocationOperation { TargetMethod.Name: "ToString", Instance: { } instance } ? IsAuthorization(instance) : IsAuthorization(origin))
            {
                return new TokenValue(TokenKind.AnyToken, Confidence.High, "the 'Authorization' header", origin);
            }
        }

        return null;
    }

    private static bool IsAuthorization(IOperation value) =>
        value.WithoutConversions() is IPropertyReferenceOperation { Property: var property, Instance.Type.Name: "IHeaderDictionary" or "HeaderDictionary" or "HttpRequestHeaders" } header
        && (property.Name == "Authorization"
            || (property.IsIndexer && header.Arguments is [{ Value.ConstantValue: { HasValue: true, Value: string name } }] && string.Equals(name, "Authorization", StringComparison.OrdinalIgnoreCase)));

    private static TokenKind KindOf(IPropertySymbol property, TokenFlow flow) =>
        TokenSources.OfMember(property) is { Name: not null } source ? source.Kind
        : flow.KindOfName(property.Name) is { Kind: TokenKind.Access or TokenKind.Refresh or TokenKind.Id or TokenKind.AnyToken, Confidence: >= Confidence.Medium } named ? named.Kind
        : TokenKind.None;

    // RefreshToken = request.RefreshToken.Obfuscate()
    private static bool IsHarmless(IPropertySymbol property, TokenFlow flow)
    {
        var given = flow.OwnValuesOf(property).ToList();
        return given.Count > 0 && given.TrueForAll(value => flow.Classify(value) is { IsKnown: true, Kind: TokenKind.None });
    }

    private static bool IsHidden(IPropertySymbol property) =>
        property.GetAttributes().Any(attribute => attribute.AttributeClass is { } type && (type.Name is "JsonIgnoreAttribute" or "IgnoreDataMemberAttribute" or "NotLoggedAttribute" or "LogMaskedAttribute" || Sanitizers.IsClassification(type)));
}
