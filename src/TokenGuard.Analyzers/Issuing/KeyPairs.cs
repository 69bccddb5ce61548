using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Issuing;

/// <summary>What is known of an RSA or ECDSA object from the code that makes it.</summary>
internal static class KeyPairs
{
    private static readonly string[] Imports =
        ["ImportFromPem", "ImportFromEncryptedPem", "FromXmlString", "ImportRSAPrivateKey", "ImportPkcs8PrivateKey", "ImportECPrivateKey", "ImportParameters", "ImportRSAPublicKey", "ImportSubjectPublicKeyInfo"];

    /// <summary>The key size of a new RSA object, and where it is written; null when it is not known, or another key is read into the object.</summary>
    public static (int Bits, IOperation Place)? SizeOf(IOperation pair, TokenFlow flow)
    {
        if (flow.Origin(pair) is not { } origin)
        {
            return null;
        }

        switch (origin)
        {
            case IInvocationOperation { TargetMethod.Name: "ExportParameters", Instance: { } exported }:
                return SizeOf(exported, flow);
            case IInvocationOperation { TargetMethod: { Name: "Create", ContainingType.Name: "RSA" }, Arguments: [{ Value: var size }] } when flow.Constant(size) is int bits && !IsReplaced(pair, flow):
                return (bits, size);
            case IObjectCreationOperation { Type.Name: "RSACryptoServiceProvider" or "RSACng" or "RSAOpenSsl", Arguments: [{ Value: var size }, ..] } when flow.Constant(size) is int bits && !IsReplaced(pair, flow):
                return (bits, size);

            // The only class with a default below 2048 bits. A field may get its key in a constructor.
            case IObjectCreationOperation { Type.Name: "RSACryptoServiceProvider", Arguments.IsEmpty: true } when origin.Root() == pair.Root() && !IsReplaced(pair, flow):
                return (1024, origin);
            default:
                return null;
        }
    }

    /// <summary>The private keys that stand in the source and are read into the object.</summary>
    public static IEnumerable<IOperation> WrittenKeys(IOperation pair, TokenFlow flow)
    {
        var body = flow.BodyAround(pair);
        foreach (var call in Imports.SelectMany(body.Calls))
        {
            if (call.Instance is { } instance && call.Arguments is [{ Value: var key }, ..] && IsSame(instance, pair))
            {
                foreach (var material in KeyMaterial.Of(key, flow))
                {
                    if (material is { IsWritten: true, Text: var text } && (call.TargetMethod.Name.Contains("PrivateKey") || (text is not null && SigningKeys.IsPrivateKey(text))))
                    {
                        yield return material.Origin;
                    }
                }
            }
        }
    }

    private static bool IsReplaced(IOperation pair, TokenFlow flow)
    {
        var body = flow.BodyAround(pair);
        return Imports.SelectMany(body.Calls).Any(call => call.Instance is { } instance && IsSame(instance, pair))
            || body.AssignmentsOf("KeySize").Any();
    }

    private static bool IsSame(IOperation one, IOperation other) =>
        (one.WithoutConversions(), other.WithoutConversions()) switch
        {
            (IMemberReferenceOperation { Member: var a }, IMemberReferenceOperation { Member: var b }) => SymbolEqualityComparer.Default.Equals(a, b),
            var (a, b) => a.Variable() is { } variable && SymbolEqualityComparer.Default.Equals(variable, b.Variable()),
        };
}
