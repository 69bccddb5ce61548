using System.Collections.Immutable;
using TokenGuard.Analyzers;

namespace TokenGuard.Benchmarks.Measuring;

/// <summary>What analyzers add to a build.</summary>
internal static class BuildTime
{
    // The server compiles its own code with more and more care while it is young.
    private const int WarmUps = 3;
    private const int Runs = 7;

    private static readonly string Sdk =
        $"-a:\"{Path.Combine(Locations.Of("SdkAnalyzers"), "Microsoft.CodeAnalysis.NetAnalyzers.dll")}\" " +
        $"-a:\"{Path.Combine(Locations.Of("SdkAnalyzers"), "Microsoft.CodeAnalysis.CSharp.NetAnalyzers.dll")}\" " +
        $"-analyzerconfig:\"{AnalyzerSet.SdkConfiguration}\"";

    private static readonly string TokenGuard = $"-a:\"{typeof(TokenGuardAnalyzer).Assembly.Location}\"";

    /// <summary>The best times; the builds take turns, so that a busy minute of the machine hits all of them.</summary>
    public static async Task<BuildTimes> MeasureAsync(Compiler compiler, string project, ImmutableArray<string> files)
    {
        var folder = compiler.Write(project, files);
        string[] options = [Sdk, $"{Sdk} {TokenGuard}", Sdk, string.Empty, TokenGuard];
        var best = new BuildCost[options.Length];
        for (var run = -WarmUps; run < Runs; run++)
        {
            for (var i = 0; i < options.Length; i++)
            {
                var cost = await compiler.BuildAsync(folder, options[i]);
                best[i] = run <= 0 ? cost : best[i].BestOf(cost);
            }
        }

        return new BuildTimes(best[0], best[1], best[2], best[3], best[4]);
    }
}

/// <summary>The best of several builds of one project.</summary>
/// <param name="Sdk">With the default analyzers of the SDK.</param>
/// <param name="SdkAndTokenGuard">With TokenGuard, too.</param>
/// <param name="SdkAgain">Measured as if it were something else: how far it is from <paramref name="Sdk"/> is noise.</param>
/// <param name="None">Without any analyzer.</param>
/// <param name="TokenGuard">With TokenGuard alone.</param>
internal sealed record BuildTimes(BuildCost Sdk, BuildCost SdkAndTokenGuard, BuildCost SdkAgain, BuildCost None, BuildCost TokenGuard);
