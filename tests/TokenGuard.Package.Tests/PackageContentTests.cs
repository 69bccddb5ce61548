using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace TokenGuard.Package.Tests;

/// <summary>What lies in the package, and what its assemblies ask of the compiler that loads them.</summary>
[Collection(PackageTests.Name)]
public class PackageContentTests
{
    [Fact]
    public async Task The_package_holds_analyzers_fixes_presets_and_documents_and_nothing_else()
    {
        using var package = ZipFile.OpenRead((await PackedPackage.GetAsync()).NupkgPath);
        Assert.Equal(
            [
                "README.md",
                "TokenGuard.Analyzers.nuspec",
                "analyzers/dotnet/cs/TokenGuard.Analyzers.dll",
                "analyzers/dotnet/cs/TokenGuard.CodeFixes.dll",
                "build/TokenGuard.Analyzers.props",
                "build/TokenGuard.Analyzers.targets",
                "buildTransitive/TokenGuard.Analyzers.props",
                "buildTransitive/TokenGuard.Analyzers.targets",
                "presets/Minimal.globalconfig",
                "presets/None.globalconfig",
                "presets/Strict.globalconfig",
                "rules.md",
            ],
            package.Entries.Select(entry => entry.FullName).Where(name => !IsEnvelope(name)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_package_is_a_development_dependency_without_dependencies()
    {
        using var package = ZipFile.OpenRead((await PackedPackage.GetAsync()).NupkgPath);
        await using var nuspec = await package.GetEntry("TokenGuard.Analyzers.nuspec")!.OpenAsync();
        var metadata = XDocument.Load(nuspec).Root!.Elements().Single().Elements().ToLookup(element => element.Name.LocalName);
        Assert.Equal("true", metadata["developmentDependency"].Single().Value);
        Assert.Empty(metadata["dependencies"].Descendants());
        Assert.Equal("MIT", metadata["license"].Single().Value);
        Assert.Equal("README.md", metadata["readme"].Single().Value);
    }

    [Theory]
    [InlineData("TokenGuard.Analyzers.dll", "Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp")]
    [InlineData("TokenGuard.CodeFixes.dll", "Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp", "Microsoft.CodeAnalysis.Workspaces", "Microsoft.CodeAnalysis.CSharp.Workspaces")]
    public async Task The_assemblies_load_in_the_oldest_compiler(string assembly, params string[] roslyn)
    {
        // What Roslyn 4.8 refers to itself. Whatever else they asked for, its host might not have, and would leave them out without an error.
        string[] present = ["netstandard 2.0.0.0", "System.Collections.Immutable 7.0.0.0", "System.Memory 4.0.1.2", .. roslyn.Select(name => $"{name} 4.8.0.0")];
        using var image = await OpenAsync(assembly);
        var metadata = image.GetMetadataReader();
        Assert.All(
            metadata.AssemblyReferences.Select(metadata.GetAssemblyReference)
                .Select(reference => $"{metadata.GetString(reference.Name)} {reference.Version}")
                .Where(reference => !reference.StartsWith("TokenGuard.Analyzers ", StringComparison.Ordinal)),
            reference => Assert.Contains(reference, present));
    }

    [Theory]
    [InlineData("TokenGuard.Analyzers.dll")]
    [InlineData("TokenGuard.CodeFixes.dll")]
    public async Task The_assemblies_carry_their_symbols(string assembly)
    {
        using var image = await OpenAsync(assembly);
        Assert.Contains(image.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        Assert.Contains(image.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.Reproducible);
    }

    private static async Task<PEReader> OpenAsync(string assembly)
    {
        using var package = ZipFile.OpenRead((await PackedPackage.GetAsync()).NupkgPath);
        await using var entry = await package.GetEntry($"analyzers/dotnet/cs/{assembly}")!.OpenAsync();
        var copy = new MemoryStream();
        await entry.CopyToAsync(copy);
        copy.Position = 0;
        return new PEReader(copy);
    }

    // What every nupkg has, as a file of the Open Packaging Conventions.
    private static bool IsEnvelope(string entry) =>
        entry is "[Content_Types].xml" or "_rels/.rels" || entry.StartsWith("package/", StringComparison.Ordinal);
}
