using System.Collections.Concurrent;

namespace TokenGuard.Analyzers.Flow;

/// <summary>What is found out about one thing, once: the first time that it is asked for. A type of fact is read in one way only.</summary>
internal sealed class FactCache
{
    private readonly ConcurrentDictionary<Type, object> facts = new();

    /// <summary>The fact of this type; <paramref name="read"/> finds it out. When it throws, as a cancelled one does, nothing is kept.</summary>
    public T Get<T>(Func<T> read)
        where T : class =>
        (T)(facts.TryGetValue(typeof(T), out var known) ? known : facts.GetOrAdd(typeof(T), read()));
}
