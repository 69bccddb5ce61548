using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TokenGuard.Analyzers.Flow.Sinks;

namespace TokenGuard.Analyzers;

/// <summary>
/// One file, for a rule whose findings do not lie where it looks: it sees the call that uses an object and reports where the object is
/// made. What an operation action reports outside of its operation editors show late, and offer no fix for.
/// </summary>
internal readonly struct FileContext(SemanticModelAnalysisContext context, TokenProject project)
{
    /// <summary>The operations of the file whose syntax is a candidate, in the order of the text.</summary>
    public IEnumerable<OperationContext> Operations(Func<SyntaxNode, bool> isCandidate)
    {
        foreach (var node in context.SemanticModel.SyntaxTree.GetRoot(context.CancellationToken).DescendantNodes().Where(isCandidate))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (context.SemanticModel.GetOperation(node, context.CancellationToken) is { } operation)
            {
                yield return new OperationContext(operation, context, project);
            }
        }
    }

    /// <summary>The methods whose arguments may reach a sink.</summary>
    public SinkNames SinkNames => project.SinkNames(context.CancellationToken);
}
