using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.Analyzers.Leakage;

/// <summary>What the constant pieces of a text say.</summary>
internal static class TokenTexts
{
    /// <summary>The constant pieces of a text that is put together where it stands.</summary>
    public static IEnumerable<string> ConstantsIn(IOperation text)
    {
        if (text.ConstantValue is { HasValue: true, Value: var constant })
        {
            return constant is string piece ? [piece] : [];
        }

        return text switch
        {
            IConversionOperation conversion => ConstantsIn(conversion.Operand),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => ConstantsIn(sum.LeftOperand).Concat(ConstantsIn(sum.RightOperand)),
            IInterpolatedStringOperation interpolated => interpolated.Parts.OfType<IInterpolatedStringTextOperation>().SelectMany(part => ConstantsIn(part.Text)),
            IInvocationOperation { TargetMethod: { Name: "Format" or "Concat", ContainingType.SpecialType: SpecialType.System_String } } call => call.Arguments.SelectMany(argument => argument.Elements()).SelectMany(ConstantsIn),
            _ => [],
        };
    }
}
