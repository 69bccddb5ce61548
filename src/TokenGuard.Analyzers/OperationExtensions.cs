using Microsoft.CodeAnalysis;

namespace TokenGuard.Analyzers;

/// <summary>Questions about operations.</summary>
internal static class OperationExtensions
{
    /// <summary>The outermost operation around one: the whole body of a member, not of a lambda in it, or the initialiser of a field or property.</summary>
    public static IOperation Root(this IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }
}
