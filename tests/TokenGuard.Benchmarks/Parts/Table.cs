using System.Globalization;

namespace TokenGuard.Benchmarks.Parts;

/// <summary>Rows on the console: names on the left, numbers on the right.</summary>
internal sealed class Table(params string[] headers)
{
    private readonly List<string[]> rows = [headers];

    public static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("0.0 ms", CultureInfo.InvariantCulture);

    public static string Times(double ratio) => ratio.ToString("x0.00", CultureInfo.InvariantCulture);

    public void Add(params string[] cells) => rows.Add(cells);

    public void Write()
    {
        foreach (var row in rows)
        {
            Console.WriteLine("  " + string.Join("  ", Padded(row)));
        }

        Console.WriteLine();
    }

    /// <summary>The same as Markdown, for documents.</summary>
    public void WriteMarkdown()
    {
        Console.WriteLine($"| {string.Join(" | ", Padded(rows[0]))} |");
        Console.WriteLine($"|{string.Join('|', rows[0].Select((_, column) => column == 0 ? "-" : "-:"))}|");
        foreach (var row in rows.Skip(1))
        {
            Console.WriteLine($"| {string.Join(" | ", Padded(row))} |");
        }

        Console.WriteLine();
    }

    private IEnumerable<string> Padded(string[] row) => row.Select((cell, column) => column == 0 ? cell.PadRight(WidthOf(column)) : cell.PadLeft(WidthOf(column)));

    private int WidthOf(int column) => rows.Max(row => row[column].Length);
}
