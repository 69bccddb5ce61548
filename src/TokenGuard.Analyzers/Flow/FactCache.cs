namespace TokenGuard.Analyzers.Flow;

/// <summary>What is found out about one thing, once: the first time that it is asked for. A type of fact is read in one way only.</summary>
internal sealed class FactCache
{
    // Few facts are known of a thing, and of most things none: a list is smaller and quicker than a dictionary.
    private Known? known;

    /// <summary>The fact of this type; <paramref name="read"/> finds it out. When it throws, as a cancelled one does, nothing is kept.</summary>
    public T Get<T>(Func<T> read)
        where T : class =>
        Get(read, static read => read());

    /// <summary>The same, read from <paramref name="source"/>.</summary>
    public T Get<TSource, T>(TSource source, Func<TSource, T> read)
        where T : class =>
        Find<T>(Volatile.Read(ref known)) ?? Add(read(source));

    private static T? Find<T>(Known? known)
        where T : class
    {
        for (; known is not null; known = known.Next)
        {
            if (known.Fact is T fact)
            {
                return fact;
            }
        }

        return null;
    }

    // Whoever is second takes what the first one found.
    private T Add<T>(T fact)
        where T : class
    {
        while (true)
        {
            var before = Volatile.Read(ref known);
            if (Find<T>(before) is { } first)
            {
                return first;
            }

            if (Interlocked.CompareExchange(ref known, new Known(fact, before), before) == before)
            {
                return fact;
            }
        }
    }

    private sealed class Known(object fact, Known? next)
    {
        public object Fact { get; } = fact;

        public Known? Next { get; } = next;
    }
}
