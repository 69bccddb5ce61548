using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Shop.Common;

/// <summary>Checks of arguments.</summary>
public static class Guard
{
    public static string NotEmpty([NotNull] string? value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        string.IsNullOrWhiteSpace(value) ? throw new ArgumentException("A text is missing.", name) : value;

    public static T InRange<T>(T value, T first, T last, [CallerArgumentExpression(nameof(value))] string? name = null)
        where T : IComparable<T> =>
        value.CompareTo(first) < 0 || value.CompareTo(last) > 0 ? throw new ArgumentOutOfRangeException(name) : value;
}
