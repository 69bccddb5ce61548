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

    private static bool IsShortPrefix(IInvocationOperation call) =>
        call is { TargetMethod: { Name: "Substring", ContainingType.SpecialType: SpecialType.System_String }, Arguments: [_, { Value.ConstantValue: { HasValue: true, Value: <= ShownCharacters } }] };
}
