using System.Reflection;

namespace TokenGuard.Benchmarks.Measuring;

/// <summary>Where on this machine lies what is measured beside our analyzers; the project file knows.</summary>
internal static class Locations
{
    public static string Of(string key) =>
        typeof(Locations).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
