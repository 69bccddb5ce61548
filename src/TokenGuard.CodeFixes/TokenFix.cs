using Microsoft.CodeAnalysis.Editing;

namespace TokenGuard.CodeFixes;

/// <summary>One way to repair a diagnostic.</summary>
/// <param name="title">What it does, as the lightbulb shows it.</param>
/// <param name="equivalenceKey">Names fixes that "fix all" applies together; never changes between versions.</param>
/// <param name="edit">
/// Makes the edit. Nodes are those of the diagnostic's document; where edits may meet on one node, it is replaced by a function of its current form.
/// </param>
internal sealed class TokenFix(string title, string equivalenceKey, Action<DocumentEditor> edit)
{
    public string Title => title;

    public string EquivalenceKey => equivalenceKey;

    public Action<DocumentEditor> Edit => edit;
}
