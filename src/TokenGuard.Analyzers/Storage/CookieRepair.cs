using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace TokenGuard.Analyzers.Storage;

/// <summary>
/// Where and how one attribute of a cookie is set right. A diagnostic carries all repairs of its cookie: the places, each once, as the first
/// additional locations; kind, member and the number of the place as a property.
/// </summary>
/// <param name="Kind">What stands at the place.</param>
/// <param name="Member">The attribute, as its object names it: <c>HttpOnly</c>, <c>Secure</c>, <c>SecurePolicy</c>, <c>SameSite</c>.</param>
/// <param name="Place">The span of the node that is changed.</param>
internal readonly record struct CookieRepair(CookieRepairKind Kind, string Member, Location Place)
{
    /// <summary>What makes a cookie safe without any client noticing.</summary>
    private const string HardenProperty = "Harden";

    /// <summary>Where <c>SameSite</c> can be made stricter.</summary>
    private const string SameSiteProperty = "SameSite";

    /// <summary>The properties and additional locations of a diagnostic.</summary>
    public static (ImmutableDictionary<string, string?> Properties, ImmutableArray<Location> Places) Describe(
        ImmutableArray<CookieRepair> harden, ImmutableArray<CookieRepair> sameSite)
    {
        var places = harden.Concat(sameSite).Select(repair => repair.Place).Distinct().ToImmutableArray();
        return (ImmutableDictionary<string, string?>.Empty.Add(HardenProperty, Text(harden, places)).Add(SameSiteProperty, Text(sameSite, places)), places);
    }

    /// <summary>The repairs that make the cookie of a diagnostic safe without any client noticing.</summary>
    public static ImmutableArray<CookieRepair> Hardening(Diagnostic diagnostic) => Read(diagnostic, HardenProperty);

    /// <summary>The repairs that set or change <c>SameSite</c>.</summary>
    public static ImmutableArray<CookieRepair> SameSite(Diagnostic diagnostic) => Read(diagnostic, SameSiteProperty);

    private static string Text(ImmutableArray<CookieRepair> repairs, ImmutableArray<Location> places) =>
        string.Join(" ", repairs.Select(repair => $"{repair.Kind}:{repair.Member}:{places.IndexOf(repair.Place)}"));

    private static ImmutableArray<CookieRepair> Read(Diagnostic diagnostic, string property)
    {
        var repairs = ImmutableArray.CreateBuilder<CookieRepair>();
        if (diagnostic.Properties.TryGetValue(property, out var text) && text is { Length: > 0 })
        {
            foreach (var entry in text.Split(' ').Select(entry => entry.Split(':')))
            {
                var place = diagnostic.AdditionalLocations[int.Parse(entry[2], CultureInfo.InvariantCulture)];
                repairs.Add(new CookieRepair((CookieRepairKind)Enum.Parse(typeof(CookieRepairKind), entry[0]), entry[1], place));
            }
        }

        return repairs.ToImmutable();
    }
}

/// <summary>What a repair of a cookie changes.</summary>
internal enum CookieRepairKind
{
    /// <summary>An assignment gets another value.</summary>
    Assignment,

    /// <summary>The initialiser of an object gets another member.</summary>
    Creation,

    /// <summary>A call without options gets some.</summary>
    Call,

    /// <summary>The text of a header gets another attribute.</summary>
    Text,
}
