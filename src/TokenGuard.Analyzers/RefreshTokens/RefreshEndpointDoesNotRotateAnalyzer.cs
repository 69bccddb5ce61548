using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Analyzers.Issuing;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.RefreshTokens;

namespace TokenGuard.Analyzers.RefreshTokens;

/// <summary>TKG6011: a method that is named after refreshing takes a refresh token and makes a JWT, and neither makes a refresh token nor ends one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RefreshEndpointDoesNotRotateAnalyzer() : TokenGuardAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.RefreshEndpointDoesNotRotate, RuleDefinition.Category, RefreshEndpointDoesNotRotate.Definition);

    private static readonly string[] MakingVerbs = ["generate", "create", "new", "issue", "make", "build", "mint", "renew", "store", "save", "add", "update"];

    private static readonly string[] ReadingVerbs = ["get", "find", "read", "validate", "verify", "check", "load", "fetch", "lookup"];

    private protected override void Register(RuleContext context)
    {
        context.OnOperation(Mentions.OfRefreshTokens, CheckMethod, OperationKind.MethodBody);
        context.OnOperation(Mentions.OfRefreshTokens, CheckEndpoint, OperationKind.Invocation);
    }

    private static void CheckMethod(OperationContext context)
    {
        if (context.Operation is IMethodBodyOperation { Syntax: MethodDeclarationSyntax { Identifier: var identifier } } method && (method.BlockBody ?? method.ExpressionBody) is { } body
            && (RefreshTokenFacts.IsRefresh(identifier.ValueText) || (EndpointHandler.IsName(identifier.ValueText) && RefreshTokenFacts.IsRefresh(context.ContainingSymbol.ContainingType.Name))))
        {
            Check(context, body, identifier.GetLocation(), identifier.ValueText);
        }
    }

    // app.MapPost("/auth/refresh", ...)
    private static void CheckEndpoint(OperationContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name.StartsWith("Map", StringComparison.Ordinal) && EndpointHandler.Of(call, context.Flow) is var (route, body) && RefreshTokenFacts.IsRefresh(route))
        {
            Check(context, body, call.NameSyntax().GetLocation(), route);
        }
    }

    private static void Check(OperationContext context, IOperation body, Location place, string name)
    {
        var flow = context.Flow;
        var code = ReachedCode.Of(body, flow);
        if (code.IsWhole
            && code.Operations.Any(operation => IsRefreshToken(operation, flow))
            && code.Operations.Any(operation => MintedToken.MadeBy(operation, flow) is not null)
            && !code.Operations.Any(operation => IsRotation(operation, flow))
            && !EndpointHandler.IsCalled(context))
        {
            context.Report(Rule, place, properties: null, name);
        }
    }

    private static bool IsRefreshToken(IOperation operation, TokenFlow flow) =>
        operation is IParameterReferenceOperation or IPropertyReferenceOperation or IInvocationOperation && flow.Classify(operation) is { Kind: TokenKind.Refresh, Confidence: >= Confidence.Medium };

    // A new refresh token, or the end of one.
    private static bool IsRotation(IOperation operation, TokenFlow flow) =>
        operation switch
        {
            IAssignmentOperation { Target: IMemberReferenceOperation { Member.Name: var member }, Value: var value } when IsOfRefresh(member) => IsNew(value, flow),
            IVariableDeclaratorOperation { Symbol.Name: var local } declarator when IsOfRefresh(local) => declarator.GetVariableInitializer() is { Value: var value } && IsNew(value, flow),
            IInvocationOperation { TargetMethod: { ContainingType.Name: "RandomNumberGenerator" or "RNGCryptoServiceProvider" } } => true,
            IInvocationOperation { TargetMethod.Name: var method } when IsMaking(method) => true,
            IObjectCreationOperation { Type: INamedTypeSymbol type } when type.IsDeclaredIn(flow.Compilation) && TokenNames.OfHolder(type.Name, flow.Policy) == TokenKind.Refresh => true,
            _ => StoredRefreshTokens.AreEndedBy(operation),
        };

    private static bool IsOfRefresh(string name) => IdentifierWords.Split(name).Contains("refresh");

    // What a call gives that is not asked for what there is already.
    private static bool IsNew(IOperation value, TokenFlow flow)
    {
        foreach (var origin in flow.Origins(value))
        {
            var call = origin is IAwaitOperation { Operation: var awaited } ? awaited : origin;
            if (call is IObjectCreationOperation or IInvocationOperation && TokenSources.LookupName(call) is null && !(call is IInvocationOperation { TargetMethod: var method } && (IsReading(method.Name) || method.IsInOrUnder("System.Linq"))))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsReading(string method) => IdentifierWords.Split(method) is [var verb, ..] && ReadingVerbs.Contains(verb);

    // CreateRefreshToken, GenerateTokens, IssueTokenPair
    private static bool IsMaking(string method)
    {
        var words = IdentifierWords.Split(method);
        return words.Any(MakingVerbs.Contains) && (words.Contains("refresh") || words.Contains("tokens") || words.Contains("pair"));
    }
}
