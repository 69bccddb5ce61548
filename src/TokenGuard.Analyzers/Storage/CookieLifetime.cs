using Microsoft.CodeAnalysis;
using TokenGuard.Analyzers.Flow;

namespace TokenGuard.Analyzers.Storage;

/// <summary>How long the browser keeps a cookie.</summary>
/// <param name="Length">At the longest.</param>
/// <param name="Place">Where that is written.</param>
internal readonly record struct CookieLifetime(TimeSpan Length, SyntaxNode Place)
{
    /// <summary>The lifetime that the object with the options of a cookie gives it: browsers look at <c>Max-Age</c> first.</summary>
    public static CookieLifetime? Of(TokenFlow flow, IOperation options)
    {
        var age = flow.Member(options, "MaxAge");
        if (age.OnlyValue is { } length)
        {
            return flow.LongestDuration(length.WithoutConversions()) is { } known ? new CookieLifetime(known, length.WithoutConversions().Syntax) : null;
        }

        return age.IsUnset && flow.Member(options, "Expires").OnlyValue is { } end && flow.LongestTimeFromNow(end.WithoutConversions()) is { } time
            ? new CookieLifetime(time, end.WithoutConversions().Syntax)
            : null;
    }
}
