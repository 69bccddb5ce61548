using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Analyzers.Flow.Sinks;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Transport;

/// <summary>Tells whether a parameter of a URL is a token that does not belong there.</summary>
internal static class TokensInUrls
{
    /// <summary>The token; null when it is none, or when its place is there.</summary>
    public static TokenValue? TokenIn(UrlParameter parameter, OperationContext context)
    {
        var name = parameter.Name ?? string.Empty;
        var value = parameter.Value.WithoutConversions();
        if (UrlTokens.IsOfProtocol(name) || value.ConstantValue.HasValue)
        {
            return null;
        }

        var token = parameter.Flow.Classify(value);
        var named = TokenNames.OfWireName(name, context.Policy);
        if (!token.IsToken(Confidence.Medium))
        {
            // ?access_token={value}
            token = (!token.IsKnown || token.Kind == TokenKind.AnyToken) && value.Type.IsText() && named.Confidence >= Confidence.Medium && new TokenValue(named.Kind, named.Confidence, $"'{name}'", value) is var said && said.IsToken(Confidence.Medium) ? said : default;
        }

        return token.IsToken(Confidence.Medium) && (IsSurely(named.Kind) || IsSurely(token.Kind) || !IsForLink(name, value, context)) ? token : null;
    }

    /// <summary>Whether a URL says that a token belongs into it.</summary>
    public static bool BelongsInto(UrlParameters url, TokenPolicy policy) =>
        UrlTokens.IsForTokens(PathOf(url.Start)) || (Urls.HostOf(url.Start) is { } host && UrlTokens.TakesTokens(host, policy));

    /// <summary>Whether a URL is that of a link that lets whoever has it do one thing.</summary>
    public static bool IsLink(UrlParameters url) => UrlTokens.IsLink(PathOf(url.Start));

    /// <summary>Where to tell of a parameter: at its value, or at the argument of the call that it is made of.</summary>
    public static SyntaxNode PlaceOf(UrlParameter parameter, Sink sink, OperationContext context) =>
        parameter.Value.Root() == context.Operation.Root() ? parameter.Value.Syntax
        : parameter.Flow.ArgumentsBehind(parameter.Value).FirstOrDefault(argument => context.Operation.Syntax.Contains(argument.Syntax)) is { } argument ? argument.Syntax
        : sink.PlaceOf(parameter.Value, context);

    private static bool IsSurely(TokenKind kind) => kind is TokenKind.Access or TokenKind.Refresh or TokenKind.Id;

    // SendConfirmationAsync(...), class InvitationService, ?token={resetToken}
    private static bool IsForLink(string name, IOperation value, OperationContext context)
    {
        if (UrlTokens.IsLink(name) || UrlTokens.IsLink(value.Variable()?.Name ?? (value as IMemberReferenceOperation)?.Member.Name ?? string.Empty))
        {
            return true;
        }

        for (ISymbol? symbol = context.ContainingSymbol; symbol is IMethodSymbol or IPropertySymbol or INamedTypeSymbol; symbol = symbol.ContainingSymbol)
        {
            if (UrlTokens.IsLink(symbol.Name))
            {
                return true;
            }
        }

        return false;
    }

    private static string PathOf(string start)
    {
        var scheme = start.IndexOf("://", StringComparison.Ordinal);
        var slash = scheme < 0 ? 0 : start.IndexOf('/', scheme + 3);
        return slash < 0 ? string.Empty : start.Substring(slash);
    }
}
