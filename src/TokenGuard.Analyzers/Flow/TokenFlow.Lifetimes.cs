using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.Analyzers.Flow;

/// <summary>Lengths of time and points in time, evaluated at compile time. Where several values are possible, the longest counts.</summary>
internal readonly partial struct TokenFlow
{
    private const double DaysPerMonth = 30;
    private const double DaysPerYear = 365;

    /// <summary>A length of time; <see cref="TimeSpan.MaxValue"/> for more than can be counted, null when it is not constant.</summary>
    public TimeSpan? LongestDuration(IOperation operation) => Longest(operation, DurationOf);

    /// <summary>How far after now a point in time lies: <c>DateTime.UtcNow.AddDays(7)</c>; <see cref="TimeSpan.MaxValue"/> for never, null when it is not constant.</summary>
    public TimeSpan? LongestTimeFromNow(IOperation operation) => Longest(operation, TimeFromNowOf);

    private TimeSpan? Longest(IOperation operation, Func<IOperation, TimeSpan?> evaluate)
    {
        TimeSpan? longest = null;
        foreach (var origin in Origins(operation, followDefaults: true))
        {
            if (evaluate(origin) is { } value && !(longest >= value))
            {
                longest = value;
            }
        }

        return longest;
    }

    private TimeSpan? TimeFromNowOf(IOperation operation)
    {
        switch (operation)
        {
            case IPropertyReferenceOperation { Property: { Name: "UtcNow" or "Now" or "Today" } property } when IsTime(property.Type):
                return TimeSpan.Zero;
            case IPropertyReferenceOperation { Property.Name: "UtcDateTime" or "DateTime" or "LocalDateTime" or "Date", Instance: { } time } when IsTime(time.Type):
                return LongestTimeFromNow(time);
            case IFieldReferenceOperation { Field: { Name: "MaxValue" } field } when IsTime(field.Type):
                return TimeSpan.MaxValue;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum when IsTime(sum.LeftOperand.Type):
                return Sum(LongestTimeFromNow(sum.LeftOperand), LongestDuration(sum.RightOperand));
            case IObjectCreationOperation { Arguments: [var time, ..] } creation when IsTime(creation.Type) && IsTime(time.Value.Type):
                return LongestTimeFromNow(time.Value);
            case IInvocationOperation call:
                return TimeFromNowOf(call);

            // (expires - epoch).TotalSeconds
            case IPropertyReferenceOperation { Property.Name: "TotalSeconds", Instance: IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract } sinceEpoch } when IsTime(sinceEpoch.LeftOperand.Type):
                return LongestTimeFromNow(sinceEpoch.LeftOperand);
            default:
                return null;
        }
    }

    private TimeSpan? TimeFromNowOf(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method is { Name: "GetUtcNow" or "GetLocalNow" or "GetNow" } && IsTime(method.ReturnType))
        {
            return TimeSpan.Zero;
        }

        if (call.Instance is { } time && IsTime(time.Type))
        {
            return method.Name switch
            {
                "Add" => Sum(LongestTimeFromNow(time), LongestDuration(call.Arguments[0].Value)),
                "AddDays" or "AddHours" or "AddMinutes" or "AddSeconds" or "AddMilliseconds" or "AddMonths" or "AddYears" =>
                    Sum(LongestTimeFromNow(time), Scaled(call.Arguments[0].Value, SecondsPer(method.Name.Substring(3)))),
                "ToUniversalTime" or "ToLocalTime" or "ToUnixTimeSeconds" or "ToUnixTimeMilliseconds" => LongestTimeFromNow(time),
                _ => null,
            };
        }

        // EpochTime.GetIntDate(expires), new DateTimeOffset(expires).ToUnixTimeSeconds().ToString()
        return method.Name switch
        {
            "GetIntDate" or "ToUnixTimeSeconds" when call.Arguments is [var argument, ..] => LongestTimeFromNow(argument.Value),
            "ToString" when call.Instance is { } instance => LongestTimeFromNow(instance),
            "SpecifyKind" when call.Arguments is [var value, ..] => LongestTimeFromNow(value.Value),
            _ => null,
        };
    }

    private TimeSpan? DurationOf(IOperation operation)
    {
        switch (operation)
        {
            case IFieldReferenceOperation { Field: { Name: "MaxValue" or "InfiniteTimeSpan" } field } when IsDuration(field.Type) || field.ContainingType.Name == "Timeout":
                return TimeSpan.MaxValue;
            case IDefaultValueOperation or IFieldReferenceOperation { Field.Name: "Zero" } when IsDuration(operation.Type):
                return TimeSpan.Zero;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum when IsDuration(sum.Type):
                return Sum(LongestDuration(sum.LeftOperand), LongestDuration(sum.RightOperand));
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply } product when IsDuration(product.Type):
                return Product(product.LeftOperand, product.RightOperand) ?? Product(product.RightOperand, product.LeftOperand);
            case IInvocationOperation { TargetMethod: { IsStatic: true } method } call when IsDuration(method.ContainingType) && method.Name.StartsWith("From", StringComparison.Ordinal):
                return FromParts(call.Arguments, name => SecondsPer(name), method.Name.Substring(4));
            case IObjectCreationOperation { Arguments.IsEmpty: false } creation when IsDuration(creation.Type):
                return creation.Arguments.Length == 1
                    ? Scaled(creation.Arguments[0].Value, 1.0 / TimeSpan.TicksPerSecond)
                    : FromParts(creation.Arguments, name => SecondsPer(name), null);
            default:
                return null;
        }
    }

    // TimeSpan.FromDays(7), TimeSpan.FromHours(1, minutes: 30), new TimeSpan(7, 0, 0, 0): each parameter has the name of its unit.
    private TimeSpan? FromParts(IEnumerable<IArgumentOperation> arguments, Func<string, double?> secondsPer, string? unitOfFirst)
    {
        TimeSpan? total = TimeSpan.Zero;
        foreach (var argument in arguments.OrderBy(argument => argument.Parameter?.Ordinal))
        {
            var unit = argument.Parameter is { Ordinal: 0 } && unitOfFirst is not null ? unitOfFirst : argument.Parameter?.Name;
            total = Sum(total, unit is null ? null : Scaled(argument.Value, secondsPer(unit)));
        }

        return total;
    }

    private TimeSpan? Product(IOperation duration, IOperation factor) =>
        IsDuration(duration.Type) && LongestDuration(duration) is { } value ? Scaled(factor, value.TotalSeconds) : null;

    private TimeSpan? Scaled(IOperation number, double? secondsPerUnit) =>
        Number(number) is { } value && secondsPerUnit is { } seconds ? FromSeconds(value * seconds) : null;

    /// <summary>A number, evaluated through variables, read-only fields, options with a default, and arithmetic; null when it is not constant.</summary>
    public double? Number(IOperation operation)
    {
        double? largest = null;
        foreach (var origin in Origins(operation, followDefaults: true))
        {
            var value = origin switch
            {
                { ConstantValue: { HasValue: true, Value: IConvertible and not (string or bool) and var constant } } => Convert.ToDouble(constant, System.Globalization.CultureInfo.InvariantCulture),
                IBinaryOperation binary => Arithmetic(binary),
                _ => null,
            };
            if (value is not null && !(largest >= value))
            {
                largest = value;
            }
        }

        return largest;
    }

    private double? Arithmetic(IBinaryOperation binary) =>
        binary.OperatorKind switch
        {
            BinaryOperatorKind.Add => Number(binary.LeftOperand) + Number(binary.RightOperand),
            BinaryOperatorKind.Subtract => Number(binary.LeftOperand) - Number(binary.RightOperand),
            BinaryOperatorKind.Multiply => Number(binary.LeftOperand) * Number(binary.RightOperand),
            BinaryOperatorKind.Divide when Number(binary.RightOperand) is { } divisor and not 0 => Number(binary.LeftOperand) / divisor,
            _ => null,
        };

    private static double? SecondsPer(string unit) =>
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

    private static TimeSpan? Sum(TimeSpan? left, TimeSpan? right) =>
        left is { } a && right is { } b ? a == TimeSpan.MaxValue || b == TimeSpan.MaxValue ? TimeSpan.MaxValue : FromSeconds(a.TotalSeconds + b.TotalSeconds) : null;

    private static TimeSpan FromSeconds(double seconds) =>
        seconds >= TimeSpan.MaxValue.TotalSeconds ? TimeSpan.MaxValue
        : seconds <= TimeSpan.MinValue.TotalSeconds || double.IsNaN(seconds) ? TimeSpan.MinValue
        : TimeSpan.FromSeconds(seconds);

    private static bool IsTime(ITypeSymbol? type) =>
        type is { SpecialType: SpecialType.System_DateTime } or { Name: "DateTimeOffset", ContainingNamespace.Name: nameof(System) }
        || (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] } && IsTime(inner));

    private static bool IsDuration(ITypeSymbol? type) =>
        type is { Name: nameof(TimeSpan), ContainingNamespace.Name: nameof(System) }
        || (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] } && IsDuration(inner));
}
