using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Transport;

/// <summary>Where a request surely goes: the URL that it is made from, or the base address of the client that sends it, wherever that is set.</summary>
/// <param name="context">The place where something joins the request.</param>
/// <param name="flow">The flow of the code around it.</param>
internal readonly struct RequestAddress(OperationContext context, TokenFlow flow)
{
    /// <summary>How many objects lie between a request and its address: the client, its options, what they are made from.</summary>
    private const int MaxDepth = 8;

    private static readonly HashSet<string> BaseAddresses = new(StringComparer.Ordinal) { "BaseAddress", "BaseUrl", "BaseHost" };

    /// <summary>The constants with which the addresses of a request begin; empty when they are not known.</summary>
    /// <param name="place">Where something joins the request.</param>
    /// <param name="carrier">The request, client or URL; null when that is not known.</param>
    public ImmutableArray<IOperation> Of(IOperation place, IOperation? carrier)
    {
        var addresses = ImmutableArray.CreateBuilder<IOperation>();
        if (carrier is not null)
        {
            Add(carrier, addresses, MaxDepth);
        }
        else
        {
            AddAround(place, addresses);
        }

        return addresses.ToImmutable();
    }

    // The constant text that a URL begins with, with scheme and host; null when it is not known, or when a host without TLS may go on.
    private static IOperation? StartOf(IOperation url, TokenFlow flow)
    {
        var isWhole = true;
        for (var depth = 0; depth < MaxDepth; depth++)
        {
            url = url.WithoutConversions();
            if (url.ConstantValue is { HasValue: true, Value: var constant })
            {
                return constant is string text && text.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme && (isWhole || Urls.HasTls(text) || text.IndexOf('/', scheme + 3) > 0) ? url : null;
            }

            switch (url)
            {
                case IArgumentOperation argument:
                    url = argument.Value;
                    break;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                    (url, isWhole) = (sum.LeftOperand, EndsHost(sum.RightOperand));
                    break;
                case IInterpolatedStringOperation { Parts: [var first, .. var rest] }:
                    (url, isWhole) = (PieceOf(first), rest.IsEmpty ? isWhole : EndsHost(PieceOf(rest[0])));
                    break;
                case IObjectCreationOperation { Type.Name: "Uri" or "Url" or "UriBuilder", Arguments: [var first, ..] }:
                    url = first.Value;
                    break;
                case IInvocationOperation { TargetMethod: { Name: "Format" or "Concat", ContainingType.SpecialType: SpecialType.System_String }, Arguments: [var first, .. var others] }:
                    (url, isWhole) = (first.Value, !others.IsEmpty && EndsHost(others[0].Value));
                    break;

                // url.AppendPathSegment("orders"), QueryHelpers.AddQueryString(url, ...), url.TrimEnd('/')
                case IInvocationOperation call when call.Type?.Name is "String" or "Url" or "Uri" or "IFlurlRequest":
                    if ((call.Instance ?? call.Arguments.FirstOrDefault()?.Value) is not { } receiver)
                    {
                        return null;
                    }

                    url = receiver;
                    break;
                default:
                    if (flow.Origin(url) is not { } origin || origin == url)
                    {
                        return null;
                    }

                    url = origin;
                    break;
            }
        }

        return null;
    }

    private static IOperation PieceOf(IOperation part) => part is IInterpolationOperation hole ? hole.Expression : ((IInterpolatedStringTextOperation)part).Text;

    // "/orders", "?page=1", ":8080"
    private static bool EndsHost(IOperation next) => next.ConstantValue is { HasValue: true, Value: string { Length: > 0 } text } && text[0] is '/' or '?' or '#' or ':';

    private void Add(IOperation carrier, ImmutableArray<IOperation>.Builder addresses, int depth)
    {
        carrier = Given(carrier);
        if (depth == 0 || carrier.Type is not { } type)
        {
            return;
        }

        if (type is { SpecialType: SpecialType.System_String } or { Name: "Uri" or "Url" } || (carrier is IInvocationOperation && type.Name == "IFlurlRequest"))
        {
            AddUrl(carrier, addresses);
        }
        else if (IsClient(type))
        {
            AddBase(carrier, addresses, depth);
            if (addresses.Count == 0 && PathOf(carrier) is { } client)
            {
                addresses.AddRange(CallsAround(carrier).AddressesOf(client, flow.With(Bindings.None)));
            }
        }
        else
        {
            foreach (var url in OwnUrls(carrier))
            {
                AddUrl(url, addresses);
            }

            if (addresses.Count == 0 && SenderOf(carrier) is { } sender)
            {
                AddBase(sender, addresses, depth - 1);
            }
        }
    }

    // A parameter that a call on the way is known to give.
    private IOperation Given(IOperation carrier)
    {
        for (var depth = 0; depth < MaxDepth; depth++)
        {
            carrier = carrier.WithoutConversions();
            if (carrier is IConditionalAccessInstanceOperation && carrier.ReceiverOfConditionalAccess() is { } receiver)
            {
                carrier = receiver;
            }
            else if (carrier is IParameterReferenceOperation && flow.Definitions(carrier.Variable()!, carrier) is [{ IsEntry: false, Value: { } value }])
            {
                carrier = value;
            }
            else
            {
                break;
            }
        }

        return carrier;
    }

    private void AddUrl(IOperation url, ImmutableArray<IOperation>.Builder addresses)
    {
        if (StartOf(url, flow) is { } start)
        {
            addresses.Add(start);
        }
    }

    // What a request was created with, and what its URL was set to.
    private List<IOperation> OwnUrls(IOperation request)
    {
        var made = flow.Origin(request)?.WithoutConversions() is IInvocationOperation call ? call.Arguments : flow.Creations(request).SelectMany(creation => creation.Arguments);
        return made.Select(RequestUrl.Of).OfType<IOperation>().Concat(flow.Member(request, "RequestUri").Values).ToList();
    }

    private void AddBase(IOperation client, ImmutableArray<IOperation>.Builder addresses, int depth)
    {
        client = Given(client);
        if (depth == 0)
        {
            return;
        }

        var creations = client is IObjectCreationOperation made ? ImmutableArray.Create(made) : flow.Origin(client)?.WithoutConversions() is IObjectCreationOperation only ? ImmutableArray.Create(only) : flow.Creations(client);
        foreach (var creation in creations)
        {
            AddCreation(creation, addresses, depth - 1);
        }

        foreach (var value in AssignedTo(client))
        {
            AddUrl(value, addresses);
        }

        if (addresses.Count == 0)
        {
            foreach (var value in Registered(client))
            {
                AddUrl(value, addresses);
            }
        }
    }

    // new RestClient("http://..."), new RestClient(new RestClientOptions("http://...")), new HttpClient { BaseAddress = ... }
    private void AddCreation(IObjectCreationOperation creation, ImmutableArray<IOperation>.Builder addresses, int depth)
    {
        foreach (var argument in creation.Arguments)
        {
            if (RequestUrl.Of(argument) is { } url)
            {
                AddUrl(url, addresses);
            }
            else if (argument.Value.Type?.Name.EndsWith("Options", StringComparison.Ordinal) == true && depth > 0 && flow.Origin(argument.Value)?.WithoutConversions() is IObjectCreationOperation options)
            {
                AddCreation(options, addresses, depth - 1);
            }
        }

        foreach (var assignment in creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>() ?? [])
        {
            if (assignment.Target is IPropertyReferenceOperation { Property.Name: var name } && BaseAddresses.Contains(name))
            {
                AddUrl(assignment.Value, addresses);
            }
        }
    }

    // client.BaseAddress = ..., in this body, or wherever in the type that keeps the client.
    private List<IOperation> AssignedTo(IOperation client)
    {
        var path = PathOf(client);
        var here = flow.BodyAround(client).Assignments
            .Where(assignment => assignment.Target is IPropertyReferenceOperation { Property.Name: var name, Instance: { } instance } && BaseAddresses.Contains(name) && path is not null && path.Equals(ObjectPath.Of(instance)))
            .Select(assignment => assignment.Value)
            .ToList();
        return here.Count > 0 || ClientRegistrations.KeeperOf(client) is not { } keeper ? here : BasesIn(keeper).OfAny(NamesOf(client)).ToList();
    }

    // Those of the field and of the constructor's parameter that it gets.
    private HashSet<string> NamesOf(IOperation client)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        names.UnionWith((ObjectPath.Of(client)?.Names ?? []).Take(1));
        if (client is IMemberReferenceOperation { Member: var member })
        {
            names.UnionWith(flow.ValuesGivenTo(member).Append(flow.InitialValue(client)).Select(value => value?.WithoutConversions().Variable()?.Name).OfType<string>());
        }

        return names;
    }

    private BaseAddressWrites BasesIn(INamedTypeSymbol type)
    {
        var asking = context;
        return context.FactsOf(type).Get(() => new BaseAddressWrites(type, asking));
    }

    private IEnumerable<IOperation> Registered(IOperation client)
    {
        if (ClientRegistrations.KeeperOf(client) is { } keeper)
        {
            return ClientRegistrations.Of(context).OfType(keeper).SelectMany(registration => registration.ValuesOf("BaseAddress"));
        }

        return flow.Origin(client)?.WithoutConversions() is IInvocationOperation { TargetMethod.Name: "CreateClient" } call && call.Arguments.Select(argument => argument.Value.ConstantValue.Value as string).FirstOrDefault(text => text is not null) is { } name
            ? ClientRegistrations.Of(context).OfName(name).SelectMany(registration => registration.ValuesOf("BaseAddress"))
            : [];
    }

    // client.SendAsync(request), client.ExecuteAsync(request)
    private IOperation? SenderOf(IOperation request)
    {
        if (request is IObjectCreationOperation && request.Parent is IArgumentOperation { Parent: IInvocationOperation direct } && ClientOf(direct) is { } sender)
        {
            return sender;
        }

        // new RestRequest("orders").AddQueryParameter(...) is the same request.
        var built = request;
        while (request is IObjectCreationOperation && (built.Parent is IArgumentOperation { Parent: IInvocationOperation chained } ? chained : built.Parent) is IInvocationOperation link && ReceiverOf(link) == built && SymbolEqualityComparer.Default.Equals(link.Type, request.Type))
        {
            built = link;
        }

        var path = PathOf(built);
        return path is null ? null : CallsAround(request).With(path).Select(ClientOf).FirstOrDefault(client => client is not null);
    }

    private static ObjectPath? PathOf(IOperation value) => value is IObjectCreationOperation or IInvocationOperation ? ObjectPath.OfNew(value) : ObjectPath.Of(value);

    private CallsByObject CallsAround(IOperation operation) => flow.BodyAround(operation).Fact(static body => new CallsByObject(body));

    private static IOperation? ReceiverOf(IInvocationOperation call) => call.Instance ?? call.Arguments.FirstOrDefault()?.Value;

    private static IOperation? ClientOf(IInvocationOperation call) =>
        ReceiverOf(call)?.WithoutConversions() is { Type: { } type } receiver && IsClient(type) ? receiver : null;

    private static bool IsClient(ITypeSymbol type) =>
        type.IsOrDerivesFrom("System.Net.Http.HttpMessageInvoker") || type.IsOrDerivesFrom("RestSharp.IRestClient") || type.IsOrDerivesFrom("System.Net.WebClient");

    // new RestClientOptions("http://...") { Authenticator = ... }, WithUrl("http://...", options => ...), RestService.For<IOrders>("http://...", ...)
    private void AddAround(IOperation place, ImmutableArray<IOperation>.Builder addresses)
    {
        for (IOperation? around = place.Parent; around is not null && addresses.Count == 0; around = around.Parent)
        {
            switch (around)
            {
                case IObjectCreationOperation creation:
                    AddCreation(creation, addresses, MaxDepth);
                    break;
                case IInvocationOperation { TargetMethod: var method } call when !method.IsIn("Microsoft.AspNetCore.Builder"):
                    AddUrls(call, addresses);
                    break;
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "Authenticator", Instance: { } client } }:
                    AddBase(client, addresses, MaxDepth);
                    break;
            }
        }

        if (addresses.Count > 0)
        {
            return;
        }

        // The only channel of the body; settings that a variable holds.
        var body = flow.BodyAround(place);
        foreach (var call in body.Calls("ForAddress").Where(call => call.TargetMethod.ContainingType.Name == "GrpcChannel").Concat(body.Calls("For").Where(call => call.TargetMethod.ContainingType.Name == "RestService")))
        {
            AddUrls(call, addresses);
        }
    }

    private void AddUrls(IInvocationOperation call, ImmutableArray<IOperation>.Builder addresses)
    {
        foreach (var url in call.Arguments.Select(RequestUrl.Of).OfType<IOperation>())
        {
            AddUrl(url, addresses);
        }
    }

    /// <summary>The calls of a body by the objects that they are made on and those that they get, found once.</summary>
    private sealed class CallsByObject
    {
        private readonly ILookup<ObjectPath, IInvocationOperation> on;
        private readonly ILookup<ObjectPath, IInvocationOperation> with;
        private readonly ConcurrentDictionary<ObjectPath, ImmutableArray<IOperation>> addresses = new();

        public CallsByObject(Body body)
        {
            var calls = body.OfKind(OperationKind.Invocation).Cast<IInvocationOperation>().ToList();
            on = ByPath(calls.Select(call => (ReceiverOf(call), call)));
            with = ByPath(calls.SelectMany(call => call.Arguments.Select(argument => ((IOperation?)argument.Value, call))));
        }

        public IEnumerable<IInvocationOperation> With(ObjectPath path) => with[path];

        /// <summary>What the URLs begin with that an object is called with.</summary>
        public ImmutableArray<IOperation> AddressesOf(ObjectPath path, TokenFlow flow) =>
            addresses.TryGetValue(path, out var known) ? known
            : addresses.GetOrAdd(path, on[path].SelectMany(call => call.Arguments).Select(RequestUrl.Of).Select(url => url is null ? null : StartOf(url, flow)).OfType<IOperation>().ToImmutableArray());

        private static ILookup<ObjectPath, IInvocationOperation> ByPath(IEnumerable<(IOperation? Object, IInvocationOperation Call)> calls) =>
            calls.Select(pair => (Path: ObjectPath.Of(pair.Object), pair.Call)).Where(pair => pair.Path is not null).ToLookup(pair => pair.Path!, pair => pair.Call);
    }

    /// <summary>What a type sets the base addresses of its clients to, found once.</summary>
    private sealed class BaseAddressWrites
    {
        private readonly List<(string Client, IOperation Value)> all = [];

        public BaseAddressWrites(INamedTypeSymbol type, OperationContext context)
        {
            foreach (var assignment in type.DeclarationsIn(context.Compilation).SelectMany(declaration => declaration.GetSyntax(context.CancellationToken).DescendantNodes()).OfType<AssignmentExpressionSyntax>())
            {
                var name = assignment.Left switch
                {
                    MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
                    IdentifierNameSyntax member when assignment.Parent is InitializerExpressionSyntax => member.Identifier.ValueText,
                    _ => string.Empty,
                };
                if (BaseAddresses.Contains(name)
                    && context.OperationOf(assignment) is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Instance: { } instance }, Value: var value }
                    && ObjectPath.Of(instance)?.Names.FirstOrDefault() is { } client)
                {
                    all.Add((client, value));
                }
            }
        }

        public IEnumerable<IOperation> OfAny(HashSet<string> clients) => all.Where(write => clients.Contains(write.Client)).Select(write => write.Value);
    }
}
