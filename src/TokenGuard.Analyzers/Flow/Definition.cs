using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.Analyzers.Flow;

/// <summary>One way in which a variable, or a member of the object it holds, may have got its value.</summary>
internal readonly record struct Definition
{
    /// <summary>In a way that is not followed.</summary>
    public static readonly Definition Unknown;

    /// <summary>From outside: the argument of a parameter, or a captured variable.</summary>
    public static readonly Definition Entry = new() { IsEntry = true };

    public bool IsEntry { get; private init; }

    /// <summary>The value that was written; for an <c>out</c> or <c>ref</c> argument, the call. Null when it is not known.</summary>
    public IOperation? Value { get; private init; }

    /// <summary>The tuple that was taken apart to give the value, and the number of the element; null when it was not.</summary>
    public (IOperation Tuple, int Element)? Part { get; private init; }

    /// <summary>The <c>out</c> or <c>ref</c> argument that was written; null when it was not.</summary>
    public IArgumentOperation? Out { get; private init; }

    /// <summary>The member that was written; null when it was the variable.</summary>
    public string? Member { get; private init; }

    public static Definition OfOut(IArgumentOperation argument) => new() { Value = argument.Parent, Out = argument };

    public static Definition OfElement(IOperation? tuple, int element) => new() { Part = tuple is null ? null : (tuple, element) };

    public static Definition Of(IOperation? value, string? member = null) => new() { Value = value, Member = member };
}
