using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Analyzers.RefreshTokens;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Issuing;

namespace TokenGuard.Analyzers.Issuing;

/// <summary>TKG1010: a refresh token is a JWT that is made like the access token, which the same type makes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RefreshTokenIsAccessTokenAnalyzer() : TokenGuardAnalyzer(Rule)
{
    /// <summary>The property of a diagnostic whose token is what the method around it returns.</summary>
    internal const string IsReturned = nameof(IsReturned);

    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.RefreshTokenIsAccessToken, RuleDefinition.Category, RefreshTokenIsAccessToken.Definition);

    private static readonly ImmutableDictionary<string, string?> Returned = ImmutableDictionary<string, string?>.Empty.Add(IsReturned, null);

    private protected override void Register(RuleContext context)
    {
        if (context.Types.JwtSecurityToken is not null || context.Types.SecurityTokenDescriptor is not null)
        {
            context.OnOperation([Mentions.Refresh], Check, OperationKind.SimpleAssignment, OperationKind.VariableDeclarator, OperationKind.Argument, OperationKind.Tuple, OperationKind.Return);
        }
    }

    private static void Check(OperationContext context)
    {
        foreach (var target in RefreshTokenTarget.Of(context.Operation, context.ContainingSymbol, context.Policy))
        {
            Check(context, target);
        }

        if (UnwrittenToken(context) is { } unwritten)
        {
            Check(context, unwritten);
        }
    }

    private static void Check(OperationContext context, RefreshTokenTarget target)
    {
        var flow = context.Flow;
        var isReturned = context.Operation is IReturnOperation;
        if (MintedToken.Of(target.Value, flow) is { } token
            && context.Operation.Root().Syntax == token.Maker.Root().Syntax
            && IsLikeAccessToken(context, token, isReturned)
            && flow.FactOf(context.Operation, static (_, _) => new Reported()).Makers.TryAdd(token.Maker.Syntax, true))
        {
            context.Report(Rule, Issuance.PlaceOf(token.Maker), isReturned ? Returned : null, target.Name);
        }
    }

    // JwtSecurityToken GenerateRefreshToken(User user): its caller writes it.
    private static RefreshTokenTarget? UnwrittenToken(OperationContext context) =>
        context is { Operation: IReturnOperation { ReturnedValue: { } value } operation, ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary, Name: var name } method }
        && method.ReturnType.WithoutTask().Name is "JwtSecurityToken" or "SecurityToken"
        && TokenNames.OfMethod(name, context.Policy).Kind == TokenKind.Refresh
        && TokenFlow.ReturnsOf(operation.Root()).Contains(value)
            ? new RefreshTokenTarget(name, value)
            : null;

    // Of a variable it takes an access token beside it: a variable refreshToken may hold the new access token of a refresh.
    private static bool IsLikeAccessToken(OperationContext context, MintedToken token, bool isReturned)
    {
        var isHelper = MintedToken.MadeBy(token.Maker, context.Flow) is null;
        foreach (var (operation, method) in isReturned ? OperationsAround(context) : context.Flow.BodyAround(context.Operation).Operations.Select(operation => (operation, context.ContainingSymbol as IMethodSymbol)))
        {
            if (operation.Syntax != token.Maker.Syntax
                && (isHelper ? operation is IInvocationOperation call && token.IsLikeCall(call, context.Flow) : MintedToken.MadeBy(operation, context.Flow) is { } other && token.IsLike(other, context))
                && method is not null
                && IssuedTokens.PurposeOf(context.At(operation, method), context.Flow.Uses(operation)) is TokenPurpose.Unknown or TokenPurpose.Access)
            {
                return true;
            }
        }

        return false;
    }

    // Those of all methods of the type.
    private static IEnumerable<(IOperation Operation, IMethodSymbol? Method)> OperationsAround(OperationContext context)
    {
        foreach (var method in context.ContainingSymbol.ContainingType?.GetMembers().OfType<IMethodSymbol>() ?? [])
        {
            foreach (var operation in context.Flow.BodyOf(method) is { } body ? context.Flow.OperationsIn(body) : [])
            {
                yield return (operation, method);
            }
        }
    }

    /// <summary>What is reported of a body: a token may have several names.</summary>
    private sealed class Reported
    {
        public ConcurrentDictionary<SyntaxNode, bool> Makers { get; } = new();
    }
}
