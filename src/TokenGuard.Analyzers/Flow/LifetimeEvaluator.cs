using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.Analyzers.Flow;

/// <summary>
/// Answers questions about lengths of time and points in time. Where several values are possible the longest counts, and a whole number of
/// hours or days that is not known is at least one.
/// </summary>
internal sealed class LifetimeEvaluator(TokenFlow flow)
{
    private const double DaysPerMonth = 30;
    private const double DaysPerYear = 365;

    /// <summary>How deep expressions are followed; beyond, they are unknown. It bounds the stack, not the cost.</summary>
    private const int MaxDepth = 64;

    private readonly Dictionary<(IOperation, Question), double?> known = [];
    private int depth;

    private enum Question
    {
        SecondsFromNow,
        Seconds,
        Number,
    }

    /// <summary>How far after now a point in time lies.</summary>
    public TimeSpan? TimeFromNow(IOperation operation) => ToTimeSpan(SecondsFromNow(operation));

    /// <summary>A length of time.</summary>
    public TimeSpan? Duration(IOperation operation) => ToTimeSpan(Seconds(operation));

    /// <summary>A length of time that is given as a number of units.</summary>
    public TimeSpan? Duration(IOperation number, string unit) => ToTimeSpan(Scaled(number, SecondsPer(unit)));

    /// <summary>A number.</summary>
    public double? Number(IOperation operation) => Longest(operation, Question.Number);

    private double? SecondsFromNow(IOperation operation) => Longest(operation, Question.SecondsFromNow);

    private double? Seconds(IOperation operation) => Longest(operation, Question.Seconds);

    private double? Longest(IOperation operation, Question question)
    {
        if (depth == MaxDepth)
        {
            return null;
        }

        if (!known.TryGetValue((operation, question), out var longest))
        {
            // A value that depends on itself, as in a loop, adds nothing.
            known[(operation, question)] = null;
            depth++;
            var origins = flow.Origins(operation, followDefaults: true);
            foreach (var origin in origins)
            {
                var value = question switch
                {
                    Question.SecondsFromNow => SecondsFromNowOf(origin),
                    Question.Seconds => SecondsOf(origin),
                    _ => NumberOf(origin),
                };

                // Of several values, one that is for development only says nothing about production.
                longest = value is null || longest >= value || (origins.Length > 1 && Contexts.IsDevelopmentOnly(origin, flow)) ? longest : value;
            }

            depth--;
            known[(operation, question)] = longest;
        }

        return longest;
    }

    private double? SecondsFromNowOf(IOperation operation) =>
        operation switch
        {
            IPropertyReferenceOperation { Property: { Name: "UtcNow" or "Now" or "Today" } property } when IsTime(property.Type) => 0,
            IPropertyReferenceOperation { Property.Name: "UtcDateTime" or "DateTime" or "LocalDateTime" or "Date" or "Ticks" or "Value", Instance: { } time } when IsTime(time.Type) => SecondsFromNow(time),
            IFieldReferenceOperation { Field: { Name: "MaxValue" } field } when IsTime(field.Type) => double.PositiveInfinity,
            IConversionOperation { Operand: var time } when IsTime(time.Type) => SecondsFromNow(time),
            IObjectCreationOperation { Arguments: [{ Value: var time }, ..] } creation when IsTime(creation.Type) && IsTime(time.Type) => SecondsFromNow(time),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, LeftOperand: var time } sum when IsTime(time.Type) => SecondsFromNow(time) + Seconds(sum.RightOperand),

            // DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 3600
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, LeftOperand: var time } sum => SecondsFromNow(time) + Scaled(sum.RightOperand, IsMilliseconds(time) ? 1e-3 : 1),

            // (expires - epoch).TotalSeconds
            IPropertyReferenceOperation { Property.Name: "TotalSeconds" or "TotalMilliseconds", Instance: { } sinceEpoch } => SecondsFromNowOfDifference(sinceEpoch),
            IInterpolatedStringOperation { Parts: [IInterpolationOperation { Expression: var time }] } => SecondsFromNow(time),
            IInvocationOperation call => SecondsFromNowOf(call),
            _ => null,
        };

    private double? SecondsFromNowOf(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method is { Name: "GetUtcNow" or "GetLocalNow" or "GetNow" } && IsTime(method.ReturnType))
        {
            return 0;
        }

        if (call.Instance is { } time && IsTime(time.Type))
        {
            return method.Name switch
            {
                "Add" when call.Arguments is [var duration] => SecondsFromNow(time) + Seconds(duration.Value),
                "AddDays" or "AddHours" or "AddMinutes" or "AddSeconds" or "AddMilliseconds" or "AddMonths" or "AddYears" when call.Arguments is [var number] =>
                    SecondsFromNow(time) + Scaled(number.Value, SecondsPer(method.Name.Substring(3))),
                "ToUniversalTime" or "ToLocalTime" or "ToUnixTimeSeconds" or "ToUnixTimeMilliseconds" or "ToString" or "GetValueOrDefault" => SecondsFromNow(time),
                _ => null,
            };
        }

        // EpochTime.GetIntDate(expires), ToUnixTimeSeconds().ToString(), Convert.ToInt64((expires - epoch).TotalSeconds)
        return method.Name switch
        {
            "ToString" when call.Instance is { } instance => SecondsFromNow(instance),
            "GetIntDate" or "ToUnixTimeSeconds" or "SpecifyKind" or "ToInt32" or "ToInt64" or "ToString" or "Floor" or "Round" or "Truncate" when call.Arguments is [var argument, ..] => SecondsFromNow(argument.Value),
            _ => null,
        };
    }

    private double? SecondsFromNowOfDifference(IOperation difference) =>
        flow.Origin(difference) switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract, LeftOperand: var time, RightOperand: var start } when IsTime(time.Type) && IsTime(start.Type) => SecondsFromNow(time),
            IInvocationOperation { TargetMethod.Name: "Subtract", Instance: { } time, Arguments: [{ Value: var start }] } when IsTime(time.Type) && IsTime(start.Type) => SecondsFromNow(time),
            _ => null,
        };

    private bool IsMilliseconds(IOperation time) =>
        flow.Origins(time).Any(origin => origin is IInvocationOperation { TargetMethod.Name: "ToUnixTimeMilliseconds" } or IPropertyReferenceOperation { Property.Name: "TotalMilliseconds" });

    private double? SecondsOf(IOperation operation) =>
        operation switch
        {
            IFieldReferenceOperation { Field: { Name: "MaxValue" or "InfiniteTimeSpan" } field } when IsDuration(field.Type) => double.PositiveInfinity,
            IFieldReferenceOperation { Field: { Name: "Zero" } field } when IsDuration(field.Type) => 0,
            IDefaultValueOperation when IsDuration(operation.Type) => 0,
            IPropertyReferenceOperation { Property.Name: "Value", Instance: { } duration } when IsDuration(duration.Type) => Seconds(duration),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum when IsDuration(sum.Type) => Seconds(sum.LeftOperand) + Seconds(sum.RightOperand),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply } product when IsDuration(product.LeftOperand.Type) => Scaled(product.RightOperand, Seconds(product.LeftOperand)),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply } product when IsDuration(product.RightOperand.Type) => Scaled(product.LeftOperand, Seconds(product.RightOperand)),
            IInvocationOperation { TargetMethod: { IsStatic: true } method } call when IsDuration(method.ContainingType) => SecondsOf(call),
            IInvocationOperation { TargetMethod.Name: "Add", Instance: { } duration, Arguments: [var more] } when IsDuration(duration.Type) => Seconds(duration) + Seconds(more.Value),
            IObjectCreationOperation { Arguments: [{ Value: var ticks }] } creation when IsDuration(creation.Type) => Scaled(ticks, 1.0 / TimeSpan.TicksPerSecond),
            IObjectCreationOperation { Arguments.IsEmpty: false } creation when IsDuration(creation.Type) => SumOf(creation.Arguments, unitOfFirst: null),
            _ => null,
        };

    private double? SecondsOf(IInvocationOperation call) =>
        call.TargetMethod.Name switch
        {
            "Parse" when call.Arguments is [{ Value: var text }, ..] => TimeSpan.TryParse(flow.ConstantText(text), CultureInfo.InvariantCulture, out var parsed) ? parsed.TotalSeconds : null,
            var name when name.StartsWith("From", StringComparison.Ordinal) => SumOf(call.Arguments, unitOfFirst: name.Substring(4)),
            _ => null,
        };

    // TimeSpan.FromDays(7), TimeSpan.FromHours(1, minutes: 30), new TimeSpan(7, 0, 0, 0): each parameter has the name of its unit.
    private double? SumOf(IEnumerable<IArgumentOperation> arguments, string? unitOfFirst)
    {
        double? total = 0;
        foreach (var argument in arguments)
        {
            var unit = argument.Parameter is { Ordinal: 0 } && unitOfFirst is not null ? unitOfFirst : argument.Parameter?.Name;
            total += unit is null ? null : Scaled(argument.Value, SecondsPer(unit));
        }

        return total;
    }

    private double? Scaled(IOperation number, double? secondsPerUnit) =>
        (Number(number) ?? (secondsPerUnit >= SecondsPer("hours") && IsPositiveInteger(number) ? 1 : null)) * secondsPerUnit;

    /// <summary>A whole number from the configuration or another object: nobody sets a lifetime to zero. What a caller gives is not judged.</summary>
    private bool IsPositiveInteger(IOperation number) =>
        flow.Origin(number) switch
        {
            IPropertyReferenceOperation { Instance: var instance } property => !IsDuration(instance?.Type) && IsInteger(property.Type),
            IFieldReferenceOperation field => IsInteger(field.Type),
            IInvocationOperation { TargetMethod.Name: "ToInt16" or "ToInt32" or "ToInt64" or "Parse" or "GetValue" } call => IsInteger(call.Type),
            _ => false,
        };

    private double? NumberOf(IOperation operation) =>
        operation switch
        {
            { ConstantValue: { HasValue: true, Value: IConvertible and not (string or bool or char) and var constant } } => Convert.ToDouble(constant, CultureInfo.InvariantCulture),
            IParameterReferenceOperation { Parameter: { HasExplicitDefaultValue: true, ExplicitDefaultValue: IConvertible and not (string or bool or char) and var constant } } => Convert.ToDouble(constant, CultureInfo.InvariantCulture),
            IPropertyReferenceOperation { Property.Name: var name, Instance: { } duration } when IsDuration(duration.Type) && name.StartsWith("Total", StringComparison.Ordinal) => Seconds(duration) / SecondsPer(name.Substring(5)),
            IPropertyReferenceOperation { Property.Name: "Value", Instance: { Type: INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } } number } => Number(number),
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus, Operand: var operand } => -Number(operand),
            IBinaryOperation { LeftOperand: var left, RightOperand: var right } binary => binary.OperatorKind switch
            {
                BinaryOperatorKind.Add => Number(left) + Number(right),
                BinaryOperatorKind.Subtract => Number(left) - Number(right),
                BinaryOperatorKind.Multiply => Number(left) * Number(right),
                BinaryOperatorKind.Divide when Number(right) is { } divisor and not 0 => Number(left) / divisor,
                _ => null,
            },
            _ => null,
        };

    /// <summary>The length of a unit of time, by its plural name; null for another word.</summary>
    public static double? SecondsPer(string unit) =>
        unit.ToUpperInvariant() switch
        {
            "TICKS" => 1.0 / TimeSpan.TicksPerSecond,
            "MICROSECONDS" => 1e-6,
            "MILLISECONDS" => 1e-3,
            "SECONDS" => 1,
            "MINUTES" => 60,
            "HOURS" => 3600,
            "DAYS" => 86400,
            "MONTHS" => DaysPerMonth * 86400,
            "YEARS" => DaysPerYear * 86400,
            _ => null,
        };

    private static TimeSpan? ToTimeSpan(double? seconds) =>
        seconds switch
        {
            null or double.NaN => null,
            { } value when value >= TimeSpan.MaxValue.TotalSeconds => TimeSpan.MaxValue,
            { } value when value <= TimeSpan.MinValue.TotalSeconds => TimeSpan.MinValue,
            { } value => TimeSpan.FromSeconds(value),
        };

    private static bool IsInteger(ITypeSymbol? type) =>
        type is { SpecialType: SpecialType.System_Int16 or SpecialType.System_Int32 or SpecialType.System_Int64 };

    /// <summary>Whether a type is that of a point in time.</summary>
    public static bool IsTime(ITypeSymbol? type) =>
        type is { SpecialType: SpecialType.System_DateTime } or { Name: "DateTimeOffset", ContainingNamespace.Name: nameof(System) }
        || (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] } && IsTime(inner));

    /// <summary>Whether a type is that of a length of time.</summary>
    public static bool IsDuration(ITypeSymbol? type) =>
        type is { Name: nameof(TimeSpan), ContainingNamespace.Name: nameof(System) }
        || (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] } && IsDuration(inner));
}
