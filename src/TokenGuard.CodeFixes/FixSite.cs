using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TokenGuard.CodeFixes;

/// <summary>Where a diagnostic stands.</summary>
internal sealed class FixSite
{
    private FixSite(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        Diagnostic = diagnostic;
        Node = node;
        Model = model;
        CancellationToken = cancellation;
    }

    public Diagnostic Diagnostic { get; }

    /// <summary>The innermost node of the diagnostic's span.</summary>
    public SyntaxNode Node { get; }

    /// <summary>The innermost node of the first other place that belongs to the diagnostic, where the mistake was made; <see cref="Node"/> when there is none.</summary>
    public SyntaxNode Origin =>
        Diagnostic.AdditionalLocations.Count > 0 && Diagnostic.AdditionalLocations[0].SourceTree == Node.SyntaxTree
            ? Node.SyntaxTree.GetRoot(CancellationToken).FindNode(Diagnostic.AdditionalLocations[0].SourceSpan, getInnermostNodeForTie: true)
            : Node;

    public SemanticModel Model { get; }

    public CancellationToken CancellationToken { get; }

    /// <summary>Whether an expression, or what a type is named by, is a text.</summary>
    public bool IsText(ExpressionSyntax expression) => Model.GetTypeInfo(expression, CancellationToken).Type?.SpecialType == SpecialType.System_String;

    public static async Task<FixSite?> CreateAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        return root is not null && model is not null && root.FullSpan.Contains(diagnostic.Location.SourceSpan)
            ? new FixSite(diagnostic, root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true), model, cancellation)
            : null;
    }
}
