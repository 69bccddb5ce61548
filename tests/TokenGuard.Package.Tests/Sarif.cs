using System.Text.Json;

namespace TokenGuard.Package.Tests;

/// <summary>A finding in a build's SARIF log.</summary>
/// <param name="Path">Relative to the project, with '/'; '-' when the finding has no place.</param>
internal sealed record Finding(string Id, string Path, int Line, string Level, string Message)
{
    /// <summary>A line of expected.txt.</summary>
    public override string ToString() => $"{Id} {Path} {Line}";
}

internal static class Sarif
{
    /// <summary>The warnings, the errors, and what TokenGuard says besides, sorted.</summary>
    public static IReadOnlyList<Finding> Read(string sarif, string projectFolder)
    {
        using var log = JsonDocument.Parse(File.ReadAllText(sarif));
        Assert.Equal("2.1.0", log.RootElement.GetProperty("version").GetString());
        return log.RootElement.GetProperty("runs").EnumerateArray()
            .SelectMany(run => run.GetProperty("results").EnumerateArray())
            .Where(result => !result.TryGetProperty("suppressions", out _))
            .Select(result => ToFinding(result, projectFolder))
            .Where(finding => finding.Level is "warning" or "error" || finding.Id.StartsWith("TKG", StringComparison.Ordinal))
            .OrderBy(finding => finding.Id, StringComparer.Ordinal).ThenBy(finding => finding.Path, StringComparer.Ordinal).ThenBy(finding => finding.Line)
            .ToList();
    }

    private static Finding ToFinding(JsonElement result, string projectFolder)
    {
        var (path, line) = ("-", 0);
        if (result.TryGetProperty("locations", out var locations) && locations.GetArrayLength() > 0)
        {
            var place = locations[0].GetProperty("physicalLocation");
            var file = new Uri(place.GetProperty("artifactLocation").GetProperty("uri").GetString()!).LocalPath;
            path = Path.GetRelativePath(projectFolder, file).Replace('\\', '/');
            line = place.GetProperty("region").GetProperty("startLine").GetInt32();
        }

        return new Finding(
            result.GetProperty("ruleId").GetString()!,
            path,
            line,
            result.TryGetProperty("level", out var level) ? level.GetString()! : "warning",
            result.GetProperty("message").GetProperty("text").GetString()!);
    }
}
