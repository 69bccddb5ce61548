using System.Collections.Immutable;

namespace TokenGuard.Benchmarks.Shapes;

/// <summary>One shape of code in growing sizes: what is measured is how the time grows with it.</summary>
/// <param name="Name">What grows.</param>
/// <param name="Sizes">How many of it; each twice the one before.</param>
/// <param name="FilesOf">The files of a project of one size.</param>
internal sealed record Series(string Name, ImmutableArray<int> Sizes, Func<int, ImmutableArray<string>> FilesOf)
{
    /// <summary>The sizes of dotnet/roslyn-analyzers#7849, and one more.</summary>
    public static readonly ImmutableArray<int> CallSiteSizes = [137, 274, 548, 1096, 2192];

    public static readonly ImmutableArray<int> BodySizes = [200, 400, 800, 1600];

    public static ImmutableArray<Series> All { get; } = [.. CallSites.All, .. CallChains.All, .. GrowingBodies.All, Projects.OneLongFile];

    /// <summary>Lines of code, numbered from 0.</summary>
    public static string Lines(int count, Func<int, string> line) => string.Join('\n', Enumerable.Range(0, count).Select(line));
}
