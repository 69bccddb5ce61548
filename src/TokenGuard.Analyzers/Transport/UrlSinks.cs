using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Analyzers.Flow.Sinks;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Transport;

namespace TokenGuard.Analyzers.Transport;

/// <summary>The URLs of outgoing requests, and what is put into their query.</summary>
internal sealed class UrlSinks : SinkRule
{
    public static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.TokenInUrl, RuleDefinition.Category, TokenInUrl.Definition);

    /// <summary>The property of a diagnostic about a token that an API takes as bearer token.</summary>
    public const string ForApi = "ForApi";

    private static readonly ImmutableDictionary<string, string?> IsForApi = ImmutableDictionary<string, string?>.Empty.Add(ForApi, null);

    private static readonly ImmutableHashSet<string> ClientMethods = ImmutableHashSet.Create(
        "GetAsync", "GetStringAsync", "GetByteArrayAsync", "GetStreamAsync", "GetFromJsonAsync", "GetFromJsonAsAsyncEnumerable", "DeleteAsync", "DeleteFromJsonAsync",
        "PostAsync", "PutAsync", "PatchAsync", "PostAsJsonAsync", "PutAsJsonAsync", "PatchAsJsonAsync");

    private static readonly ImmutableHashSet<string> OtherMethods = ImmutableHashSet.Create(
        "Create", "CreateHttp", "DownloadString", "DownloadStringTaskAsync", "DownloadData", "DownloadDataTaskAsync", "DownloadFile", "UploadString", "UploadStringTaskAsync", "UploadData", "UploadValues", "OpenRead",
        "ConnectAsync", "WithUrl", "NavigateTo", "AddQueryParameter", "AddParameter", "AddOrUpdateParameter", "SetQueryParam", "SetQueryParams", "AppendQueryParam");

    public static readonly UrlSinks Instance = new();

    private UrlSinks()
    {
    }

    /// <inheritdoc/>
    public override ImmutableArray<string> Mentions => Flow.Mentions.OfTokens;

    /// <inheritdoc/>
    public override ImmutableArray<OperationKind> Kinds { get; } = ImmutableArray.Create(OperationKind.Invocation, OperationKind.ObjectCreation, OperationKind.SimpleAssignment);

    /// <inheritdoc/>
    public override ImmutableHashSet<string> Words { get; } = ClientMethods.Union(OtherMethods).Union(["HttpRequestMessage", "RequestUri", "RestRequest", "OAuth2UriQueryParameterAuthenticator", "GetJsonAsync", "AliasAs", "access_token", "id_token", "refresh_token"]);

    /// <inheritdoc/>
    public override bool Tells(string word) => SpeaksOfTokens(word);

    /// <inheritdoc/>
    public override bool MayMatter(ITypeSymbol type) => type.IsText() || type.Name is "Uri" or "IDictionary" or "Dictionary";

    /// <inheritdoc/>
    public override bool MayMatter(OperationContext context, IOperation given) =>
        given.WithoutConversions() is { ConstantValue: { HasValue: true, Value: var constant } }
            ? constant is string name && TokenNames.OfWireName(name, context.Policy).Kind != TokenKind.None
            : IsMentionedAround(given, context) && TokenParts.Of(given, context.Flow).Length > 0;

    /// <inheritdoc/>
    public override IEnumerable<Sink> Of(OperationContext context)
    {
        switch (context.Operation)
        {
            case IInvocationOperation call:
                return OfCall(call, context.Flow);
            case IObjectCreationOperation { Type: { Name: "HttpRequestMessage" or "RestRequest" } type } creation when type.HasMetadataName("System.Net.Http.HttpRequestMessage") || type.IsIn("RestSharp"):
                return SinksOf(creation, creation.Arguments);
            case IObjectCreationOperation { Type: { Name: "OAuth2UriQueryParameterAuthenticator" } type, Arguments: [var token, ..] } creation when type.IsInOrUnder("RestSharp.Authenticators"):
                return [new ParameterSink(creation, "access_token", token.Value)];
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "RequestUri", ContainingType.Name: "HttpRequestMessage" } } } assignment:
                return [new UrlSink(assignment, assignment.Value)];
            default:
                return [];
        }
    }

    private static IEnumerable<Sink> OfCall(IInvocationOperation call, TokenFlow flow)
    {
        var method = call.TargetMethod;
        if (method.ContainingType.TypeKind == TypeKind.Interface && call.IsOwn())
        {
            return OfRefit(call);
        }

        switch (method.Name)
        {
            case var sent when ClientMethods.Contains(sent) && (method.IsMemberOf("System.Net.Http.HttpClient") || method.ContainingType.Name is "HttpClientJsonExtensions"):
            case "Create" or "CreateHttp" when method.ContainingType.Name is "WebRequest" or "HttpWebRequest":
            case var other when OtherMethods.Contains(other) && method.IsMemberOf("System.Net.WebClient"):
            case "ConnectAsync" when method.ContainingType.Name is "ClientWebSocket":
            case "WithUrl" when method.IsIn("Microsoft.AspNetCore.SignalR.Client"):
            case "NavigateTo" when method.IsMemberOf("Microsoft.AspNetCore.Components.NavigationManager"):
                return SinksOf(call, call.Arguments);
            case "AddQueryParameter" when method.IsIn("RestSharp"):
            case "AddParameter" or "AddOrUpdateParameter" when method.IsIn("RestSharp") && call.Arguments.Any(argument => argument.Value.WithoutConversions() is IFieldReferenceOperation { Field.Name: "QueryString" or "UrlSegment" or "QueryStringWithoutEncode" }):
            case "SetQueryParam" or "AppendQueryParam" when method.IsIn("Flurl") || method.IsIn("Flurl.Http"):
                var name = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name is "name")?.Value;
                var value = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name is "value")?.Value;
                return name is null || value is null ? [] : [new ParameterSink(call, flow.ConstantText(name), value) { Url = call.Instance ?? call.Arguments[0].Value }];
            case "SetQueryParams" when method.IsIn("Flurl") || method.IsIn("Flurl.Http"):
                return call.Arguments.Where(argument => argument.Parameter?.Name == "values").SelectMany(argument => UrlParameters.PairsOf(argument.Value, flow)).Select(pair => new ParameterSink(call, pair.Name, pair.Value) { Url = call.Instance ?? call.Arguments[0].Value });

            // $"https://...?access_token={token}".GetJsonAsync()
            case var _ when method.IsIn("Flurl.Http") && call.Arguments is [{ Value: { Type.SpecialType: SpecialType.System_String } text }, ..] && method.IsExtensionMethod:
                return [new UrlSink(call, text)];
            default:
                return [];
        }
    }

    // Task<Order> GetAsync(string access_token): what has no place of its own goes into the query.
    private static IEnumerable<Sink> OfRefit(IInvocationOperation call)
    {
        if (!call.TargetMethod.GetAttributes().Any(attribute => attribute.AttributeClass is { } type && type.IsIn("Refit") && type.Name is "GetAttribute" or "PostAttribute" or "PutAttribute" or "DeleteAttribute" or "PatchAttribute" or "HeadAttribute"))
        {
            yield break;
        }

        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { } parameter && parameter.Type.IsText() && parameter.GetAttributes().All(attribute => attribute.AttributeClass?.Name is "QueryAttribute" or "AliasAsAttribute" or "NullableAttribute"))
            {
                var alias = parameter.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.Name == "AliasAsAttribute")?.ConstructorArguments.FirstOrDefault().Value as string;
                yield return new ParameterSink(call, alias ?? parameter.Name, argument.Value);
            }
        }
    }

    private static IEnumerable<Sink> SinksOf(IOperation place, ImmutableArray<IArgumentOperation> arguments) =>
        arguments.Select(RequestUrl.Of).OfType<IOperation>().Select(url => new UrlSink(place, url));

    /// <inheritdoc/>
    public override Finding? Judge(OperationContext context, Sink sink)
    {
        var flow = sink.FlowOf(context);
        if (sink is ParameterSink parameter)
        {
            return (parameter.Url is { } at && TokensInUrls.BelongsInto(UrlParameters.Of(at, flow), context.Policy)) ? null
                : Finding(new UrlParameter(parameter.Name, parameter.Value, flow), sink, context) is { } named && !IsSentToTaker(sink, context, flow) ? named
                : null;
        }

        foreach (var url in UrlParameters.OfEach(sink.Values[0]!, flow))
        {
            if (url.All.Count > 0 && !TokensInUrls.BelongsInto(url, context.Policy) && !(TokensInUrls.IsLink(url) && IsNavigation(sink))
                && url.All.Select(parameter => Finding(parameter, sink, context)).FirstOrDefault(finding => finding is not null) is { } finding
                && !(Urls.HostOf(url.Start) is null && IsSentToTaker(sink, context, flow)))
            {
                return finding;
            }
        }

        return null;
    }

    // Of a relative URL the client that sends it knows the host.
    private static bool IsSentToTaker(Sink sink, OperationContext context, TokenFlow flow)
    {
        var carrier = sink.Place switch
        {
            IInvocationOperation { Instance: var instance, Arguments: var arguments } => instance ?? arguments.FirstOrDefault()?.Value,
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Instance: var request } } => request,
            var made => made,
        };
        return carrier is not null && new RequestAddress(context, flow).Of(sink.Place, carrier).Any(address => address.ConstantValue.Value is string text && Urls.HostOf(text) is { } host && UrlTokens.TakesTokens(host, context.Policy));
    }

    private static bool IsNavigation(Sink sink) => sink.Place is IInvocationOperation { TargetMethod.Name: "NavigateTo" };

    private static Finding? Finding(UrlParameter parameter, Sink sink, OperationContext context)
    {
        if (TokensInUrls.TokenIn(parameter, context) is not { } token)
        {
            return null;
        }

        var place = TokensInUrls.PlaceOf(parameter, sink, context);
        return new Finding(Rule, place.GetLocation(), token.Describe(place), UrlTokens.PlaceFor(token.Kind)) { Origin = token.Source?.Syntax, Properties = token.Kind == TokenKind.Refresh ? null : IsForApi };
    }

    /// <inheritdoc/>
    public override Sink? LeftOpen(OperationContext context, Sink sink) => sink;

    /// <summary>A URL that a request is made from.</summary>
    private sealed record UrlSink(IOperation Place, IOperation Url) : Sink(Place, ImmutableArray.Create<IOperation?>(Url));

    /// <summary>A value that is put into the query by its name.</summary>
    private sealed record ParameterSink(IOperation Place, string? Name, IOperation Value) : Sink(Place, ImmutableArray.Create<IOperation?>(Value))
    {
        /// <summary>The URL that it is put into, when that is known.</summary>
        public IOperation? Url { get; init; }
    }
}
