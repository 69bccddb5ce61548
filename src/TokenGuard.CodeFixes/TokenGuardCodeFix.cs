using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

namespace TokenGuard.CodeFixes;

/// <summary>What all TokenGuard code fixes have in common: a fix only says which edits repair one diagnostic.</summary>
public abstract class TokenGuardCodeFix : CodeFixProvider
{
    private readonly bool isBulkSafe;

    /// <param name="isBulkSafe">Whether "fix all" and <c>dotnet format</c> may apply the fixes: a correct client notices nothing of them.</param>
    /// <param name="ids">The rules that are repaired.</param>
    private protected TokenGuardCodeFix(bool isBulkSafe, params string[] ids)
    {
        this.isBulkSafe = isBulkSafe;
        FixableDiagnosticIds = ImmutableArray.Create(ids);
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider? GetFixAllProvider() =>
        isBulkSafe ? FixAllProvider.Create((context, document, diagnostics) => FixAllAsync(document, diagnostics, context.CodeActionEquivalenceKey, context.CancellationToken)) : null;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await FixSite.CreateAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is { } site)
            {
                foreach (var fix in FixesOf(site))
                {
                    context.RegisterCodeFix(
                        CodeAction.Create(fix.Title, cancellation => ApplyAsync(context.Document, fix, cancellation), fix.EquivalenceKey),
                        diagnostic);
                }
            }
        }
    }

    /// <summary>The fixes of one diagnostic, the best first; none when no edit is sure to compile.</summary>
    private protected abstract IEnumerable<TokenFix> FixesOf(FixSite site);

    private static async Task<Document> ApplyAsync(Document document, TokenFix fix, CancellationToken cancellation)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellation).ConfigureAwait(false);
        fix.Edit(editor);
        return editor.GetChangedDocument();
    }

    // One editor for all: edits of sibling diagnostics touch the same node, and each sees what the one before it made of it.
    private async Task<Document?> FixAllAsync(Document document, ImmutableArray<Diagnostic> diagnostics, string? equivalenceKey, CancellationToken cancellation)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellation).ConfigureAwait(false);
        foreach (var diagnostic in diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start))
        {
            if (await FixSite.CreateAsync(document, diagnostic, cancellation).ConfigureAwait(false) is { } site)
            {
                FixesOf(site).FirstOrDefault(fix => fix.EquivalenceKey == equivalenceKey)?.Edit(editor);
            }
        }

        return editor.GetChangedDocument();
    }
}
