using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;

namespace TokenGuard.Analyzers.Transport;

/// <summary>A value that joins an outgoing request.</summary>
/// <param name="Value">The value: of a header, a cookie, a bearer token.</param>
/// <param name="Carrier">The request, client or URL that it joins; null when that is not known.</param>
/// <param name="IsEveryRequest">Whether it joins every request of a client.</param>
internal readonly record struct RequestToken(IOperation Value, IOperation? Carrier, bool IsEveryRequest)
{
    /// <summary>The name of the header or cookie; null when it has none, or none that is constant.</summary>
    public string? Name { get; private init; }

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

    private static RequestToken? OfCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        switch (method.Name)
        {
            case "Add" or "TryAddWithoutValidation" when call.Instance is IPropertyReferenceOperation { Type.Name: "HttpRequestHeaders" } headers
                && method.IsMemberOf("System.Net.Http.Headers.HttpHeaders"):
                return Of(call, headers.Instance);
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
            case "SetBearerToken" or "SetToken" when method.IsIn("IdentityModel.Client") || method.IsIn("Duende.IdentityModel.Client"):
            case "WithOAuthBearerToken" or "WithHeader" or "WithCookie" when method.IsIn("Flurl.Http"):
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
                return new RequestToken(creation.Arguments[1].Value, CarrierOf(creation), CarrierOf(creation) is { Type: { } carrier } && IsClient(carrier));
            case "JwtAuthenticator" or "OAuth2AuthorizationRequestHeaderAuthenticator" or "OAuth2UriQueryParameterAuthenticator"
                when (type.IsIn("RestSharp.Authenticators") || type.IsIn("RestSharp.Authenticators.OAuth2")):
                return new RequestToken(creation.Arguments[0].Value, Carrier: null, IsEveryRequest: true);
            default:
                return null;
        }
    }

    private static RequestToken? OfAssignment(ISimpleAssignmentOperation assignment) =>
        assignment.Target switch
        {
            // SignalR and Refit ask these for the token of every request.
            IPropertyReferenceOperation { Property: { Name: "AccessTokenProvider" or "AuthorizationHeaderValueGetter", ContainingType.Name: "HttpConnectionOptions" or "RefitSettings" } } =>
                new RequestToken(assignment.Value, Carrier: null, IsEveryRequest: true),
            IPropertyReferenceOperation { Property.IsIndexer: true, Instance: IPropertyReferenceOperation headers } when IsWebRequest(headers) =>
                new RequestToken(assignment.Value, headers.Instance, IsEveryRequest: false),
            _ => null,
        };

    private static RequestToken? Of(IInvocationOperation call, IOperation? carrier)
    {
        var value = call.Arguments.LastOrDefault(argument => argument.Parameter is { } parameter && Parameters.Contains(parameter.Name));
        return value is null ? null : new RequestToken(value.Value, carrier, carrier?.Type is { } type && IsClient(type))
        {
            Name = call.Arguments.Select(argument => argument.Value.ConstantValue is { HasValue: true, Value: string name } ? name : null).FirstOrDefault(name => name is not null),
        };
    }

    // request.Headers.Authorization = ..., client.DefaultRequestHeaders.Authorization = ...
    private static IOperation? CarrierOf(IOperation value)
    {
        while (value.Parent is IConversionOperation)
        {
            value = value.Parent;
        }

        return value.Parent is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Instance: IPropertyReferenceOperation { Instance: var carrier } } } ? carrier : null;
    }

    private static IOperation? CookieValue(IInvocationOperation call) =>
        call.Arguments.Select(argument => argument.Value).OfType<IObjectCreationOperation>().FirstOrDefault(cookie => cookie.Type?.Name == "Cookie")
            ?.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "value")?.Value;

    private static bool IsWebRequest(IPropertyReferenceOperation headers) =>
        headers is { Type.Name: "WebHeaderCollection", Instance.Type: { } type }
        && (type.IsOrDerivesFrom("System.Net.WebRequest") || type.IsOrDerivesFrom("System.Net.WebClient"));

    private static bool IsClient(ITypeSymbol type) =>
        type.IsOrDerivesFrom("System.Net.Http.HttpClient") || type.IsOrDerivesFrom("RestSharp.IRestClient") || type.IsOrDerivesFrom("System.Net.WebClient");
}
