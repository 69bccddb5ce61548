using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using TokenGuard.Analyzers.Flow.Sinks;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Leakage;

namespace TokenGuard.Analyzers.Leakage;

/// <summary>The refresh tokens in bodies of responses.</summary>
internal sealed class RefreshTokenResponseSinks : TokenSinkRule
{
    public static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.RefreshTokenInResponseBody, RuleDefinition.Category, RefreshTokenInResponseBody.Definition);

    public static readonly RefreshTokenResponseSinks Instance = new();

    private RefreshTokenResponseSinks()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    public override ImmutableArray<string> Mentions => Flow.Mentions.OfRefreshTokens;

    /// <inheritdoc/>
    public override ImmutableArray<OperationKind> Kinds => ResponseValues.Kinds;

    /// <inheritdoc/>
    public override ImmutableHashSet<string> Words { get; } = ResponseValues.Words;

    /// <inheritdoc/>
    public override bool IsNamedAtTypes => true;

    /// <inheritdoc/>
    protected override bool Counts(TokenKind kind) => kind == TokenKind.Refresh;

    /// <inheritdoc/>
    protected override IEnumerable<GivenValue> ValuesOf(OperationContext context) =>
        ResponseValues.Of(context.Operation, context.ContainingSymbol) is { } value && !IsTokenEndpoint(context) ? [new GivenValue(value) { ShowsMembers = true }] : [];

    // A token endpoint is asked for a grant, and answers in the body (RFC 6749 section 5.1).
    private static bool IsTokenEndpoint(OperationContext context)
    {
        var (compilation, cancellation) = (context.Compilation, context.CancellationToken);
        return context.ContainingSymbol.ContainingType is { } type && context.FactsOf(type).Get(() => new Grants(type.DeclarationsIn(compilation).Any(declaration =>
            declaration.GetSyntax(cancellation).ToString() is var text && (text.Contains("grant_type") || text.Contains("GrantType"))))).AreAsked;
    }

    /// <summary>Whether a type is asked for grants.</summary>
    private sealed record Grants(bool AreAsked);
}
