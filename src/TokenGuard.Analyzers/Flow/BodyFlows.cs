using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace TokenGuard.Analyzers.Flow;

/// <summary>The flow of the bodies that rules asked about; each is computed once a compilation.</summary>
internal sealed class BodyFlows(Compilation compilation)
{
    private readonly ConcurrentDictionary<SyntaxNode, BodyFlow> flows = new();
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> models = new();

    /// <summary>The flow of the body that holds an operation.</summary>
    public BodyFlow Of(IOperation operation, CancellationToken cancellation)
    {
        var root = operation.Root();

        return flows.TryGetValue(root.Syntax, out var flow) ? flow : flows.GetOrAdd(root.Syntax, BodyFlow.Create(root, cancellation));
    }

    /// <summary>The operation of a node of any file of the compilation.</summary>
    public IOperation? OperationOf(SyntaxNode node, CancellationToken cancellation) =>
        ModelOf(node).GetOperation(node, cancellation);

    /// <summary>The symbol that a node of any file of the compilation names.</summary>
    public ISymbol? SymbolOf(SyntaxNode node, CancellationToken cancellation) => ModelOf(node).GetSymbolInfo(node, cancellation).Symbol;

    private SemanticModel ModelOf(SyntaxNode node) => models.GetOrAdd(node.SyntaxTree, tree => compilation.GetSemanticModel(tree));
}
