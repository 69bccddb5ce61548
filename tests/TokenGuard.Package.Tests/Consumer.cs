namespace TokenGuard.Package.Tests;

/// <summary>A project in a temporary folder, which took the package by <c>dotnet add package</c>.</summary>
internal sealed class Consumer
{
    private readonly PackedPackage package;
    private int builds;

    private Consumer(PackedPackage package, string name)
    {
        this.package = package;
        Folder = Directory.CreateDirectory(Path.Combine(package.Folder, name)).FullName;
    }

    public string Folder { get; }

    /// <summary>A web project with these files, beside the libraries that its code needs.</summary>
    public static async Task<Consumer> CreateAsync(string name, params (string Path, string Text)[] files)
    {
        var consumer = new Consumer(await PackedPackage.GetAsync(), name);
        consumer.Write(
            $"{name}.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Microsoft.AspNetCore.Authentication.JwtBearer" Version="10.0.14" />
                <PackageReference Include="System.IdentityModel.Tokens.Jwt" Version="8.23.0" />
              </ItemGroup>
            </Project>
            """);
        foreach (var (path, text) in files)
        {
            consumer.Write(path, text);
        }

        await consumer.AddPackageAsync();
        return consumer;
    }

    /// <summary>A copy of a sample, alone in a folder.</summary>
    public static async Task<Consumer> CopyOfAsync(string sample, string name)
    {
        var consumer = new Consumer(await PackedPackage.GetAsync(), name);
        var source = Repository.PathOf($"samples/{sample}");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(source, file);
            if (path.Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"))
            {
                consumer.Write(path, await File.ReadAllTextAsync(file));
            }
        }

        await consumer.AddPackageAsync();
        return consumer;
    }

    public void Write(string path, string text)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <summary>The C# files, by path.</summary>
    public SortedDictionary<string, string> Sources() =>
        new(
            Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
                .Where(path => path.Split('/')[0] is not ("bin" or "obj") && !path.EndsWith(".sarif", StringComparison.Ordinal))
                .ToDictionary(path => path, path => File.ReadAllText(Path.Combine(Folder, path))),
            StringComparer.Ordinal);

    public Task<DotnetRun> RunAsync(params string[] arguments) => Dotnet.RunAsync(Folder, package.Consumer, arguments);

    /// <summary>A full build; its findings are read from the SARIF log, when the compiler got as far as writing one.</summary>
    public async Task<(DotnetRun Run, IReadOnlyList<Finding> Findings)> BuildAsync(params string[] options)
    {
        var sarif = Path.Combine(Folder, $"build{++builds}.sarif");
        var run = await RunAsync(["build", "--no-restore", "--no-incremental", "-nologo", $"-p:ErrorLog={sarif}%2Cversion=2.1", .. options]);
        return (run, File.Exists(sarif) ? Sarif.Read(sarif, Folder) : []);
    }

    public async Task AddPackageAsync(string id = PackedPackage.Id) => (await RunAsync("add", "package", id, "--version", package.Version)).MustSucceed();

    /// <summary>A new project by a template of the SDK.</summary>
    public static async Task<Consumer> OfTemplateAsync(string template, string name, params string[] options)
    {
        var consumer = new Consumer(await PackedPackage.GetAsync(), name);
        (await consumer.RunAsync(["new", template, "--output", ".", "--name", name, "--no-restore", .. options])).MustSucceed();
        return consumer;
    }

    /// <summary>The application as it was built, until it answers or ends.</summary>
    public Task<RunningApplication> StartAsync(params (string Name, string Value)[] environment) =>
        RunningApplication.StartAsync(Folder, Path.Combine(Folder, "bin", "Debug", "net10.0", $"{Path.GetFileName(Folder)}.dll"), environment);
}
