using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Flow;

/// <summary>Operations whose result is no token any more, whatever went in: hashes, ciphertext, short prefixes, tests.</summary>
internal static class Sanitizers
{
    /// <summary>So many characters of a token may be shown.</summary>
    private const int ShownCharacters = 8;

    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "hash", "hashed", "digest", "hmac", "sha", "protect", "encrypt", "redact", "mask", "fingerprint", "obfuscate", "anonymize", "sanitize", "checksum",
    };

    public static bool IsSanitizer(IOperation operation) =>
        operation switch
        {
            IInvocationOperation { TargetMethod: var method } call =>
                IdentifierWords.Split(method.Name).Any(Words.Contains)
                || method is { Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace" or "Equals" or "GetHashCode" or "Contains" or "StartsWith" }
                || IsShortPrefix(call),
            INameOfOperation or IIsTypeOperation or IIsPatternOperation => true,
            IPropertyReferenceOperation { Property.Name: "Length" or "Count" } => true,
            _ => false,
        };

    /// <summary>Whether an attribute says that a value is redacted before it is written (Microsoft.Extensions.Compliance).</summary>
    public static bool IsClassification(INamedTypeSymbol attribute) => attribute.IsOrDerivesFrom("Microsoft.Extensions.Compliance.Classification.DataClassificationAttribute");

    private static bool IsShortPrefix(IInvocationOperation call) =>
        call is { TargetMethod: { Name: "Substring", ContainingType.SpecialType: SpecialType.System_String }, Arguments: [_, var length] } && IsShort(length.Value)
        || call is { TargetMethod: { Name: "Remove", ContainingType.SpecialType: SpecialType.System_String }, Arguments: [var start] } && IsShort(start.Value)
        || call is { TargetMethod: { Name: "AsSpan" or "AsMemory", ContainingType.Name: "MemoryExtensions" }, Arguments: [_, _, var count] } && IsShort(count.Value);

    private static bool IsShort(IOperation number) => number.ConstantValue is { HasValue: true, Value: <= ShownCharacters };
}
