using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.Analyzers.Flow;

/// <summary>The values that a text is put together from: <c>"Bearer " + token</c>, <c>$"a={x}; b={y}"</c>.</summary>
internal static class TokenParts
{
    private const int MaxDepth = 8;

    /// <summary>The elements of an array or collection expression that is written where it stands.</summary>
    public static ImmutableArray<IOperation> ElementsOf(IOperation list) =>
        list is IArrayCreationOperation { Initializer.ElementValues: var elements } ? elements
        : list.Syntax is CollectionExpressionSyntax ? list.ChildOperations.ToImmutableArray()
        : ImmutableArray<IOperation>.Empty;

    /// <summary>Its parts that are no constants; the text itself when it is not put together.</summary>
    public static ImmutableArray<IOperation> Of(IOperation text, TokenFlow flow)
    {
        var parts = ImmutableArray.CreateBuilder<IOperation>();
        Add(text, MaxDepth);
        return parts.ToImmutable();

        void Add(IOperation part, int depth)
        {
            if (part.ConstantValue.HasValue || depth == 0)
            {
                return;
            }

            switch (part)
            {
                case IConversionOperation { OperatorMethod: null } conversion:
                    Add(conversion.Operand, depth);
                    break;
                case IParenthesizedOperation parenthesized:
                    Add(parenthesized.Operand, depth);
                    break;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                    Add(sum.LeftOperand, depth - 1);
                    Add(sum.RightOperand, depth - 1);
                    break;
                case IInterpolatedStringOperation interpolated:
                    foreach (var hole in interpolated.Parts.OfType<IInterpolationOperation>())
                    {
                        Add(hole.Expression, depth - 1);
                    }

                    break;
                case IArrayCreationOperation { Initializer: { } elements }:
                    foreach (var element in elements.ElementValues)
                    {
                        Add(element, depth - 1);
                    }

                    break;
                case IInvocationOperation { TargetMethod: { Name: "Format" or "Concat" or "Join", ContainingType.SpecialType: SpecialType.System_String } } call:
                    foreach (var piece in call.Arguments.SelectMany(argument => argument.Elements()))
                    {
                        Add(piece, depth - 1);
                    }

                    break;
                case IInvocationOperation { TargetMethod: { Name: "FromResult", ContainingType.Name: "Task" or "ValueTask" }, Arguments: [var result] }:
                    Add(result.Value, depth - 1);
                    break;
                case ILocalReferenceOperation when flow.Origin(part) is IBinaryOperation or IInterpolatedStringOperation:
                    Add(flow.Origin(part)!, depth - 1);
                    break;
                default:
                    parts.Add(part);
                    break;
            }
        }
    }
}
