namespace TokenGuard.Tests;

/// <summary>The files of this repository.</summary>
internal static class Repository
{
    /// <summary>Set to 1, and tests that compare generated files rewrite them instead.</summary>
    public const string UpdateVariable = "TOKENGUARD_UPDATE";

    /// <summary>The folder of TokenGuard.sln.</summary>
    public static string Root { get; } = FindRoot();

    public static string PathOf(string relativePath) => Path.Combine(Root, relativePath);

    public static string Read(string relativePath) => File.ReadAllText(PathOf(relativePath)).ReplaceLineEndings("\n");

    /// <summary>Compares a generated text with its file, or writes it when <see cref="UpdateVariable"/> is 1.</summary>
    public static void AssertGenerated(string relativePath, string expected)
    {
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            File.WriteAllText(PathOf(relativePath), expected);
        }

        var actual = File.Exists(PathOf(relativePath)) ? Read(relativePath) : string.Empty;
        Assert.True(expected == actual, $"{relativePath} is not up to date. Run the tests with {UpdateVariable}=1 to rewrite it. Expected:\n{expected}");
    }

    /// <summary>The same for the part of a file between <c>&lt;!-- name --&gt;</c> and <c>&lt;!-- /name --&gt;</c>.</summary>
    public static void AssertGeneratedPart(string relativePath, string name, string expected)
    {
        var text = Read(relativePath);
        var (begin, end) = ($"<!-- {name} -->\n", $"<!-- /{name} -->");
        var from = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var to = text.IndexOf(end, StringComparison.Ordinal);
        Assert.True(from >= begin.Length && to >= from, $"{relativePath} has no part '{name}'.");
        AssertGenerated(relativePath, text[..from] + expected + text[to..]);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TokenGuard.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("TokenGuard.sln is in no folder above the tests.");
        }

        return folder.FullName;
    }
}
