using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace TokenGuard.Analyzers.Flow;

/// <summary>The bodies that rules asked about; each is read once a compilation.</summary>
internal sealed class Bodies(Compilation compilation)
{
    private readonly ConcurrentDictionary<SyntaxNode, Body> bodies = new();
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel?> models = new();
    private readonly ConditionalWeakTable<IOperation, Body> analyzed = new();

    /// <summary>The body that is analyzed; it is not kept longer than its operations when no rule asks more about it.</summary>
    public Body Analyzed(IOperation root) => analyzed.GetValue(root, static root => new Body(root));

    /// <summary>The body that holds an operation.</summary>
    public Body Of(IOperation operation)
    {
        var root = operation.Root();
        return bodies.TryGetValue(root.Syntax, out var body) ? body : bodies.GetOrAdd(root.Syntax, Analyzed(root));
    }

    /// <summary>The operation of a node of any file of the compilation.</summary>
    public IOperation? OperationOf(SyntaxNode node, CancellationToken cancellation) => ModelOf(node.SyntaxTree)?.GetOperation(node, cancellation);

    /// <summary>The symbol that a node of any file of the compilation names; where code is not finished, the only one that it can mean.</summary>
    public ISymbol? SymbolOf(SyntaxNode node, CancellationToken cancellation)
    {
        var named = ModelOf(node.SyntaxTree)?.GetSymbolInfo(node, cancellation);
        return named?.Symbol ?? (named?.CandidateSymbols is [var only] ? only : null);
    }

    /// <summary>
    /// Takes the models of files before the compiler's driver has done with them: what it binds there, and what is bound here, is bound once.
    /// </summary>
    public void Share(IEnumerable<SyntaxTree> trees)
    {
        foreach (var tree in trees)
        {
            ModelOf(tree);
        }
    }

    // The files of another project, whose symbols an editor knows by their source, have no model here.
    private SemanticModel? ModelOf(SyntaxTree tree) => models.GetOrAdd(tree, file => compilation.ContainsSyntaxTree(file) ? compilation.GetSemanticModel(file) : null);
}
