using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Analyzers.Storage;

namespace TokenGuard.Analyzers.Transport;

/// <summary>A parameter in the query or the fragment of a URL.</summary>
/// <param name="Name">Its name; null when that is not constant.</param>
/// <param name="Value">Its value.</param>
/// <param name="Flow">The flow of the code that the value stands in.</param>
internal readonly record struct UrlParameter(string? Name, IOperation Value, TokenFlow Flow);

/// <summary>What a URL is put together from, as a text or by the libraries that do so.</summary>
internal sealed class UrlParameters
{
    /// <summary>How deep a URL is followed into variables, calls and methods; it bounds the stack.</summary>
    private const int MaxDepth = 8;

    private readonly List<UrlParameter> all = [];
    private readonly StringBuilder start = new();

    private UrlParameters()
    {
    }

    /// <summary>The parameters that are not constant, in their order.</summary>
    public IReadOnlyList<UrlParameter> All => all;

    /// <summary>The constant text before the query: scheme, host and path, as far as they are known.</summary>
    public string Start => start.ToString();

    /// <summary>Of a URL that is one of several.</summary>
    public static IEnumerable<UrlParameters> OfEach(IOperation url, TokenFlow flow) =>
        flow.Origins(url).SelectMany(origin => origin is IObjectCreationOperation { Type.Name: "Uri", Arguments: [var only] } ? flow.Origins(only.Value) : ImmutableArray.Create(origin)).Select(origin => Of(origin, flow));

    public static UrlParameters Of(IOperation url, TokenFlow flow)
    {
        var parameters = new UrlParameters();
        parameters.Read(url, flow, MaxDepth);
        return parameters;
    }

    private void Read(IOperation operation, TokenFlow flow, int depth)
    {
        operation = operation.WithoutConversions();
        if (depth == 0)
        {
            return;
        }

        switch (operation)
        {
            case IArgumentOperation argument:
                Read(argument.Value, flow, depth);
                break;
            case IAwaitOperation awaited:
                Read(awaited.Operation, flow, depth);
                break;
            case { ConstantValue.HasValue: true } or IInterpolatedStringOperation or IBinaryOperation or ICompoundAssignmentOperation or IInvocationOperation { TargetMethod: { Name: "Format" or "Concat" or "Join", ContainingType.SpecialType: SpecialType.System_String } or { Name: "ToString", ContainingType.Name: "StringBuilder" } }:
                ReadText(TextWithHoles.Of(flow, operation), isQuery: false, flow, depth - 1);
                break;
            case IObjectCreationOperation { Type.Name: "Uri" or "UriBuilder" or "Url" } creation:
                foreach (var argument in creation.Arguments)
                {
                    Read(argument.Value, flow, depth - 1);
                }

                break;
            case IPropertyReferenceOperation { Property: { Name: "Uri", ContainingType.Name: "UriBuilder" }, Instance: { } builder }:
                ReadBuilder(builder, flow, depth - 1);
                break;
            case IInvocationOperation call:
                ReadCall(call, flow, depth - 1);
                break;
            case { Type.Name: "Dictionary" or "List" or "IDictionary" or "IEnumerable" or "FormUrlEncodedContent" }:
                AddPairs(operation, flow);
                break;

            // Of several the first is what others are appended to.
            case ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation when flow.Origins(operation) is [var origin, ..] && origin != operation:
                Read(origin, flow, depth - 1);
                break;
        }
    }

    private void ReadCall(IInvocationOperation call, TokenFlow flow, int depth)
    {
        var method = call.TargetMethod;
        switch (method.Name)
        {
            case "AddQueryString" when method.ContainingType.Name == "QueryHelpers":
            case "SetQueryParam" or "SetQueryParams" or "AppendQueryParam" when method.IsIn("Flurl") || method.IsIn("Flurl.Http"):
            case "Create" or "Add" when method.ContainingType.Name == "QueryString":
                if (call.Instance is { } before)
                {
                    Read(before, flow, depth);
                }

                AddOf(call, flow, depth);
                break;
            case "ToString" when call.Instance is { Type.Name: "UriBuilder" } builder:
                ReadBuilder(builder, flow, depth);
                break;
            case "ToString" or "ToQueryString" when call.Instance is { Type.Name: "QueryBuilder" or "NameValueCollection" or "HttpValueCollection" } collection:
                ReadCollection(collection, flow);
                break;
            case var _ when !call.IsOwn():
                // url.TrimEnd('/'), Uri.EscapeUriString(url), query.ToUriComponent()
                if ((call.Instance ?? call.Arguments.FirstOrDefault()?.Value) is { } receiver)
                {
                    Read(receiver, flow, depth);
                }

                break;
            case var _ when flow.TargetOf(method) is { } target && flow.Within(target, call.Arguments) is { } inner && inner.BodyOf(target) is { } body && TokenFlow.ReturnsOf(body) is [var returned]:
                Read(returned, inner, depth);
                break;
        }
    }

    // AddQueryString(url, name, value), AddQueryString(url, pairs), SetQueryParams(new { name = value })
    private void AddOf(IInvocationOperation call, TokenFlow flow, int depth)
    {
        var arguments = call.Arguments.Select(argument => argument.Value.WithoutConversions()).ToList();
        var first = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name is "uri" or "url" or "request");
        if (first is not null)
        {
            arguments.RemoveAt(call.Arguments.IndexOf(first));
            Read(first.Value, flow, depth);
        }

        if (arguments is [var name, var value, ..] && name.Type?.SpecialType == SpecialType.System_String)
        {
            all.Add(new UrlParameter(flow.ConstantText(name), value, flow));
        }
        else if (arguments is [var pairs, ..])
        {
            AddPairs(pairs, flow);
        }
    }

    /// <summary>The pairs of a dictionary, an anonymous object or a list, where it is made and where it is added to.</summary>
    public static IReadOnlyList<UrlParameter> PairsOf(IOperation pairs, TokenFlow flow)
    {
        var parameters = new UrlParameters();
        parameters.AddPairs(pairs, flow);
        return parameters.All;
    }

    private void AddPairs(IOperation pairs, TokenFlow flow)
    {
        switch (flow.Origin(pairs)?.WithoutConversions())
        {
            case IAnonymousObjectCreationOperation anonymous:
                foreach (var member in anonymous.Initializers.OfType<ISimpleAssignmentOperation>())
                {
                    all.Add(new UrlParameter((member.Target as IPropertyReferenceOperation)?.Property.Name, member.Value, flow));
                }

                break;
            case IObjectCreationOperation { Type.Name: "FormUrlEncodedContent", Arguments: [var content] }:
                AddPairs(content.Value, flow);
                break;
            case IObjectCreationOperation creation:
                AddElements(creation.Initializer?.Initializers ?? Enumerable.Empty<IOperation>(), flow);
                break;
            case IArrayCreationOperation { Initializer: { } elements }:
                AddElements(elements.ElementValues, flow);
                break;
        }

        ReadWrites(pairs, flow);
    }

    private void AddElements(IEnumerable<IOperation> elements, TokenFlow flow)
    {
        foreach (var element in elements)
        {
            switch (element.WithoutConversions())
            {
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [var key] }, Value: var value }:
                    all.Add(new UrlParameter(flow.ConstantText(key.Value), value, flow));
                    break;
                case IInvocationOperation { TargetMethod.Name: "Add", Arguments: [var key, var value] }:
                    all.Add(new UrlParameter(flow.ConstantText(key.Value), value.Value, flow));
                    break;
                case IInvocationOperation { TargetMethod.Name: "Add", Arguments: [{ Value: { Type.SpecialType: SpecialType.System_String } text }] }:
                    ReadText(TextWithHoles.Of(flow, text), isQuery: true, flow, depth: 1);
                    break;
                case IObjectCreationOperation { Type.Name: "KeyValuePair", Arguments: [var key, var value] }:
                    all.Add(new UrlParameter(flow.ConstantText(key.Value), value.Value, flow));
                    break;
            }
        }
    }

    private void ReadCollection(IOperation collection, TokenFlow flow)
    {
        if (flow.Origin(collection)?.WithoutConversions() is IObjectCreationOperation creation)
        {
            AddElements(creation.Initializer?.Initializers ?? Enumerable.Empty<IOperation>(), flow);
        }

        ReadWrites(collection, flow);
    }

    // query["access_token"] = token, query.Add("access_token", token)
    private void ReadWrites(IOperation collection, TokenFlow flow)
    {
        if (collection.WithoutConversions().Variable() is not { } variable)
        {
            return;
        }

        foreach (var reference in flow.BodyAround(collection).ReferencesTo(variable))
        {
            switch (reference.Parent)
            {
                case IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [var key], Parent: ISimpleAssignmentOperation assignment } indexer when assignment.Target == indexer:
                    all.Add(new UrlParameter(flow.ConstantText(key.Value), assignment.Value, flow));
                    break;
                case IInvocationOperation { TargetMethod.Name: "Add" or "Set", Arguments: [var key, var value] } call when call.Instance == reference:
                    all.Add(new UrlParameter(flow.ConstantText(key.Value), value.Value, flow));
                    break;
            }
        }
    }

    // new UriBuilder(url) { Query = ... }, builder.Query = query.ToString()
    private void ReadBuilder(IOperation builder, TokenFlow flow, int depth)
    {
        if (flow.Origin(builder)?.WithoutConversions() is IObjectCreationOperation creation)
        {
            Read(creation, flow, depth);
        }

        var path = ObjectPath.Of(builder);
        foreach (var member in new[] { "Query", "Fragment" })
        {
            foreach (var assignment in flow.BodyAround(builder).AssignmentsOf(member))
            {
                if (path is not null && path.Equals(ObjectPath.Of(((IMemberReferenceOperation)assignment.Target).Instance)))
                {
                    ReadText(TextWithHoles.Of(flow, assignment.Value), isQuery: true, flow, depth);
                }
            }
        }
    }

    private void ReadText(TextWithHoles text, bool isQuery, TokenFlow flow, int depth)
    {
        var segment = new StringBuilder();
        foreach (var c in text.Text)
        {
            if (c is '?' or '&' or '#')
            {
                isQuery = true;
                segment.Clear();
            }
            else if (!TextWithHoles.IsHole(c))
            {
                (isQuery ? segment : start).Append(c);
            }
            else if (isQuery && segment.ToString().IndexOf('=') is >= 0 and var end)
            {
                all.Add(new UrlParameter(end == 0 ? null : segment.ToString(0, end), text[c], flow));
            }
            else
            {
                Read(text[c], flow, depth);
            }
        }
    }
}
