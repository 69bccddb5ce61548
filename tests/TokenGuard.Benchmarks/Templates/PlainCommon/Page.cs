namespace Shop.Common;

/// <summary>Some of many.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, int Number, int Size, long Total)
{
    public bool IsLast => (long)Number * Size + Items.Count >= Total;

    public Page<TOther> Map<TOther>(Func<T, TOther> map) => new(Items.Select(map).ToList(), Number, Size, Total);
}

public static class Pages
{
    public static Page<T> ToPage<T>(this IEnumerable<T> source, int number, int size)
    {
        var all = source as IReadOnlyCollection<T> ?? source.ToList();
        var first = Math.Max(0, number) * Math.Clamp(size, 1, 500);
        return new Page<T>(all.Skip(first).Take(size).ToList(), number, size, all.Count);
    }
}
