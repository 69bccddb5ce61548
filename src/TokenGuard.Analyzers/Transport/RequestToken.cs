using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Transport;

/// <summary>A value that joins an outgoing request.</summary>
/// <param name="Value">The value: of a header, a cookie, a bearer token.</param>
/// <param name="Carrier">The request, client or URL that it joins; null when that is not known.</param>
/// <param name="IsEveryRequest">Whether it joins every request of a client.</param>
internal readonly record struct RequestToken(IOperation Value, IOperation? Carrier, bool IsEveryRequest)
{
    /// <summary>The name of the header or cookie; null when it has none, or none that is constant.</summary>
    public string? Name { get; private init; }

    /// <summary>What gives the name of the header; null when it has none.</summary>
    public IOperation? Header { get; private init; }

    /// <summary>Whether whoever has the value may act with it, because it joins as a bearer token.</summary>
    public bool IsBearer { get; private init; }

    /// <summary>How deep a text is read; it bounds the cost.</summary>
    private const int MaxDepth = 16;

    private static readonly HashSet<string> Parameters = new(StringComparer.Ordinal) { "value", "values", "token", "accessToken", "parameter", "input", "header" };

    /// <summary>One of these stands wherever something joins a request.</summary>
    public static ImmutableHashSet<string> Words { get; } = ImmutableHashSet.Create(
        "AuthenticationHeaderValue", "Authorization", "DefaultRequestHeaders", "Headers", "Metadata", "CookieContainer", "SetRequestHeader", "SetBearerToken", "SetToken", "WithOAuthBearerToken", "WithHeader",
        "WithCookie", "AddHeader", "AddOrUpdateHeader", "AddDefaultHeader", "AddCookie", "JwtAuthenticator", "OAuth2AuthorizationRequestHeaderAuthenticator", "OAuth2UriQueryParameterAuthenticator",
        "AccessTokenProvider", "AuthorizationHeaderValueGetter");

    /// <summary>What an operation adds to an outgoing request; null when it adds nothing.</summary>
    public static RequestToken? Of(IOperation operation) =>
        operation switch
        {
            IInvocationOperation call => OfCall(call),
            IObjectCreationOperation creation => OfCreation(creation),
            ISimpleAssignmentOperation assignment => OfAssignment(assignment),
            _ => null,
        };

    /// <summary>The values that join: the parts of a text, or what a function gives that is asked for the token.</summary>
    public ImmutableArray<IOperation> Tokens(TokenFlow flow)
    {
        var asked = Value.Type?.TypeKind != TypeKind.Delegate ? ImmutableArray.Create(Value)
            : flow.BodyOf(Value) is { } body ? TokenFlow.ReturnsOf(body)
            : ImmutableArray<IOperation>.Empty;
        return asked.SelectMany(value => TokenParts.Of(value, flow)).ToImmutableArray();
    }

    /// <summary>The token that a value is that joins; whatever joins as a bearer token is one.</summary>
    public static TokenValue? TokenIn(IOperation part, bool isBearer, TokenFlow flow)
    {
        var token = flow.Classify(part);
        return token.IsToken(isBearer ? Confidence.Low : Confidence.Medium) ? token
            : isBearer && !token.IsKnown && part.Type.IsText() && NameOf(part) is { } name ? new TokenValue(TokenKind.AnyToken, Confidence.Low, $"'{name}'", part)
            : null;
    }

    private static string? NameOf(IOperation part) =>
        part.WithoutConversions() switch
        {
            IMemberReferenceOperation { Member.Name: var member } when TokenSources.LookupName(part) is null => member,
            { } value => value.Variable()?.Name,
        };

    private static RequestToken? OfCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        switch (method.Name)
        {
            case "Add" or "TryAddWithoutValidation" when call.Instance is IPropertyReferenceOperation { Type.Name: "HttpRequestHeaders" } headers
                && method.IsMemberOf("System.Net.Http.Headers.HttpHeaders"):
                return Of(call, headers.Instance);
            case "Add" when call.Instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver, Type.Name: "HttpRequestHeaders" } && method.IsMemberOf("System.Net.Http.Headers.HttpHeaders"):
                return Of(call, MadeAround(call));
            case "Add" or "Set" when call.Instance is IPropertyReferenceOperation headers && IsWebRequest(headers):
                return Of(call, headers.Instance);
            case "Add" when method.ContainingType.HasMetadataName("Grpc.Core.Metadata"):
                return Of(call, carrier: null);
            case "Add" when method.ContainingType.HasMetadataName("System.Net.CookieContainer") && CookieValue(call) is { } cookie:
                return new RequestToken(cookie, call.Arguments.FirstOrDefault(argument => argument.Parameter?.Type.Name == "Uri")?.Value, IsEveryRequest: false);
            case "SetRequestHeader" when method.ContainingType.Name is "ClientWebSocketOptions" or "UnityWebRequest":
                return Of(call, carrier: null);
            case "Parse" when method.ContainingType.HasMetadataName("System.Net.Http.Headers.AuthenticationHeaderValue"):
                return Of(call, CarrierOf(call));
            case "SetBearerToken" when method.IsIn("IdentityModel.Client") || method.IsIn("Duende.IdentityModel.Client"):
            case "WithOAuthBearerToken" when method.IsIn("Flurl.Http"):
                return Of(call, call.Instance ?? call.Arguments.FirstOrDefault()?.Value) is { } bearer ? bearer with { IsBearer = true } : null;
            case "SetToken" when method.IsIn("IdentityModel.Client") || method.IsIn("Duende.IdentityModel.Client"):
            case "WithHeader" or "WithCookie" when method.IsIn("Flurl.Http"):
            case "AddHeader" or "AddOrUpdateHeader" or "AddDefaultHeader" or "AddCookie" when method.IsIn("RestSharp"):
                return Of(call, call.Instance ?? call.Arguments.FirstOrDefault()?.Value);
            default:
                return null;
        }
    }

    private static RequestToken? OfCreation(IObjectCreationOperation creation)
    {
        if (creation.Type is not { } type || creation.Arguments.IsEmpty)
        {
            return null;
        }

        switch (type.Name)
        {
            case "AuthenticationHeaderValue" when type.HasMetadataName("System.Net.Http.Headers.AuthenticationHeaderValue") && creation.Arguments.Length == 2:
                return new RequestToken(creation.Arguments[1].Value, CarrierOf(creation), CarrierOf(creation) is { Type: { } carrier } && IsClient(carrier))
                {
                    IsBearer = creation.Arguments[0].Value.ConstantValue is { HasValue: true, Value: string scheme } && string.Equals(scheme, "Bearer", StringComparison.OrdinalIgnoreCase),
                };
            case "JwtAuthenticator" or "OAuth2AuthorizationRequestHeaderAuthenticator" or "OAuth2UriQueryParameterAuthenticator"
                when (type.IsIn("RestSharp.Authenticators") || type.IsIn("RestSharp.Authenticators.OAuth2")):
                return new RequestToken(creation.Arguments[0].Value, Carrier: null, IsEveryRequest: true) { IsBearer = true };
            default:
                return null;
        }
    }

    private static RequestToken? OfAssignment(ISimpleAssignmentOperation assignment) =>
        assignment.Target switch
        {
            // SignalR and Refit ask these for the token of every request.
            IPropertyReferenceOperation { Property: { Name: "AccessTokenProvider" or "AuthorizationHeaderValueGetter", ContainingType.Name: "HttpConnectionOptions" or "RefitSettings" } } =>
                new RequestToken(assignment.Value, Carrier: null, IsEveryRequest: true) { IsBearer = true },
            IPropertyReferenceOperation { Property.IsIndexer: true, Instance: IPropertyReferenceOperation headers } target when IsWebRequest(headers) =>
                new RequestToken(assignment.Value, headers.Instance, IsEveryRequest: false)
                {
                    Name = NameOf(target.Arguments),
                    Header = target.Arguments.FirstOrDefault()?.Value,
                    IsBearer = IsBearerText(assignment.Value),
                },
            _ => null,
        };

    private static RequestToken? Of(IInvocationOperation call, IOperation? carrier)
    {
        var value = call.Arguments.LastOrDefault(argument => argument.Parameter is { } parameter && Parameters.Contains(parameter.Name));
        return value is null ? null : new RequestToken(value.Value, carrier, carrier?.Type is { } type && IsClient(type))
        {
            Name = NameOf(call.Arguments),
            Header = call.Arguments.FirstOrDefault(IsName)?.Value,
            IsBearer = IsBearerText(value.Value),
        };
    }

    private static string? NameOf(ImmutableArray<IArgumentOperation> arguments) =>
        arguments.OrderByDescending(IsName).Select(argument => argument.Value.ConstantValue is { HasValue: true, Value: string name } ? name : null).FirstOrDefault(name => name is not null);

    private static bool IsName(IArgumentOperation argument) => argument.Parameter is { Name: "name" or "key" or "headerName" };

    // "Bearer " + token, $"Bearer {token}"
    private static bool IsBearerText(IOperation value)
    {
        for (var depth = 0; depth < MaxDepth; depth++)
        {
            value = value.WithoutConversions();
            switch (value)
            {
                case IBinaryOperation sum:
                    value = sum.LeftOperand;
                    break;
                case IInterpolatedStringOperation { Parts: [IInterpolatedStringTextOperation text, ..] }:
                    value = text.Text;
                    break;
                case IInvocationOperation { TargetMethod: { Name: "Format" or "Concat", ContainingType.SpecialType: SpecialType.System_String }, Arguments: [var first, ..] }:
                    value = first.Value;
                    break;
                default:
                    return value.ConstantValue is { HasValue: true, Value: string start } && start.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase);
            }
        }

        return false;
    }

    // request.Headers.Authorization = ..., client.DefaultRequestHeaders.Authorization = ..., new HttpRequestMessage { Headers = { Authorization = ... } }
    private static IOperation? CarrierOf(IOperation value)
    {
        while (value.Parent is IConversionOperation)
        {
            value = value.Parent;
        }

        return value.Parent switch
        {
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Instance: IPropertyReferenceOperation { Instance: var carrier } } } => carrier,
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } } } inInitializer => MadeAround(inInitializer),
            _ => null,
        };
    }

    // The object whose initialiser adds something to its headers.
    private static IObjectCreationOperation? MadeAround(IOperation added) =>
        added.Parent?.Parent is IMemberInitializerOperation { Parent.Parent: IObjectCreationOperation made } ? made : null;

    private static IOperation? CookieValue(IInvocationOperation call) =>
        call.Arguments.Select(argument => argument.Value).OfType<IObjectCreationOperation>().FirstOrDefault(cookie => cookie.Type?.Name == "Cookie")
            ?.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "value")?.Value;

    private static bool IsWebRequest(IPropertyReferenceOperation headers) =>
        headers is { Type.Name: "WebHeaderCollection", Instance.Type: { } type }
        && (type.IsOrDerivesFrom("System.Net.WebRequest") || type.IsOrDerivesFrom("System.Net.WebClient"));

    private static bool IsClient(ITypeSymbol type) =>
        type.IsOrDerivesFrom("System.Net.Http.HttpClient") || type.IsOrDerivesFrom("RestSharp.IRestClient") || type.IsOrDerivesFrom("System.Net.WebClient");
}
