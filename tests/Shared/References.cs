using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace TokenGuard.Tests;

/// <summary>What the code under test is compiled with: the reference assemblies that this project's build was given.</summary>
internal static class References
{
    // Left out: what would make every test look like a test project, and our own assemblies.
    private static readonly string[] NotReferenced = ["xunit", "Microsoft.TestPlatform", "Microsoft.VisualStudio", "testhost", "Microsoft.CodeAnalysis", "TokenGuard", "NuGet."];

    /// <summary>.NET, ASP.NET Core and every library that a rule is about.</summary>
    public static ImmutableArray<MetadataReference> All { get; } = Load(_ => true);

    /// <summary>.NET and ASP.NET Core, without packages.</summary>
    public static ImmutableArray<MetadataReference> WithoutLibraries { get; } = Load(path => path.Contains(".App.Ref", StringComparison.Ordinal));

    private static ImmutableArray<MetadataReference> Load(Func<string, bool> isWanted)
    {
        var references = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "refs.txt"))
            .Where(path => !NotReferenced.Any(name => Path.GetFileName(path).StartsWith(name, StringComparison.OrdinalIgnoreCase)))
            .Where(isWanted)
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))
            .ToImmutableArray();
        return references.Length > 100 ? references : throw new InvalidOperationException($"refs.txt gave {references.Length} references; the code under test would not compile.");
    }
}
