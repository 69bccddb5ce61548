using System.Collections.Immutable;
using System.Globalization;

namespace TokenGuard.Analyzers.Flow;

/// <summary>What a diagnostic tells its fix about a lifetime that is too long.</summary>
internal static class SuggestedLifetime
{
    private const string SecondsKey = "seconds";
    private const string UnitKey = "unit";

    /// <summary>The properties of the diagnostic.</summary>
    /// <param name="lifetime">How long it should be.</param>
    /// <param name="secondsPerUnit">The seconds of one unit, where a plain number is reported; null elsewhere.</param>
    public static ImmutableDictionary<string, string?> Properties(TimeSpan lifetime, double? secondsPerUnit = null) =>
        ImmutableDictionary<string, string?>.Empty.Add(SecondsKey, Text(lifetime.TotalSeconds)).Add(UnitKey, secondsPerUnit is { } unit ? Text(unit) : null);

    /// <summary>The seconds that the lifetime should have, and those of one unit.</summary>
    public static (double Seconds, double? SecondsPerUnit) Of(ImmutableDictionary<string, string?> properties) =>
        (Number(properties[SecondsKey]!), properties[UnitKey] is { } unit ? Number(unit) : null);

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
