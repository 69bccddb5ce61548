using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;

namespace TokenGuard.Analyzers.Transport;

/// <summary>The HTTP clients that a project registers: <c>AddHttpClient&lt;OrdersClient&gt;(...)</c>, <c>AddHttpClient("orders", ...)</c>; read where a client is at stake.</summary>
internal sealed class ClientRegistrations
{
    private static readonly string[] Methods = ["AddHttpClient", "AddRefitClient", "AddGrpcClient"];

    private readonly List<ClientRegistration> all = [];

    private ClientRegistrations(OperationContext context)
    {
        foreach (var tree in context.Compilation.SyntaxTrees)
        {
            var text = tree.GetText(context.CancellationToken).ToString();
            foreach (var name in Methods)
            {
                foreach (var position in WordTable.CallsOf(name, text))
                {
                    if (tree.GetRoot(context.CancellationToken).FindToken(position).Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } node
                        && context.OperationOf(node) is IInvocationOperation call)
                    {
                        all.Add(new ClientRegistration(call));
                    }
                }
            }
        }
    }

    public static ClientRegistrations Of(OperationContext context) => context.FactsOf(context.Compilation.Assembly).Get(() => new ClientRegistrations(context));

    /// <summary>The type whose field, property or constructor's parameter a client is; null for other clients.</summary>
    public static INamedTypeSymbol? KeeperOf(IOperation client) =>
        client switch
        {
            IMemberReferenceOperation { Instance: IInstanceReferenceOperation or null, Member: IFieldSymbol or IPropertySymbol } member => member.Member.ContainingType,
            IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor } => constructor.ContainingType,
            _ => null,
        };

    /// <summary>The registrations of clients that objects of a type get.</summary>
    public IEnumerable<ClientRegistration> OfType(ITypeSymbol type) => all.Where(registration => registration.Types.Contains(type.OriginalDefinition, SymbolEqualityComparer.Default));

    /// <summary>Those of a name.</summary>
    public IEnumerable<ClientRegistration> OfName(string name) => all.Where(registration => registration.Name == name);
}

/// <summary>One registered client, and what the calls of the chain say of it.</summary>
internal sealed class ClientRegistration
{
    public ClientRegistration(IInvocationOperation call)
    {
        Types = call.TargetMethod.TypeArguments.Select(type => (ITypeSymbol)type.OriginalDefinition).ToImmutableArray();
        Name = call.Arguments.Select(argument => argument.Value.ConstantValue is { HasValue: true, Value: string name } ? name : null).FirstOrDefault(name => name is not null);
        var calls = ImmutableArray.CreateBuilder<IInvocationOperation>();
        for (IOperation? link = call; link is not null; link = link.Parent)
        {
            if (link is IInvocationOperation chained)
            {
                calls.Add(chained);
            }
            else if (link is not (IArgumentOperation or IConversionOperation))
            {
                break;
            }
        }

        Calls = calls.ToImmutable();
    }

    public ImmutableArray<ITypeSymbol> Types { get; }

    public string? Name { get; }

    /// <summary>The call that registers it, and those that follow in the chain.</summary>
    public ImmutableArray<IInvocationOperation> Calls { get; }

    /// <summary>What its lambdas set a member to: <c>client => client.BaseAddress = ...</c>.</summary>
    public IEnumerable<IOperation> ValuesOf(string member) =>
        Calls.SelectMany(call => call.Arguments).Where(argument => argument.Value.Type?.TypeKind == TypeKind.Delegate).SelectMany(argument => argument.Value.Descendants())
            .OfType<ISimpleAssignmentOperation>()
            .Where(assignment => assignment.Target is IPropertyReferenceOperation { Property.Name: var name } && name == member)
            .Select(assignment => assignment.Value);
}
