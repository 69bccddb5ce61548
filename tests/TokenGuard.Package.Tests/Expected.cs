namespace TokenGuard.Package.Tests;

/// <summary>samples/Vulnerable/expected.txt: a line a finding, <c>ID path line</c>; those that only the mode Strict gives begin with <c>strict</c>.</summary>
internal static class Expected
{
    public static string Text(IEnumerable<Finding> findings, IEnumerable<Finding> strict)
    {
        var lines = findings.Select(finding => finding.ToString()).ToList();
        var strictOnly = strict.Select(finding => finding.ToString()).ToList();
        foreach (var line in lines)
        {
            Assert.True(strictOnly.Remove(line), $"The mode Strict does not report {line}.");
        }

        return string.Concat(lines.Concat(strictOnly.Select(line => $"strict {line}")).Select(line => line + "\n"));
    }
}
