using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Analyzers.Flow.Sinks;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Storage;

/// <summary>The calls that append a cookie of a name, a value and options to a response.</summary>
internal sealed class CookieSinks : SinkFinder
{
    public static readonly CookieSinks Instance = new();

    private const string CookieOptions = "Microsoft.AspNetCore.Http.CookieOptions";

    private CookieSinks()
    {
    }

    /// <inheritdoc/>
    public override ImmutableArray<string> Mentions => ImmutableArray.Create(Flow.Mentions.Cookie);

    /// <inheritdoc/>
    public override ImmutableArray<OperationKind> Kinds { get; } = ImmutableArray.Create(OperationKind.Invocation);

    /// <inheritdoc/>
    public override ImmutableHashSet<string> Words { get; } = ImmutableHashSet.Create("Append", "AppendResponseCookie");

    /// <inheritdoc/>
    public override bool IsMentionedAtSinks => true;

    /// <inheritdoc/>
    public override bool Tells(string word) => word is "Encode" || SpeaksOfTokens(word);

    /// <inheritdoc/>
    public override bool MayMatter(OperationContext context, IOperation given) => !(context.Policy.TokenCookieNames.IsEmpty && context.Policy.AdditionalTokenNames.IsEmpty) || given.Type.IsText() && (context.Flow.ConstantText(given) is not null || context.Flow.Classify(given).Kind != TokenKind.None);

    /// <inheritdoc/>
    public override IEnumerable<Sink> Of(OperationContext context)
    {
        if (context.Operation is not IInvocationOperation { TargetMethod: { Name: "Append" or "AppendResponseCookie" } method } call
            || !(method.IsMemberOf("Microsoft.AspNetCore.Http.IResponseCookies") || method.IsMemberOf("Microsoft.AspNetCore.Authentication.Cookies.ICookieManager")))
        {
            return [];
        }

        var texts = call.Arguments.Where(argument => argument.Parameter?.Type.SpecialType == SpecialType.System_String).OrderBy(argument => argument.Parameter!.Ordinal).ToList();
        var options = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Type.HasMetadataName(CookieOptions) == true);
        return texts.Count == 2 ? [new Sink(call, ImmutableArray.Create(texts[0].Value, texts[1].Value, options?.Value))] : [];
    }

    /// <summary>The cookie of a sink; null when its value is no token, or when it is deleted.</summary>
    public static TokenCookie? CookieOf(OperationContext context, Sink sink)
    {
        var flow = sink.FlowOf(context);
        var (writer, name) = (context.Operation, flow.ConstantText(sink.Values[0]!));
        if (CookieWriters.KindOf(flow, context.Policy, name, sink.Values[1]!) is not { } value || (sink.Values[2] is { } given && CookieWriters.IsExpiring(flow, given)))
        {
            return null;
        }

        var place = writer.Syntax.GetLocation();
        var read = sink.Values[2] is { } options ? new CookieObject(flow, options, CookieOptions) { GivenBy = GivenBy } : default(CookieObject?);

        // Where a helper appends the cookie, its call has no place for options.
        CookieAttribute<T> Missing<T>(T value, string member)
            where T : struct =>
            sink.Call is null ? CookieAttribute<T>.At(value, place, CookieRepairKind.Call, member) : new CookieAttribute<T>(value, place, ImmutableArray<CookieRepair>.Empty);

        // Plain(name, value, httpOnly: false)
        SyntaxNode? GivenBy(IOperation attribute) => sink.Call is not null && sink.PlaceOf(attribute, context) is var given && given != writer.Syntax ? given : null;

        return new TokenCookie
        {
            Writer = writer.Syntax,
            Sink = sink.Call is null ? null : sink.Place.Syntax,
            Name = name,
            Value = value,
            Origin = flow.Classify(sink.Values[1]!),
            HttpOnly = read?.Flag("HttpOnly", unset: false) ?? Missing(false, "HttpOnly"),
            Secure = read?.Flag("Secure", unset: false) ?? Missing(false, "Secure"),
            SameSite = read?.SameSite("SameSite", CookieSameSite.Unset) ?? Missing(CookieSameSite.Unset, "SameSite"),
            Lifetime = sink.Values[2] is { } with ? CookieLifetime.Of(flow, with) : null,
            FindScope = () => sink.Values[2] is { } scoped ? CookieScope.Of(flow, scoped) : new CookieScope(null, "/", place),
            NamePlace = sink.PlaceOf(sink.Values[0]!, context).GetLocation(),
        };
    }

    /// <inheritdoc/>
    public override bool IsMistake(OperationContext context, Sink sink) =>
        CookieOf(context, sink) is { } cookie && CookieFacts.KindOf(cookie.Name, cookie.Value, context.Policy) != TokenKind.None;

    /// <inheritdoc/>
    public override Sink? LeftOpen(OperationContext context, Sink sink) => CookieOf(context, sink) is null ? null : sink;
}
