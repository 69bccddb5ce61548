using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;

namespace TokenGuard.Analyzers.Storage;

/// <summary>A text that is put together from constants and other values; a character that no header holds stands for each value.</summary>
internal sealed class TextWithHoles
{
    private const char FirstHole = '\uE000';
    private const char LastHole = '\uF8FF';

    /// <summary>So many operations are looked at; what lies beyond is a hole.</summary>
    private const int MaxOperations = 500;

    private static readonly Regex FormatItem = new(@"\{(\d+)[^{}]*\}", RegexOptions.CultureInvariant);

    private readonly TokenFlow flow;
    private readonly StringBuilder text = new();
    private readonly List<IOperation> holes = [];
    private int operations;

    private TextWithHoles(TokenFlow flow) => this.flow = flow;

    /// <summary>The text.</summary>
    public string Text => text.ToString();

    /// <summary>The value that a hole stands for.</summary>
    public IOperation this[char hole] => holes[hole - FirstHole];

    public static bool IsHole(char c) => c is >= FirstHole and <= LastHole;

    /// <summary>Reads literals, interpolated strings, sums, <c>string.Format</c>, <c>Concat</c> and <c>Join</c>, and what a <c>StringBuilder</c> gives, through variables.</summary>
    public static TextWithHoles Of(TokenFlow flow, IOperation operation)
    {
        var result = new TextWithHoles(flow);
        result.Add(operation);
        return result;
    }

    private void Add(IOperation operation)
    {
        operation = operation.WithoutConversions();
        switch (++operations > MaxOperations ? null : operation)
        {
            case { } when ConstantOf(operation) is { } constant:
                text.Append(constant);
                break;
            case IInterpolatedStringOperation interpolated:
                foreach (var part in interpolated.Parts)
                {
                    Add((part as IInterpolatedStringTextOperation)?.Text ?? (part as IInterpolationOperation)?.Expression ?? part);
                }

                break;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                Add(sum.LeftOperand);
                Add(sum.RightOperand);
                break;
            case IInvocationOperation { TargetMethod: { Name: "Format", ContainingType.SpecialType: SpecialType.System_String } } call
                when call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "format") is { } format && ConstantOf(format.Value) is { } template:
                AddFormat(template, call);
                break;
            case IInvocationOperation { TargetMethod: { Name: "Concat", ContainingType.SpecialType: SpecialType.System_String } } call
                when call.Arguments.All(argument => argument.Parameter?.Type.SpecialType == SpecialType.System_String):
                foreach (var argument in call.Arguments)
                {
                    Add(argument.Value);
                }

                break;
            case IInvocationOperation { TargetMethod: { Name: "Join", ContainingType.SpecialType: SpecialType.System_String }, Arguments: [{ Value: var separator }, .. var joined] } when ConstantOf(separator) is { } between:
                var elements = joined.SelectMany(argument => argument.Elements()).ToList();
                for (var i = 0; i < elements.Count; i++)
                {
                    text.Append(i == 0 ? string.Empty : between);
                    Add(elements[i]);
                }

                break;
            case IInvocationOperation { TargetMethod: { Name: "ToString", ContainingType.Name: "StringBuilder" }, Instance: { } builder } when flow.AppendedTo(builder) is { IsEmpty: false } pieces:
                foreach (var piece in pieces)
                {
                    Add(piece);
                }

                break;
            case ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add } longer:
                Add(longer.Target);
                Add(longer.Value);
                break;
            case ILocalReferenceOperation when flow.Origin(operation) is IInterpolatedStringOperation or IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } or ICompoundAssignmentOperation:
                Add(flow.Origin(operation)!);
                break;
            default:
                AddHole(operation);
                break;
        }
    }

    // A constant that itself holds such a character is not read.
    private string? ConstantOf(IOperation operation) => flow.ConstantText(operation) is { } constant && !constant.Any(IsHole) ? constant : null;

    private void AddFormat(string template, IInvocationOperation call)
    {
        var values = call.Arguments.Where(argument => argument.Parameter?.Name.StartsWith("arg", StringComparison.Ordinal) == true)
            .SelectMany(argument => argument.Value is IArrayCreationOperation { Initializer: { } elements } ? elements.ElementValues : ImmutableArray.Create(argument.Value))
            .ToList();
        var end = 0;
        foreach (Match item in FormatItem.Matches(template))
        {
            text.Append(template, end, item.Index - end);
            end = item.Index + item.Length;
            if (int.TryParse(item.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < values.Count)
            {
                Add(values[index]);
            }
        }

        text.Append(template, end, template.Length - end);
    }

    private void AddHole(IOperation operation)
    {
        if (holes.Count <= LastHole - FirstHole)
        {
            text.Append((char)(FirstHole + holes.Count));
            holes.Add(operation);
        }
    }
}
