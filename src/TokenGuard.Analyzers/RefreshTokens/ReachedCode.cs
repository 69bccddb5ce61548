using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;

namespace TokenGuard.Analyzers.RefreshTokens;

/// <summary>The operations of a body, and of the methods of this project that it calls.</summary>
internal sealed class ReachedCode
{
    /// <summary>How many methods deep; what lies beyond is not known.</summary>
    private const int MaxDepth = 4;

    /// <summary>So many operations are looked at; what lies beyond is not known.</summary>
    private const int MaxOperations = 5000;

    /// <summary>What the assemblies of libraries begin with that end no session behind the back of whoever calls them.</summary>
    private static readonly string[] KnownLibraries = ["Microsoft.", "System.", "System", "mscorlib", "netstandard", "OpenIddict.Abstractions", "jose-jwt", "JWT", "Newtonsoft.Json", "Serilog", "NLog"];

    /// <summary>With these a message goes to another service or to the browser, which may do anything.</summary>
    private static readonly string[] Messengers = ["System.Net.Http", "Microsoft.JSInterop", "Microsoft.AspNetCore.SignalR", "Grpc"];

    private readonly HashSet<ISymbol> entered = new(SymbolEqualityComparer.Default);
    private readonly List<IOperation> operations = [];
    private readonly TokenFlow flow;

    private ReachedCode(IOperation body, TokenFlow flow)
    {
        this.flow = flow;
        IsWhole = true;
        Add(body, MaxDepth);
    }

    /// <summary>The operations.</summary>
    public IReadOnlyList<IOperation> Operations => operations;

    /// <summary>Whether all that is called is known: methods of this project, and of libraries that do what their names say.</summary>
    public bool IsWhole { get; private set; }

    public static ReachedCode Of(IOperation body, TokenFlow flow) => new(body, flow);

    private void Add(IOperation body, int depth)
    {
        foreach (var operation in flow.OperationsIn(body))
        {
            if (operations.Count == MaxOperations)
            {
                IsWhole = false;
                return;
            }

            operations.Add(operation);
            if (operation is IInvocationOperation call)
            {
                Enter(call, depth);
            }
            else if (operation is IDynamicInvocationOperation)
            {
                IsWhole = false;
            }
        }
    }

    private void Enter(IInvocationOperation call, int depth)
    {
        var method = call.TargetMethod;
        if (method.MethodKind == MethodKind.LocalFunction || (method.MethodKind != MethodKind.DelegateInvoke && IsOfKnownLibrary(call)))
        {
            return;
        }

        if (flow.TargetOf(method) is not { } target || flow.BodyOf(target) is not { } inner)
        {
            IsWhole = false;
        }
        else if (!entered.Contains(target))
        {
            entered.Add(target);
            if (depth == 0)
            {
                IsWhole = false;
            }
            else
            {
                Add(inner, depth - 1);
            }
        }
    }

    private static bool IsOfKnownLibrary(IInvocationOperation call) =>
        !call.IsOwn() && call.TargetMethod.ContainingAssembly.Name is var library && KnownLibraries.Any(known => known.EndsWith(".", StringComparison.Ordinal) ? library.StartsWith(known, StringComparison.Ordinal) : library == known)
        && !Messengers.Any(call.TargetMethod.IsInOrUnder);
}
