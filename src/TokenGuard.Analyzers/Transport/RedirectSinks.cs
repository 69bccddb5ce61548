using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Analyzers.Flow.Sinks;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Transport;

namespace TokenGuard.Analyzers.Transport;

/// <summary>Where responses redirect to.</summary>
internal sealed class RedirectSinks : SinkRule
{
    public static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.TokenInRedirect, RuleDefinition.Category, TokenInRedirect.Definition);

    private static readonly ImmutableHashSet<string> ToUrl = ImmutableHashSet.Create(
        "Redirect", "RedirectPermanent", "RedirectPreserveMethod", "RedirectPermanentPreserveMethod", "LocalRedirect", "LocalRedirectPermanent", "LocalRedirectPreserveMethod", "SendRedirectAsync");

    private static readonly ImmutableHashSet<string> ToRoute = ImmutableHashSet.Create(
        "RedirectToAction", "RedirectToActionPermanent", "RedirectToPage", "RedirectToPagePermanent", "RedirectToRoute", "RedirectToRoutePermanent");

    public static readonly RedirectSinks Instance = new();

    private RedirectSinks()
    {
    }

    /// <inheritdoc/>
    public override ImmutableArray<string> Mentions => Flow.Mentions.OfTokens;

    /// <inheritdoc/>
    public override ImmutableArray<OperationKind> Kinds { get; } = ImmutableArray.Create(OperationKind.Invocation, OperationKind.ObjectCreation, OperationKind.SimpleAssignment);

    /// <inheritdoc/>
    public override ImmutableHashSet<string> Words { get; } = ToUrl.Union(ToRoute).Union(["RedirectResult", "Location", "location"]);

    /// <inheritdoc/>
    public override bool Tells(string word) => SpeaksOfTokens(word);

    /// <inheritdoc/>
    public override bool MayMatter(ITypeSymbol type) => UrlSinks.Instance.MayMatter(type);

    /// <inheritdoc/>
    public override bool MayMatter(OperationContext context, IOperation given) => UrlSinks.Instance.MayMatter(context, given);

    /// <inheritdoc/>
    public override IEnumerable<Sink> Of(OperationContext context)
    {
        switch (context.Operation)
        {
            case IInvocationOperation { TargetMethod: { Name: var name } method } call when ToUrl.Contains(name) && IsResponse(method):
                return call.Arguments.FirstOrDefault(argument => argument.Parameter is { Name: "url" or "location" or "localUrl" or "uri" })?.Value is { } target ? [new RedirectSink(call, target)] : [];
            case IInvocationOperation { TargetMethod: { Name: var name } method } call when ToRoute.Contains(name) && IsResponse(method):
                return call.Arguments.FirstOrDefault(argument => argument.Parameter is { Name: "routeValues" })?.Value is { } values && !IsToLink(call) ? Pairs(call, values, context.Flow) : [];
            case IInvocationOperation { TargetMethod: { Name: "Add" or "Append", Parameters: [.., { Name: "key" }, { Name: "value" }] }, Arguments: [.., var header, var value] } call when IsLocation(header.Value) && value.Parameter?.Type.Name == "StringValues":
                return [new RedirectSink(call, value.Value)];
            case IObjectCreationOperation { Type: { Name: "RedirectResult" or "LocalRedirectResult" } type, Arguments: [var made, ..] } creation when type.OutermostNamespace() is "Microsoft" or "System":
                return [new RedirectSink(creation, made.Value)];
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "Location", ContainingType.Name: "IHeaderDictionary" } } } assignment:
                return [new RedirectSink(assignment, assignment.Value)];
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { IsIndexer: true, ContainingType.Name: "IHeaderDictionary" }, Arguments: [var header] } } assignment when IsLocation(header.Value):
                return [new RedirectSink(assignment, assignment.Value)];
            default:
                return [];
        }
    }

    // RedirectToAction("ConfirmEmail", ...)
    private static bool IsToLink(IInvocationOperation call) => call.Arguments.Any(argument => argument.Value.ConstantValue is { HasValue: true, Value: string name } && UrlTokens.IsLink(name));

    private static IEnumerable<Sink> Pairs(IOperation place, IOperation values, TokenFlow flow) =>
        UrlParameters.PairsOf(values, flow).Select(pair => new RedirectSink(place, pair.Value) { Parameter = pair.Name ?? string.Empty });

    private static bool IsLocation(IOperation header) => header.WithoutConversions().ConstantValue is { HasValue: true, Value: string name } && string.Equals(name, "Location", StringComparison.OrdinalIgnoreCase);

    private static bool IsResponse(IMethodSymbol method) =>
        method.OutermostNamespace() is "Microsoft" or "System" or "FastEndpoints"
        && (method.ContainingType.Name is "HttpResponse" or "HttpResponseBase" or "Results" or "TypedResults" || method.IsMemberOf("Microsoft.AspNetCore.Mvc.ControllerBase")
            || method.IsMemberOf("Microsoft.AspNetCore.Mvc.RazorPages.PageModel") || method.ContainingType.Name is "Controller" or "ApiController" or "BaseEndpoint" or "Endpoint");

    /// <inheritdoc/>
    public override Finding? Judge(OperationContext context, Sink sink)
    {
        var (redirect, flow) = ((RedirectSink)sink, sink.FlowOf(context));
        if (redirect.Parameter is { } name)
        {
            return Finding(new UrlParameter(name, redirect.Url, flow), sink, context);
        }

        return UrlParameters.OfEach(redirect.Url, flow)
            .Where(url => url.All.Count > 0 && !UrlTokens.IsForTokens(url.Start) && !TokensInUrls.IsLink(url))
            .SelectMany(url => url.All)
            .Select(parameter => Finding(parameter, sink, context))
            .FirstOrDefault(finding => finding is not null);
    }

    private static Finding? Finding(UrlParameter parameter, Sink sink, OperationContext context)
    {
        if (IsProtocolEndpoint(context) || TokensInUrls.TokenIn(parameter, context) is not { } token)
        {
            return null;
        }

        var place = TokensInUrls.PlaceOf(parameter, sink, context);
        return new Finding(Rule, place.GetLocation(), token.Describe(place)) { Origin = token.Source?.Syntax };
    }

    // The authorization endpoint of a server answers as it was asked to; whether clients may ask for tokens there is TKG7005.
    private static bool IsProtocolEndpoint(OperationContext context)
    {
        for (ISymbol? symbol = context.ContainingSymbol; symbol is IMethodSymbol or IPropertySymbol or INamedTypeSymbol; symbol = symbol.ContainingSymbol)
        {
            if (IdentifierWords.Split(symbol.Name).Any(word => word is "authorize" or "authorization" or "endsession" or "oidc" or "openid"))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public override Sink? LeftOpen(OperationContext context, Sink sink) => sink;

    /// <summary>Where a response redirects to.</summary>
    /// <param name="Place">The operation that redirects.</param>
    /// <param name="Url">The URL, or the value of a parameter of its route.</param>
    private sealed record RedirectSink(IOperation Place, IOperation Url) : Sink(Place, ImmutableArray.Create<IOperation?>(Url))
    {
        /// <summary>The name of the parameter; null for a URL.</summary>
        public string? Parameter { get; init; }
    }
}
