using Microsoft.CodeAnalysis;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Storage;

/// <summary>Where the browser sends a cookie.</summary>
/// <param name="Domain">What sets its <c>Domain</c>; null when nothing does.</param>
/// <param name="Path">Its <c>Path</c>; null when that is not known.</param>
/// <param name="PathPlace">Where that is set, or left out.</param>
internal readonly record struct CookieScope(Location? Domain, string? Path, Location PathPlace)
{
    /// <summary>The scope that the object with the options of a cookie gives it; null when it may be anything.</summary>
    public static CookieScope? Of(TokenFlow flow, IOperation options)
    {
        var (domain, path) = (flow.Member(options, "Domain"), flow.Member(options, "Path"));
        if (domain.IsUnknown || path.IsUnknown)
        {
            return null;
        }

        var given = domain.Values.FirstOrDefault(value => !flow.Origins(value).Any(origin => origin.ConstantValue is { HasValue: true, Value: null or "" }) && !Contexts.IsDevelopmentOnly(value, flow));
        return new CookieScope(
            given is null ? null : (given.Parent?.Syntax ?? given.Syntax).GetLocation(),
            path.IsUnset ? "/" : path.OnlyValue is { } written ? flow.ConstantText(written) : null,
            path.OnlyValue is { } only ? (only.Parent?.Syntax ?? only.Syntax).GetLocation()
            : path.Creations is [var creation] ? CookieObject.HeadOf(creation.Syntax)
            : options.Syntax.GetLocation());
    }

    /// <summary>That of a header's text.</summary>
    public static CookieScope Of(SetCookieText cookie, Location place) => new(cookie.LastValue("Domain") is { Length: > 0 } ? place : null, cookie.LastValue("Path"), place);
}
