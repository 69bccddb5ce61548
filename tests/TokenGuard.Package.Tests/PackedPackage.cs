using System.Globalization;
using System.Security;

namespace TokenGuard.Package.Tests;

/// <summary>All classes that use the package are of this collection: when its last test has ended, the temporary folder is removed.</summary>
[CollectionDefinition(Name)]
public sealed class PackageTests : ICollectionFixture<PackageTests.Cleanup>
{
    public const string Name = "package";

    public sealed class Cleanup : IDisposable
    {
        public void Dispose() => PackedPackage.DeleteFolder();
    }
}

/// <summary>The packages, packed once a run from the sources as they are, in a folder feed of their own.</summary>
internal sealed class PackedPackage
{
    public const string Id = "TokenGuard.Analyzers";

    public const string RuntimeId = "TokenGuard.AspNetCore";

    public const string RefreshTokensId = "TokenGuard.RefreshTokens";

    private static readonly Lazy<Task<PackedPackage>> Packed = new(PackAsync);

    private PackedPackage(string folder, string version)
    {
        Folder = folder;
        Version = version;
        Consumer = new Dictionary<string, string> { ["NUGET_PACKAGES"] = Path.Combine(folder, "packages") };
    }

    /// <summary>A temporary folder, outside the repository, which goes away when the tests end. Projects in it know the feed.</summary>
    public string Folder { get; }

    /// <summary>Unique, so that no cache of an earlier run can stand in for it.</summary>
    public string Version { get; }

    public string NupkgPath => PathOf(Id);

    /// <summary>The environment of consumers: what they restore does not stay in the machine's package folder.</summary>
    public IReadOnlyDictionary<string, string> Consumer { get; }

    /// <summary>Where projects of the repository are built to, so that a build that is under way there is not disturbed.</summary>
    public string Artifacts => Path.Combine(Folder, "artifacts");

    public string PathOf(string id) => Path.Combine(Folder, "feed", $"{id}.{Version}.nupkg");

    public static Task<PackedPackage> GetAsync() => Packed.Value;

    public static void DeleteFolder()
    {
        if (Packed.IsValueCreated && Packed.Value.IsCompletedSuccessfully)
        {
            Directory.Delete(Packed.Value.Result.Folder, recursive: true);
        }
    }

    private static async Task<PackedPackage> PackAsync()
    {
        var folder = Directory.CreateTempSubdirectory("tokenguard-").FullName;
        var package = new PackedPackage(folder, string.Create(CultureInfo.InvariantCulture, $"0.0.0-test.{Guid.NewGuid():N}"));
        var machine = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Directory.CreateDirectory(machine);
        File.WriteAllText(
            Path.Combine(folder, "nuget.config"),
            $"""
            <configuration>
              <packageSources>
                <add key="tokenguard-tests" value="feed" />
              </packageSources>
              <fallbackPackageFolders>
                <add key="machine" value="{SecurityElement.Escape(machine)}" />
              </fallbackPackageFolders>
            </configuration>
            """);
        File.Copy(Repository.PathOf("global.json"), Path.Combine(folder, "global.json"));

        foreach (var project in new[] { "src/TokenGuard.Package", "src/TokenGuard.AspNetCore", "src/TokenGuard.RefreshTokens", "src/TokenGuard.RefreshTokens.EntityFrameworkCore", "src/TokenGuard.RefreshTokens.Redis" })
        {
            (await Dotnet.RunAsync(
                Repository.Root,
                new Dictionary<string, string>(),
                "pack", project, "-o", Path.Combine(folder, "feed"), "--artifacts-path", package.Artifacts, $"-p:PackageVersion={package.Version}", "-nologo")).MustSucceed();
        }

        return package;
    }
}
