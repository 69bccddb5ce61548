using System.Collections.Immutable;

namespace TokenGuard.Benchmarks.Shapes;

/// <summary>Projects as teams have them: the files of <c>Templates</c>, once for every area of a shop, and a few that all areas use.</summary>
internal static class Projects
{
    // What stands in the templates where the name of an area belongs.
    private const string Placeholder = "Feature";

    private static readonly ImmutableArray<string> Areas =
    [
        "Orders", "Billing", "Shipping", "Returns", "Catalogue", "Suppliers", "Vouchers", "Stores", "Loyalty", "Support", "Payroll", "Marketing", "Fleet",
    ];

    /// <summary>Sign-in, token services, cookies and clients: mostly right, with mistakes in one file of each area.</summary>
    public static ImmutableArray<string> TokenHeavy { get; } = [.. Templates("TokensCommon"), .. Areas.SelectMany(area => InArea(area, Templates("Tokens")))];

    /// <summary>As many lines without a token; only a <c>CancellationToken</c>, as everywhere.</summary>
    public static ImmutableArray<string> WithoutTokens { get; } = [.. Templates("PlainCommon"), .. Areas.SelectMany(area => InArea(area, Templates("Plain")))];

    /// <summary>One file with the code of the token-heavy project, over and over again.</summary>
    public static Series OneLongFile { get; } = new("lines of one file with token code", [5_000, 10_000, 20_000], lines => [LongFile(lines)]);

    public static int LinesOf(IEnumerable<string> files) => files.Sum(file => file.AsSpan().Count('\n'));

    private static IEnumerable<string> InArea(string area, IEnumerable<string> templates) => templates.Select(template => template
        .Replace(Placeholder, area, StringComparison.Ordinal)
        .Replace(Placeholder.ToLowerInvariant(), area.ToLowerInvariant(), StringComparison.Ordinal));

    private static string LongFile(int lines)
    {
        var code = Templates("TokensCommon").SelectMany(InBlockNamespace).ToList();
        for (var i = 0; code.Count < lines; i++)
        {
            code.AddRange(InArea($"Area{i}", Templates("Tokens")).SelectMany(InBlockNamespace));
        }

        return string.Join('\n', code);
    }

    // One file has room for many namespaces, and their usings, only in this form.
    private static IEnumerable<string> InBlockNamespace(string file)
    {
        var lines = file.Split('\n');
        var start = Array.FindIndex(lines, line => line.StartsWith("namespace ", StringComparison.Ordinal));
        return [lines[start].Replace(';', '{'), .. lines[..start], .. lines[(start + 1)..], "}"];
    }

    private static IEnumerable<string> Templates(string folder)
    {
        var assembly = typeof(Projects).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder + '/', StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return reader.ReadToEnd();
        }
    }
}
