using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;

namespace TokenGuard.Analyzers.Transport;

/// <summary>The body of an outgoing request, where the request is sent.</summary>
/// <param name="Values">The values of its members or fields.</param>
/// <param name="Url">Where it is sent.</param>
internal readonly record struct RequestBody(ImmutableArray<IOperation> Values, IOperation Url)
{
    /// <summary>How deep what makes the body is followed; it bounds the stack.</summary>
    private const int MaxDepth = 8;

    /// <summary>The methods that send one.</summary>
    public static readonly ImmutableArray<string> Senders = ImmutableArray.Create("PostAsync", "PutAsync", "PatchAsync", "PostAsJsonAsync", "PutAsJsonAsync", "PatchAsJsonAsync");

    /// <summary>These make it a request to an authorization server: RFC 6749 section 6, RFC 7009 section 2.1, RFC 7662 section 2.1.</summary>
    private static readonly HashSet<string> TokenRequestFields = new(StringComparer.OrdinalIgnoreCase)
    {
        "grant_type", "grantType", "token_type_hint", "tokenTypeHint", "client_secret", "clientSecret",
    };

    /// <summary>The body that an operation sends; null when it sends none, or one that is part of the OAuth protocol.</summary>
    public static RequestBody? Of(IOperation operation, TokenFlow flow)
    {
        if (operation is not IInvocationOperation call || !IsSent(call))
        {
            return null;
        }

        var url = call.Arguments.Select(RequestUrl.Of).FirstOrDefault(found => found is not null);
        if (url is null || BodyOf(call) is not { } body)
        {
            return null;
        }

        var fields = Fields(body, flow).ToImmutableArray();
        return IsOfOAuth(fields) ? null : new RequestBody(fields.Select(field => field.Value).ToImmutableArray(), url);
    }

    /// <summary>Whether a call sends a body that is part of the OAuth protocol.</summary>
    public static bool IsOfOAuth(IInvocationOperation call, TokenFlow flow) => IsSent(call) && BodyOf(call) is { } body && IsOfOAuth(Fields(body, flow));

    /// <summary>Whether the content of a request is part of the OAuth protocol.</summary>
    public static bool IsOfOAuth(IOperation content, TokenFlow flow) => IsOfOAuth(Fields(content, flow));

    private static bool IsOfOAuth(IEnumerable<(string? Name, IOperation Value)> fields) => fields.Any(field => field.Name is not null && TokenRequestFields.Contains(field.Name));

    private static bool IsSent(IInvocationOperation call) =>
        call.TargetMethod is { Name: var name } method && Senders.Contains(name)
        && (method.IsMemberOf("System.Net.Http.HttpClient") || method.IsMemberOf("System.Net.Http.Json.HttpClientJsonExtensions"));

    private static IOperation? BodyOf(IInvocationOperation call) => call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name is "content" or "value")?.Value;

    private static IEnumerable<(string? Name, IOperation Value)> Fields(IOperation body, TokenFlow flow, int depth = MaxDepth)
    {
        switch (depth == 0 ? null : flow.Origin(body))
        {
            // new FormUrlEncodedContent(fields), JsonContent.Create(value), new StringContent(JsonSerializer.Serialize(value))
            case IObjectCreationOperation { Type.Name: "FormUrlEncodedContent" or "StringContent", Arguments: [var content, ..] }:
                return Fields(content.Value, flow, depth - 1);
            case IInvocationOperation { TargetMethod.Name: "Create" or "Serialize" or "SerializeObject", Arguments: [var content, ..] }:
                return Fields(content.Value, flow, depth - 1);
            case IAnonymousObjectCreationOperation anonymous:
                return anonymous.Initializers.SelectMany(Field);
            case IObjectCreationOperation { Initializer: var initializer } creation:
                return creation.Arguments.Select(argument => (argument.Parameter?.Name, argument.Value)).Concat(initializer?.Initializers.SelectMany(Field) ?? []);
            case IArrayCreationOperation { Initializer: { } elements }:
                return elements.ElementValues.SelectMany(Field);
            default:
                return [];
        }
    }

    private static IEnumerable<(string? Name, IOperation Value)> Field(IOperation element) =>
        element switch
        {
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [var key] }, Value: var value } => [(key.Value.ConstantValue.Value as string, value)],
            ISimpleAssignmentOperation { Target: IMemberReferenceOperation member, Value: var value } => [(member.Member.Name, value)],
            IInvocationOperation { TargetMethod.Name: "Add", Arguments: [var key, var value] } => [(key.Value.ConstantValue.Value as string, value.Value)],
            IInvocationOperation { TargetMethod.Name: "Add", Arguments: [var pair] } => Field(pair.Value),
            IConversionOperation conversion => Field(conversion.Operand),
            IObjectCreationOperation { Type.Name: "KeyValuePair", Arguments: [var key, var value] } => [(key.Value.ConstantValue.Value as string, value.Value)],
            _ => [],
        };
}
