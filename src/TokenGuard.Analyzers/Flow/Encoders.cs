using Microsoft.CodeAnalysis;

namespace TokenGuard.Analyzers.Flow;

/// <summary>Library types whose methods give what they are given, in another form. What any other library makes of a text is unknown.</summary>
internal static class Encoders
{
    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "String", "Convert", "BitConverter", "Encoding", "UTF8Encoding", "ASCIIEncoding", "UnicodeEncoding", "Guid", "Char", "Int32", "Int64", "UInt32", "UInt64", "Byte",
        "Double", "Object", "Uri", "WebUtility", "HttpUtility", "Base64Url", "WebEncoders", "Base64UrlEncoder", "Base64UrlTextEncoder", "MemoryExtensions", "StringBuilder",
        "Task", "ValueTask", "DateTime", "DateTimeOffset", "TimeSpan", "Math", "Enumerable", "ImmutableArray", "Span", "ReadOnlySpan", "Memory", "ReadOnlyMemory",
        "StringValues", "TextEncoder", "UrlEncoder", "HtmlEncoder", "JavaScriptEncoder", "QueryHelpers", "FormattableString",
    };

    /// <summary>Whether a method is one of them.</summary>
    public static bool PassOn(IMethodSymbol method) => Types.Contains(method.ContainingType.Name) && method.ContainingType.IsOfFramework();
}
