using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;

namespace TokenGuard.Analyzers.Issuing;

/// <summary>What is known of the bytes of a key from the code that makes them.</summary>
/// <param name="Origin">The expression that they come from.</param>
/// <param name="Text">The text that they are written as; null when they are not written as text.</param>
/// <param name="Bytes">The bytes; null when they are not known.</param>
/// <param name="Length">How many there are; null when that is not known.</param>
/// <param name="IsWritten">Whether they stand in the source, or are computed from what stands there.</param>
internal sealed record KeyMaterial(IOperation Origin, string? Text, ImmutableArray<byte>? Bytes, int? Length, bool IsWritten)
{
    private const int MaxDepth = 6;

    /// <summary>Whether it is some text, made longer with what everyone can see.</summary>
    public bool IsPadded { get; private init; }

    /// <summary>What the key may be made of; what is not known is left out.</summary>
    public static IEnumerable<KeyMaterial> Of(IOperation key, TokenFlow flow) => Of(key, flow, MaxDepth);

    private static IEnumerable<KeyMaterial> Of(IOperation key, TokenFlow flow, int depth) =>
        depth == 0 ? [] : flow.Origins(key, followDefaults: true).SelectMany(origin => OfOrigin(origin, flow, depth - 1));

    private static IEnumerable<KeyMaterial> OfOrigin(IOperation origin, TokenFlow flow, int depth) =>
        origin switch
        {
            { ConstantValue: { HasValue: true, Value: string text } } => [Written(origin, text)],
            IUtf8StringOperation { Value: var text } => [Written(origin, text)],
            IArrayCreationOperation { Type: IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte } } array => OfArray(array, flow),
            { Syntax: CollectionExpressionSyntax } when ConstantBytes(origin.ChildOperations) is { } bytes => [new KeyMaterial(origin, null, bytes, bytes.Length, IsWritten: true)],
            IConversionOperation { Operand: var operand } => OfOrigin(operand, flow, depth),
            IObjectCreationOperation { Type.SpecialType: SpecialType.System_String, Arguments: [{ Value: var letter }, { Value: var count }] }
                when flow.Constant(letter) is char c && flow.Constant(count) is int n and > 0 and < 4096 => [Written(origin, new string(c, n))],
            IInvocationOperation call => OfCall(call, flow, depth),
            _ => [],
        };

    private static KeyMaterial Written(IOperation origin, string text)
    {
        var bytes = ImmutableArray.Create(Encoding.UTF8.GetBytes(text));
        return new KeyMaterial(origin, text, bytes, bytes.Length, IsWritten: true);
    }

    private static IEnumerable<KeyMaterial> OfCall(IInvocationOperation call, TokenFlow flow, int depth)
    {
        var method = call.TargetMethod;
        switch (method.Name)
        {
            case "GetBytes" when method.ContainingType is { Name: "RandomNumberGenerator" }:
                return call.Arguments is [{ Value: var count }] && flow.Constant(count) is int length and > 0 ? [new KeyMaterial(call, null, null, length, IsWritten: false)] : [];
            case "GetBytes" when call.Instance is { } encoding && call.Arguments is [{ Value: var text }] && method.IsIn("System.Text"):
                return Of(text, flow, depth).Select(material => material.EncodedBy(encoding));
            case "FromBase64String" when method.ContainingType.Name == "Convert":
                return Decoded(call, flow, depth, Convert.FromBase64String);
            case "FromHexString" when method.ContainingType.Name == "Convert":
                return Decoded(call, flow, depth, FromHex);
            case "DecodeBytes" or "Base64UrlDecode" or "DecodeFromChars" or "Decode" when method.ContainingType.Name is "Base64UrlEncoder" or "WebEncoders" or "Base64UrlTextEncoder" or "Base64Url":
                return Decoded(call, flow, depth, FromBase64Url);
            case "ToArray" or "ToCharArray" or "Trim" or "AsSpan" when (call.Instance ?? call.Arguments.FirstOrDefault()?.Value) is { } inner:
                return Of(inner, flow, depth);
            case "PadRight" or "PadLeft" when method.ContainingType.SpecialType == SpecialType.System_String:
                return [new KeyMaterial(call, null, null, null, IsWritten: false) { IsPadded = true }];
            case "HashData" or "ComputeHash" when HashLengthOf(call) is { } hash:
                var hashed = Of(call.Arguments[0].Value, flow, depth).Where(material => material.IsWritten).Select(material => material with { Bytes = null, Length = hash }).ToList();
                return hashed.Count > 0 ? hashed : [new KeyMaterial(call, null, null, hash, IsWritten: false)];
            case "ToByteArray" when call.Instance?.Type?.Name == "Guid":
                return [new KeyMaterial(call, null, null, 16, IsWritten: false)];
            default:
                return [];
        }
    }

    private static IEnumerable<KeyMaterial> OfArray(IArrayCreationOperation array, TokenFlow flow)
    {
        if (array.Initializer is { ElementValues: { IsEmpty: false } elements })
        {
            return ConstantBytes(elements) is { } bytes ? [new KeyMaterial(array, null, bytes, bytes.Length, IsWritten: true)] : [];
        }

        if (array.DimensionSizes is not [var size] || flow.Constant(size) is not (int length and > 0 and < 4096))
        {
            return [];
        }

        // It is all zero where nothing but the key gets it; a variable may be filled.
        var isZero = array.Parent is IArgumentOperation
            || (array.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var variable } }
                && flow.BodyAround(array).ReferencesTo(variable).All(use => use.Parent is IArgumentOperation { Parent: IObjectCreationOperation }));
        return [new KeyMaterial(array, null, isZero ? ImmutableArray.Create(new byte[length]) : null, length, IsWritten: false)];
    }

    private static ImmutableArray<byte>? ConstantBytes(IEnumerable<IOperation> elements)
    {
        var bytes = ImmutableArray.CreateBuilder<byte>();
        foreach (var element in elements)
        {
            switch (element.ConstantValue is { HasValue: true, Value: var value } ? value : element.WithoutConversions().ConstantValue.Value)
            {
                case byte part:
                    bytes.Add(part);
                    break;
                case int and >= 0 and <= 255 and var part:
                    bytes.Add((byte)part);
                    break;
                default:
                    return null;
            }
        }

        return bytes.Count > 0 ? bytes.ToImmutable() : null;
    }

    private static IEnumerable<KeyMaterial> Decoded(IInvocationOperation call, TokenFlow flow, int depth, Func<string, byte[]> decode) =>
        call.Arguments is [{ Value: var text }, ..] ? Of(text, flow, depth).Select(material => material.DecodedBy(decode)) : [];

    // A text that cannot be decoded makes the program fail, whatever its length.
    private KeyMaterial DecodedBy(Func<string, byte[]> decode)
    {
        try
        {
            return Text is { } text && decode(text) is var bytes ? this with { Bytes = ImmutableArray.Create(bytes), Length = bytes.Length } : this with { Bytes = null, Length = null };
        }
        catch (FormatException)
        {
            return this with { Bytes = null, Length = null };
        }
    }

    private KeyMaterial EncodedBy(IOperation encoding) =>
        encoding is IPropertyReferenceOperation { Property.Name: "Unicode" or "BigEndianUnicode" or "UTF32" or "UTF7" } ? this with { Bytes = null, Length = null } : this;

    private static int? HashLengthOf(IInvocationOperation call) =>
        call.Arguments is not [_] ? null
        : (call.Instance?.Type ?? call.TargetMethod.ContainingType).Name switch
        {
            "MD5" or "MD5CryptoServiceProvider" => 16,
            "SHA1" or "SHA1Managed" => 20,
            "SHA256" or "SHA256Managed" or "SHA3_256" => 32,
            "SHA384" or "SHA384Managed" or "SHA3_384" => 48,
            "SHA512" or "SHA512Managed" or "SHA3_512" => 64,
            _ => null,
        };

    private static byte[] FromHex(string text) =>
        text.Length % 2 == 0
            ? Enumerable.Range(0, text.Length / 2).Select(i => Convert.ToByte(text.Substring(2 * i, 2), 16)).ToArray()
            : throw new FormatException();

    private static byte[] FromBase64Url(string text)
    {
        var plain = text.TrimEnd('=').Replace('-', '+').Replace('_', '/');
        return Convert.FromBase64String(plain.PadRight((plain.Length + 3) / 4 * 4, '='));
    }
}
