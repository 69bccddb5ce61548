using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.Analyzers.Flow;

/// <summary>Two values that are compared until the first difference, and what compares them: <c>==</c>, <c>Equals</c>, <c>SequenceEqual</c>.</summary>
internal readonly record struct Comparison(string Name, IOperation Left, IOperation Right)
{
    /// <summary>What an operation compares; null when it compares no texts or sequences.</summary>
    public static Comparison? Of(IOperation operation) =>
        operation switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } binary when IsText(binary) => new("==", binary.LeftOperand, binary.RightOperand),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } binary when IsText(binary) => new("!=", binary.LeftOperand, binary.RightOperand),
            IInvocationOperation { TargetMethod: { Name: "Equals" or "SequenceEqual" or "Compare" or "CompareOrdinal" or "CompareTo" or "SequenceCompareTo" } method } call =>
                call is { Instance: { } left, Arguments: [{ Value: var right }, ..] } ? new(method.Name, left, right)
                : call.Arguments is [{ Value: var first }, { Value: var second }, ..] ? new(method.Name, first, second)
                : null,
            _ => null,
        };

    // Arrays are compared as objects. Of what is not resolved, the other side tells.
    private static bool IsText(IBinaryOperation binary) => IsText(binary.LeftOperand.Type) || (binary.LeftOperand.Type is null or { TypeKind: TypeKind.Error } && IsText(binary.RightOperand.Type));

    private static bool IsText(ITypeSymbol? type) => type is { SpecialType: SpecialType.System_String } or { Name: "StringValues" };
}
