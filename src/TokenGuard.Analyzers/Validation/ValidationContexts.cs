using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Validation;

/// <summary>The surroundings in which a check may be off.</summary>
internal static class ValidationContexts
{
    /// <summary>Names of code that has to read a token after it expired: to refresh it, to end its session, to revoke it.</summary>
    private static readonly string[] ReadsExpiredTokens = ["expired", "refresh", "renew", "revoke", "logout", "signout", "endsession", "idtokenhint"];

    private static readonly ConditionalWeakTable<Compilation, CallerIndex> Callers = new();

    /// <summary>Whether the check of a rule is not needed where parameters of validation are written.</summary>
    public static bool IsRightWithout(string rule, OperationContext context, IOperation write, ObjectWrites writes) =>
        rule == RuleIds.SignatureNotValidated
            ? TypesAround(context.ContainingSymbol).Append(context.ContainingSymbol.Name).Any(name => ContainsWord(name, "saml")) // The response around an assertion is signed instead.
                || write.Root().Descendants().Any(operation => VerifiesSignature(operation) && !write.Syntax.Span.Contains(operation.Syntax.Span))
            : IsProof(context, writes)
                || (rule == RuleIds.LifetimeNotValidated && IsExpiredTokenRead(context, write, writes.PathNames))
                || ClaimChecks.AreMade(rule, context, write);

    /// <summary>Whether an expired token is read on purpose.</summary>
    public static bool IsExpiredTokenRead(OperationContext context, IOperation operation, IEnumerable<string> otherNames)
    {
        var names = otherNames.Concat(FunctionsAround(operation)).Append(context.ContainingSymbol.Name).Concat(TypesAround(context.ContainingSymbol));
        return (names.Any(NamesExpiredTokens) || IsCalledForExpiredTokensOnly(context))
            && !TokensValidatedIn(operation.Root()).Any(token => context.Flow.Classify(token).Kind == TokenKind.Refresh);
    }

    // A proof of possession (RFC 9449) is no access token: it has neither issuer nor audience nor expiry.
    private static bool IsProof(OperationContext context, ObjectWrites writes) =>
        writes.PathNames.Append(context.ContainingSymbol.Name).Append(context.ContainingSymbol.ContainingType?.Name ?? string.Empty)
            .Any(name => ContainsWord(name, "dpop") || IdentifierWords.Split(name).Contains("proof"));

    // By hand, or by what is called by name: js.InvokeAsync("crypto.verifySignature", token).
    private static bool VerifiesSignature(IOperation operation) =>
        operation switch
        {
            IInvocationOperation { TargetMethod.Name: "VerifyData" or "VerifyHash" } => true,
            IInvocationOperation { TargetMethod: { Name: var name } method } => IsVerification(name) && !method.IsMemberOf("JWT.Builder.JwtBuilder"),
            ILiteralOperation { Parent: IArgumentOperation, ConstantValue: { HasValue: true, Value: string text } } => !text.Contains(' ') && IsVerification(text),
            _ => false,
        };

    private static bool IsVerification(string name) => ContainsWord(name, "signature") && (ContainsWord(name, "verif") || ContainsWord(name, "validat"));

    private static IEnumerable<string> TypesAround(ISymbol member)
    {
        for (var type = member as INamedTypeSymbol ?? member.ContainingType; type is not null; type = type.ContainingType)
        {
            yield return type.Name;
        }
    }

    private static IEnumerable<string> FunctionsAround(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ILocalFunctionOperation { Symbol.Name: var name })
            {
                yield return name;
            }
        }
    }

    // The tokens that are given to handlers in this body, with whatever parameters.
    private static IEnumerable<IOperation> TokensValidatedIn(IOperation body) =>
        body.Descendants().OfType<IInvocationOperation>()
            .Where(call => call.TargetMethod.Name is "ValidateToken" or "ValidateTokenAsync")
            .SelectMany(call => call.Arguments.Where(argument => argument.Parameter?.Ordinal == 0).Select(argument => argument.Value));

    private static bool NamesExpiredTokens(string name) => ReadsExpiredTokens.Any(word => ContainsWord(name, word));

    private static bool ContainsWord(string text, string word) => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;

    private static bool IsCalledForExpiredTokensOnly(OperationContext context) =>
        context.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Ordinary, Name: var name }
        && Callers.GetValue(context.Compilation, compilation => new CallerIndex(compilation)).AreAllNamedForExpiredTokens(name);

    /// <summary>The names of the methods that are called, apart by whether the calling member is named for expired tokens.</summary>
    private sealed class CallerIndex(Compilation compilation)
    {
        private readonly Lazy<(HashSet<string> Expired, HashSet<string> Other)> called = new(() => Read(compilation));

        public bool AreAllNamedForExpiredTokens(string method) => called.Value.Expired.Contains(method) && !called.Value.Other.Contains(method);

        private static (HashSet<string> Expired, HashSet<string> Other) Read(Compilation compilation)
        {
            var expired = new HashSet<string>(StringComparer.Ordinal);
            var other = new HashSet<string>(StringComparer.Ordinal);
            foreach (var member in compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantNodes()).OfType<MethodDeclarationSyntax>())
            {
                var type = (member.Parent as TypeDeclarationSyntax)?.Identifier.ValueText ?? string.Empty;
                var names = NamesExpiredTokens(member.Identifier.ValueText) || NamesExpiredTokens(type) ? expired : other;
                foreach (var call in member.DescendantNodes().OfType<InvocationExpressionSyntax>())
                {
                    names.Add(NameOf(call.Expression));
                }
            }

            return (expired, other);
        }

        private static string NameOf(ExpressionSyntax called) =>
            called switch
            {
                SimpleNameSyntax name => name.Identifier.ValueText,
                MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
                MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
                _ => string.Empty,
            };
    }
}
