using System.Collections.Immutable;

namespace TokenGuard.Benchmarks.Parts;

/// <summary>A part of what is measured.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="RunAsync">Measures and prints; what it is given narrows the growth series.</param>
internal sealed record Part(string Name, Func<string, Task<ImmutableArray<Budget>>> RunAsync)
{
    public static ImmutableArray<Part> All { get; } =
    [
        new("build", _ => BuildPart.RunAsync()),
        new("rules", _ => RulesPart.RunAsync()),
        new("growth", GrowthPart.RunAsync),
        new("memory", _ =>
        {
            MemoryPart.Run();
            return Task.FromResult(ImmutableArray<Budget>.Empty);
        }),
        new("runtime", _ => RuntimePart.RunAsync()),
        new("refresh", _ => RefreshPart.RunAsync()),
        new("comparison", async _ =>
        {
            await ComparisonPart.RunAsync();
            return [];
        }),
    ];
}
