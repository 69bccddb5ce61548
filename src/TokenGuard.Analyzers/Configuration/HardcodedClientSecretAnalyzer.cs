using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Configuration;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Configuration;

/// <summary>TKG7014: the secret of an OAuth client is a literal. The message never repeats it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HardcodedClientSecretAnalyzer() : TokenGuardAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.HardcodedClientSecret, RuleDefinition.Category, HardcodedClientSecret.Definition);

    private protected override void Register(RuleContext context) =>
        context.OnOperation([Mentions.Secret], Check, OperationKind.SimpleAssignment, OperationKind.Invocation, OperationKind.ObjectCreation);

    private static void Check(OperationContext context)
    {
        if (SecretOf(context.Operation) is var (owner, secret)
            && Alternatives(secret).FirstOrDefault(value => context.Flow.ConstantText(value) is { } text && !SecretText.IsPlaceholder(text)) is { } written)
        {
            context.Report(Rule, written.Syntax, owner);
        }
    }

    // configuration["Secret"] ?? "literal"
    private static IEnumerable<IOperation> Alternatives(IOperation value) =>
        value.WithoutConversions() is ICoalesceOperation { Value: var first, WhenNull: var other } ? Alternatives(first).Concat(Alternatives(other)) : [value];

    // What the secret belongs to, and its value.
    private static (string Owner, IOperation Value)? SecretOf(IOperation operation) =>
        operation switch
        {
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "ClientSecret" } property } target, Value: var value } when IsOfLibrary(property) =>
                ((target.Instance?.Type ?? property.ContainingType).Name, value.WithoutConversions()),
            IInvocationOperation { TargetMethod: { Name: "WithClientSecret" or "SetClientSecret" } method } call when IsOfLibrary(method) =>
                call.Arguments.FirstOrDefault(argument => argument.Parameter is { Name: "clientSecret" or "secret" }) is { } given ? (method.ContainingType.Name, given.Value) : null,
            IObjectCreationOperation { Type: { Name: "ClientSecretCredential" } type } creation when type.IsIn("Azure.Identity") =>
                creation.Arguments.FirstOrDefault(argument => argument.Parameter is { Name: "clientSecret" }) is { } given ? (type.Name, given.Value) : null,
            IObjectCreationOperation { Type: { Name: "Secret" } type, Arguments: [{ Value: var given }, ..] } when type.IsIn("Duende.IdentityServer.Models") || type.IsIn("IdentityServer4.Models") =>
                (type.Name, BeforeHash(given)),
            _ => null,
        };

    // "secret".Sha256() is stored as a hash, but written in the clear.
    private static IOperation BeforeHash(IOperation value) =>
        value is IInvocationOperation { TargetMethod: { Name: "Sha256" or "Sha512", IsExtensionMethod: true }, Arguments: [{ Value: var hashed }, ..] } ? hashed : value;

    private static bool IsOfLibrary(ISymbol member) =>
        member.OutermostNamespace() is "Microsoft" or "Duende" or "IdentityModel" or "IdentityServer4" or "OpenIddict" or "AspNet" or "Owin";
}
