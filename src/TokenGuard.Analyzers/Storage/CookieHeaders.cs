using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Storage;

/// <summary>Cookies that are written as the text of a <c>Set-Cookie</c> header.</summary>
internal static class CookieHeaders
{
    private const string SetCookie = "Set-Cookie";

    private static readonly string[] Containers =
    [
        "Microsoft.AspNetCore.Http.IHeaderDictionary", "System.Net.Http.Headers.HttpHeaders", "System.Collections.Specialized.NameValueCollection",
        "System.Web.HttpResponse", "System.Web.HttpResponseBase", "System.Net.HttpListenerResponse",
    ];

    /// <summary>Whether a property is the <c>Set-Cookie</c> header of a response.</summary>
    public static bool IsSetCookie(IPropertyReferenceOperation target) =>
        target is { Property: { Name: "SetCookie" } or { IsIndexer: true }, Instance: { } headers }
        && (!target.Property.IsIndexer || (target.Arguments is [{ Value: var name }] && IsName(name)))
        && IsContainer(headers);

    /// <summary>The text that a call adds as a <c>Set-Cookie</c> header; null when it does something else.</summary>
    public static IOperation? IsSetCookie(IInvocationOperation call)
    {
        if (call.TargetMethod.Name is not ("Append" or "Add" or "TryAdd" or "AddHeader" or "AppendHeader" or "TryAddWithoutValidation"))
        {
            return null;
        }

        var arguments = call.Arguments.OrderBy(argument => argument.Parameter?.Ordinal).Select(argument => argument.Value).ToList();
        var receiver = call.Instance;
        if (receiver is null && arguments.Count > 0)
        {
            receiver = arguments[0];
            arguments.RemoveAt(0);
        }

        return arguments.Count == 2 && IsName(arguments[0]) && receiver is not null && IsContainer(receiver) ? arguments[1] : null;
    }

    /// <summary>The cookies of a header's value.</summary>
    public static ImmutableArray<TokenCookie> Of(OperationContext context, IOperation writer, IOperation value) =>
        value.WithoutConversions() is IArrayCreationOperation { Initializer: { } elements }
            ? elements.ElementValues.Select(element => OfText(context, writer, element)).OfType<TokenCookie>().ToImmutableArray()
            : OfText(context, writer, value) is { } cookie ? ImmutableArray.Create(cookie) : ImmutableArray<TokenCookie>.Empty;

    private static TokenCookie? OfText(OperationContext context, IOperation writer, IOperation value)
    {
        var source = value.WithoutConversions();
        source = source is ILocalReferenceOperation && context.Flow.Origin(source) is { } origin ? origin : source;
        var text = TextWithHoles.Of(context.Flow, source);
        if (SetCookieText.Parse(text.Text) is not { Name.Length: > 0 } cookie || IsExpiring(cookie))
        {
            return null;
        }

        // What stands for the value: the first of its parts that is a token.
        var name = cookie.Name.Any(TextWithHoles.IsHole) ? null : cookie.Name;
        var kinds = cookie.Value.Where(TextWithHoles.IsHole).Select(hole => CookieWriters.KindOf(context.Flow, context.Policy, name, text[hole])).ToList();
        if (kinds.All(kind => kind is null) && !TokenText.LooksLikeJwt(cookie.Value))
        {
            return null;
        }

        var place = source.Syntax.GetLocation();
        var isOpen = MayHoldAttributes(context, cookie, text);
        return new TokenCookie
        {
            Writer = writer.Syntax,
            Name = name,
            Value = kinds.FirstOrDefault(kind => kind is not (null or TokenKind.None)) ?? TokenKind.None,
            HttpOnly = Flag(cookie.HttpOnly, "HttpOnly"),
            Secure = Flag(cookie.Secure, "Secure"),
            SameSite = SameSite(cookie, isOpen, place),
            Lifetime = double.TryParse(cookie.LastValue("Max-Age"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var seconds) && seconds < TimeSpan.MaxValue.TotalSeconds
                ? new CookieLifetime(TimeSpan.FromSeconds(seconds), source.Syntax)
                : null,
            FindScope = () => CookieScope.Of(cookie, place),
            NamePlace = place,
            PassesPolicy = true,
        };

        CookieAttribute<bool> Flag(bool isSet, string attribute) =>
            isSet ? CookieAttribute<bool>.Known(true)
            : isOpen ? default
            : CookieAttribute<bool>.At(false, place, CookieRepairKind.Text, attribute);
    }

    private static CookieAttribute<CookieSameSite> SameSite(SetCookieText cookie, bool isOpen, Location place) =>
        cookie.LastValue("SameSite") is { } written
            ? written.Any(TextWithHoles.IsHole) ? default : CookieAttribute<CookieSameSite>.At(cookie.SameSite, place, CookieRepairKind.Text, "SameSite")
            : isOpen ? default : CookieAttribute<CookieSameSite>.At(CookieSameSite.Unset, place, CookieRepairKind.Text, "SameSite");

    // $"access_token={token}{attributes}", $"access_token={token}; {attributes}"
    private static bool MayHoldAttributes(OperationContext context, SetCookieText cookie, TextWithHoles text)
    {
        if (cookie.Attributes.Any(
            attribute => attribute.Key.Any(TextWithHoles.IsHole) || attribute.Value.Where(TextWithHoles.IsHole).Any(hole => HoldsSeparator(context, text[hole]))))
        {
            return true;
        }

        var value = cookie.Value;
        return value.Length > 0 && TextWithHoles.IsHole(value[value.Length - 1])
            && (cookie.Attributes.IsEmpty || value.Count(TextWithHoles.IsHole) > 1)
            && !context.Flow.Classify(text[value[value.Length - 1]]).IsToken(Confidence.Low);
    }

    // flag ? "; HttpOnly" : ""
    private static bool HoldsSeparator(OperationContext context, IOperation hole) =>
        context.Flow.Origins(hole).Any(origin => origin.ConstantValue is { HasValue: true, Value: string text } && text.Contains(';'));

    // Max-Age=0 and dates long ago: the browser deletes the cookie.
    private static bool IsExpiring(SetCookieText cookie) =>
        cookie.Value.Length == 0
        || cookie.LastValue("Max-Age") is { Length: > 0 } age && (age[0] == '-' || age == "0")
        || (DateTimeOffset.TryParse(cookie.LastValue("Expires"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expires) && expires.Year < 2000);

    private static bool IsName(IOperation name) =>
        name.ConstantValue is { HasValue: true, Value: string text } ? string.Equals(text, SetCookie, StringComparison.OrdinalIgnoreCase)
        : name is IFieldReferenceOperation { Field: { Name: "SetCookie", ContainingType: { Name: "HeaderNames" } type } } && type.HasMetadataName("Microsoft.Net.Http.Headers.HeaderNames");

    private static bool IsContainer(IOperation headers) =>
        headers.WithoutConversions().Type is { } type && Containers.Any(type.IsOrDerivesFrom);
}
