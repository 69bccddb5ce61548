using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Validation;

/// <summary>Why a value of the header of a token may be used after all: it is checked first, or it proves that the sender has the key and nothing else.</summary>
internal sealed class HeaderTrust
{
    /// <summary>How many callers of a method are looked at.</summary>
    private const int MaxCallers = 10;

    private static readonly string[] ProofWords = ["dpop", "proof", "proofs", "pop", "acme", "attestation", "thumbprint"];

    private static readonly string[] CheckWords = ["validate", "verify", "check", "ensure", "assert", "require", "trust", "trusted", "allow", "allowed"];

    private readonly OperationContext context;
    private readonly List<IOperation> bodies;

    public HeaderTrust(OperationContext context, HeaderValue value)
    {
        this.context = context;
        bodies = value.Places.Prepend(context.Operation).Concat(Callers(context)).Select(place => place.Root()).Distinct().ToList();
    }

    /// <summary>Whether code around verifies tokens or other signatures with a key, or gives keys to what does.</summary>
    public bool VerifiesAround => Operations.Any(operation => operation switch
    {
        IInvocationOperation call => VerifiesSignature(call.TargetMethod),
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: var member, ContainingType.Name: "TokenValidationParameters" } } } =>
            member.StartsWith("IssuerSigningKey", StringComparison.Ordinal) || member.StartsWith("TokenDecryptionKey", StringComparison.Ordinal),
        IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol function } => TokenHeaders.IsResolver(function),
        _ => false,
    });

    /// <summary>Whether the key in the header is the point of the token: it proves possession (RFC 9449), and something else says whose key that is.</summary>
    public bool IsProof =>
        bodies.SelectMany(body => NamesAround(body.Syntax)).SelectMany(name => IdentifierWords.Split(name)).Any(ProofWords.Contains)
        || Operations.Any(operation => operation is { ConstantValue: { HasValue: true, Value: string text } } && (Contains(text, "dpop") || Contains(text, "proof+jwt") || text is "cnf" or "jkt"))
        || Operations.Any(operation => operation is IInvocationOperation { TargetMethod.Name: "ComputeJwkThumbprint" });

    /// <summary>Whether the value, or what is made of it, is compared with anything, looked up, or given to something that answers yes or no.</summary>
    public bool IsChecked(string name) =>
        Operations.Any(operation => ChecksAllKeys(operation) || ValuesCheckedBy(operation).SelectMany(value => value.DescendantsAndSelf()).Any(part => IsOf(name, part)));

    private static bool VerifiesSignature(IMethodSymbol method) =>
        method.Name is "ValidateToken" or "ValidateTokenAsync" or "ValidateSignature" or "VerifyData" or "VerifyHash" or "VerifySignature"
        || (method.Name is "Decode" or "DecodeBytes" or "Verify" or "VerifyBytes" && method.ContainingType.HasMetadataName("Jose.JWT"));

    private IEnumerable<IOperation> Operations => bodies.SelectMany(body => context.Flow.BodyAround(body).Operations);

    private bool IsOf(string name, IOperation part) =>
        part is ILocalReferenceOperation or IParameterReferenceOperation or IPropertyReferenceOperation or IInvocationOperation or IConditionalAccessInstanceOperation
        && TokenHeaders.In(part, context, throughKeys: true)?.Name == name;

    // A chain that ends at a certificate the application knows, or a delegate that decides about every key.
    private static bool ChecksAllKeys(IOperation operation) =>
        operation switch
        {
            IObjectCreationOperation { Type.Name: "X509Chain" } => true,
            IInvocationOperation { TargetMethod: { Name: "Verify", ContainingType.Name: "X509Certificate2" } } => true,
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "IssuerSigningKeyValidator" or "IssuerSigningKeyValidatorUsingConfiguration" }, Value: var validator } => !validator.IsNull(),
            _ => false,
        };

    private IEnumerable<IOperation> ValuesCheckedBy(IOperation operation) =>
        operation switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, LeftOperand: var left, RightOperand: var right }
                when !SaysNothing(left) && !SaysNothing(right) && !IsLength(left) && !IsLength(right) => [left, right],
            IIsPatternOperation { Value: var value, Pattern: var pattern } when SaysSomething(pattern) => [value],
            ISwitchOperation { Value: var value } => [value],
            ISwitchExpressionOperation { Value: var value } => [value],
            IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: var keys } => keys,
            IInvocationOperation call when IsCheck(call) => call.Arguments.Where(argument => argument.Parameter?.RefKind == RefKind.None).Select(argument => argument.Value).Append(call.Instance).OfType<IOperation>(),
            _ => [],
        };

    private bool IsCheck(IInvocationOperation call)
    {
        var (method, name) = (call.TargetMethod, call.TargetMethod.Name);

        // With a key that the sender chose, a signature that is right proves nothing.
        if (!call.IsOwn() && VerifiesSignature(method))
        {
            return false;
        }

        return method.ReturnType.WithoutTask().SpecialType == SpecialType.System_Boolean
            ? !name.StartsWith("IsNullOr", StringComparison.Ordinal) && !name.StartsWith("TryFrom", StringComparison.Ordinal) && !name.StartsWith("TryDecode", StringComparison.Ordinal)
                && name is not ("TryCreate" or "Exists" or "IsWellFormedUriString" or "TryGetProperty" or "TryGetHeaderValue")
                && !(name == "StartsWith" && call.Arguments is [{ Value: var prefix }, ..] && SaysNothing(prefix))
            : IdentifierWords.Split(name).Any(CheckWords.Contains) || name is "IndexOf" or "IndexOfAny" or "CompareTo" or "Compare";
    }

    private bool SaysSomething(IPatternOperation pattern) =>
        pattern switch
        {
            INegatedPatternOperation { Pattern: var negated } => SaysSomething(negated),
            IBinaryPatternOperation { LeftPattern: var left, RightPattern: var right } => SaysSomething(left) || SaysSomething(right),
            IConstantPatternOperation { Value: var constant } => !SaysNothing(constant),
            IRecursivePatternOperation { PropertySubpatterns: var members } => members.Any(member => SaysSomething(member.Pattern)),
            _ => false,
        };

    // That something is there, or that an address begins with https, says nothing about whose it is.
    private bool SaysNothing(IOperation value) =>
        context.Flow.IsNothing(value) || (context.Flow.ConstantText(value) is { } text && text.TrimEnd('/', ':').ToLowerInvariant() is "http" or "https" or "file");

    private static bool IsLength(IOperation value) => value.WithoutConversions() is IPropertyReferenceOperation { Property.Name: "Length" or "Count" } or IInvocationOperation { TargetMethod.Name: "Count" };

    private static IEnumerable<IOperation> Callers(OperationContext context)
    {
        var method = context.ContainingSymbol;
        return method is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } called
            ? context.CallsOf(called).Take(MaxCallers).Select(call => context.OperationOf(call.FirstAncestorOrSelf<InvocationExpressionSyntax>() ?? call)).OfType<IOperation>()
            : [];
    }

    private static IEnumerable<string> NamesAround(SyntaxNode node) =>
        node.AncestorsAndSelf().Select(scope => scope switch
        {
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
            _ => string.Empty,
        });

    private static bool Contains(string text, string word) => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;
}
