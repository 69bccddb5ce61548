using Microsoft.CodeAnalysis;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Flow;

/// <summary>What a value was made of that somebody may guess; the more telling ones come later.</summary>
internal enum WeakSource
{
    None,

    /// <summary>The time, or the time since the computer started.</summary>
    Time,

    /// <summary>A hash of what is known about the user.</summary>
    UserData,

    /// <summary>A random file name.</summary>
    FileName,

    /// <summary>A cryptographic generator, which was asked for few bits.</summary>
    FewBits,

    /// <summary>The pseudo-random generator of .NET.</summary>
    Random,

    /// <summary>A GUID.</summary>
    Guid,

    /// <summary>A GUID that begins with the time.</summary>
    TimedGuid,
}

/// <summary>How hard a value is to guess.</summary>
/// <param name="Bits">The bits of a cryptographic generator that went into it.</param>
/// <param name="Weak">The weakest thing that it was made of.</param>
/// <param name="Source">The operation that gave it.</param>
internal readonly record struct Randomness(double Bits, WeakSource Weak, IOperation? Source)
{
    /// <summary>It was made of something that is not followed.</summary>
    public static readonly Randomness Unknown = new() { IsUnknown = true };

    /// <summary>Nothing random: a constant, a name, a number.</summary>
    public static readonly Randomness Nothing;

    /// <summary>The value itself, as it was before: it is added to, again and again.</summary>
    public static readonly Randomness Itself = new() { Accumulates = true };

    public bool IsUnknown { get; private init; }

    public bool Accumulates { get; private init; }

    /// <summary>Whether it is known to have been made to be unpredictable, and is not.</summary>
    public bool IsWeak => !IsUnknown && Weak != WeakSource.None && !TokenEntropy.IsEnough(Bits);

    /// <summary>Both together.</summary>
    public static Randomness operator +(Randomness left, Randomness right)
    {
        if (left.IsUnknown || right.IsUnknown)
        {
            return Unknown;
        }

        var weaker = left.Weak >= right.Weak ? left : right;
        return weaker with { Bits = left.Bits + right.Bits, Accumulates = left.Accumulates || right.Accumulates };
    }

    /// <summary>One or the other: weak when one of them is.</summary>
    public static Randomness operator |(Randomness left, Randomness right) =>
        left.IsWeak || right.IsWeak ? (left.IsWeak ? left : right) with { Accumulates = left.Accumulates || right.Accumulates }
        : left.IsUnknown || right.IsUnknown ? Unknown
        : (left.Bits <= right.Bits && left.Weak != WeakSource.None ? left : right) with { Accumulates = left.Accumulates || right.Accumulates };

    /// <summary>So many times; how often is not always known.</summary>
    public Randomness Times(double? count) =>
        Bits == 0 ? this : count is { } known ? this with { Bits = Bits * known } : Unknown;

    /// <summary>As much of it as fits.</summary>
    public Randomness AtMost(double bits, IOperation shortened) =>
        IsUnknown || Bits <= bits ? this : this with { Bits = bits, Source = Weak == WeakSource.FewBits ? shortened : Source };
}
