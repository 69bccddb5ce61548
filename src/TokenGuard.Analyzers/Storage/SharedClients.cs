using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;

namespace TokenGuard.Analyzers.Storage;

/// <summary>Which HTTP clients serve all requests of a server: those in static members, and those of services that exist once.</summary>
internal static class SharedClients
{
    private const string HttpClient = "System.Net.Http.HttpClient";

    /// <summary>Whether a client surely is one.</summary>
    public static bool IsShared(IOperation client, OperationContext context, TokenFlow flow)
    {
        client = client.WithoutConversions();
        switch (client)
        {
            case IFieldReferenceOperation { Field: { IsStatic: true } field }:
                return !field.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "ThreadStaticAttribute");
            case IPropertyReferenceOperation { Property: { IsStatic: true } property }:
                return property.ContainingType.GetMembers().Any(member => member is IFieldSymbol { AssociatedSymbol: { } around } && SymbolEqualityComparer.Default.Equals(around, property));
            case IFieldReferenceOperation { Instance: IInstanceReferenceOperation, Field.ContainingType: var type }:
                return SingletonsOf(context).Contains(type) || (IsHttpClient(client.Type) && SingletonsOf(context).HasClient && !SingletonsOf(context).IsTypedClient(type) && IsInjected(client, flow));
            case IPropertyReferenceOperation { Instance: IInstanceReferenceOperation, Property.ContainingType: var type }:
                return SingletonsOf(context).Contains(type);
            case IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor } parameter }
                when !SymbolEqualityComparer.Default.Equals(constructor, context.ContainingSymbol) && IsHttpClient(parameter.Type):
                return SingletonsOf(context).Contains(constructor.ContainingType) || (SingletonsOf(context).HasClient && !SingletonsOf(context).IsTypedClient(constructor.ContainingType));
            case ILocalReferenceOperation or IParameterReferenceOperation:
                var definitions = flow.Definitions(client.Variable()!, client);
                return !definitions.IsEmpty && definitions.All(definition => definition.Value is { } value && value.WithoutConversions() != client && value.Variable() is null && IsShared(value, context, flow));
            default:
                return false;
        }
    }

    private static bool IsHttpClient(ITypeSymbol? type) => type?.HasMetadataName(HttpClient) == true;

    // private readonly HttpClient _http = http;
    private static bool IsInjected(IOperation client, TokenFlow flow) => flow.ValuesGivenTo(((IFieldReferenceOperation)client).Field).Append(flow.InitialValue(client)).Any(value => value?.WithoutConversions() is IParameterReferenceOperation);

    private static Singletons SingletonsOf(OperationContext context) => context.FactsOf(context.Compilation.Assembly).Get(() => new Singletons(context));

    /// <summary>The services that a project registers once for all; read where a client is at stake.</summary>
    private sealed class Singletons
    {
        private readonly HashSet<ITypeSymbol> types = new(SymbolEqualityComparer.Default);
        private readonly HashSet<ITypeSymbol> typedClients = new(SymbolEqualityComparer.Default);

        public Singletons(OperationContext context)
        {
            foreach (var tree in context.Compilation.SyntaxTrees)
            {
                var text = tree.GetText(context.CancellationToken).ToString();
                foreach (var name in new[] { "AddSingleton", "TryAddSingleton", "AddHostedService", "AddHttpClient" })
                {
                    foreach (var position in WordTable.CallsOf(name, text))
                    {
                        if (tree.GetRoot(context.CancellationToken).FindToken(position).Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } node && context.OperationOf(node) is IInvocationOperation call)
                        {
                            Add(call, name == "AddHttpClient" ? typedClients : types);
                        }
                    }
                }
            }

            HasClient = types.Any(IsHttpClient);
        }

        public bool HasClient { get; }

        public bool Contains(ITypeSymbol type) => types.Contains(type.OriginalDefinition) && !IsTypedClient(type);

        public bool IsTypedClient(ITypeSymbol type) => typedClients.Contains(type.OriginalDefinition);

        private static void Add(IInvocationOperation call, HashSet<ITypeSymbol> found)
        {
            found.UnionWith(call.TargetMethod.TypeArguments.Select(type => type.OriginalDefinition));

            // AddSingleton(typeof(IOrders), typeof(Orders)), AddSingleton(new Orders()), AddSingleton<IOrders>(services => new Orders(...))
            foreach (var operation in call.Arguments.Skip(call.Instance is null ? 1 : 0).SelectMany(argument => argument.Value.DescendantsAndSelf()))
            {
                switch (operation)
                {
                    case ITypeOfOperation named:
                        found.Add(named.TypeOperand.OriginalDefinition);
                        break;
                    case IObjectCreationOperation { Type: { } type, Parent: IReturnOperation or IConversionOperation or IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "AddSingleton" or "TryAddSingleton" } } }:
                        found.Add(type.OriginalDefinition);
                        break;
                }
            }
        }
    }
}
