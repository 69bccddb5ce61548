using Microsoft.CodeAnalysis;

namespace TokenGuard.Analyzers.Flow;

/// <summary>Lengths of time and points in time, evaluated at compile time. Where several values are possible, the longest counts.</summary>
internal readonly partial struct TokenFlow
{
    /// <summary>A length of time; <see cref="TimeSpan.MaxValue"/> for more than can be counted, null when it is not known.</summary>
    public TimeSpan? LongestDuration(IOperation operation) => new LifetimeEvaluator(this).Duration(operation);

    /// <summary>A length of time that is given as a number of units: <c>"minutes"</c>.</summary>
    public TimeSpan? LongestDuration(IOperation number, string unit) => new LifetimeEvaluator(this).Duration(number, unit);

    /// <summary>How far after now a point in time lies: <c>DateTime.UtcNow.AddDays(7)</c>; <see cref="TimeSpan.MaxValue"/> for never, null when it is not known.</summary>
    public TimeSpan? LongestTimeFromNow(IOperation operation) => new LifetimeEvaluator(this).TimeFromNow(operation);

    /// <summary>A number, evaluated through variables, read-only fields, options with a default, and arithmetic; null when it is not constant.</summary>
    public double? Number(IOperation operation) => new LifetimeEvaluator(this).Number(operation);
}
