using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.RefreshTokens;

namespace TokenGuard.Analyzers.RefreshTokens;

/// <summary>TKG6001: a refresh token is made of something that can be guessed.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WeakTokenGenerationAnalyzer() : TokenGuardAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.WeakTokenGeneration, RuleDefinition.Category, WeakTokenGeneration.Definition);

    private protected override void Register(RuleContext context) =>
        context.OnOperation(
            Mentions.OfRefreshTokens,
            Check,
            OperationKind.SimpleAssignment,
            OperationKind.CoalesceAssignment,
            OperationKind.VariableDeclarator,
            OperationKind.FieldInitializer,
            OperationKind.PropertyInitializer,
            OperationKind.Argument,
            OperationKind.Tuple,
            OperationKind.Return);

    private static void Check(OperationContext context)
    {
        foreach (var target in RefreshTokenTarget.Of(context.Operation, context.ContainingSymbol, context.Policy))
        {
            if (context.Flow.RandomnessOf(target.Value) is { IsWeak: true, Source: { } source } randomness)
            {
                var origin = OriginOf(source);
                if (target.Value.Syntax.Span.Contains(origin.Span))
                {
                    var isText = randomness.Weak is not (WeakSource.Time or WeakSource.UserData or WeakSource.FileName);
                    context.Report(Rule, isText ? origin : target.Value.Syntax, target.Name, Describe(randomness));
                }
                else if (IsFirst(context, source))
                {
                    // The origin lies in another statement; that is where the fix repairs it.
                    context.Report(Rule, target.Value.Syntax.GetLocation(), [origin.GetLocation()], properties: null, target.Name, Describe(randomness));
                }
            }
        }
    }

    // Guid.NewGuid().ToString("N"), with what makes it a text.
    private static SyntaxNode OriginOf(IOperation source)
    {
        while (source.Parent is IInvocationOperation { TargetMethod.Name: "ToString" or "ToByteArray" or "Replace" } call
            && call.Instance == source
            && source is { Type.Name: "Guid" } or IInvocationOperation { TargetMethod.Name: "ToString", Instance.Type.Name: "Guid" })
        {
            source = call;
        }

        return source.Syntax;
    }

    // One value may go into several tokens, such as the one that is stored and the one that is sent: the first one tells.
    private static bool IsFirst(OperationContext context, IOperation source) =>
        context.Flow.BodyAround(context.Operation).Fact(body => new FirstTargets(body, context)).Of.TryGetValue(source.Syntax, out var first) && first == context.Operation.Syntax;

    private static string Describe(Randomness randomness) =>
        randomness.Weak switch
        {
            WeakSource.Guid => "Guid.NewGuid, which gives identifiers and not secrets",
            WeakSource.TimedGuid => "Guid.CreateVersion7, which is mostly the time",
            WeakSource.Random => "System.Random, whose numbers can be predicted",
            WeakSource.Time => "the time, which can be guessed",
            WeakSource.UserData => "a hash of user data, which others can compute",
            WeakSource.FileName => "Path.GetRandomFileName, which has 55 random bits",
            _ => string.Format(CultureInfo.InvariantCulture, "{0:0} random bits", Math.Floor(randomness.Bits)),
        };

    /// <summary>By what the weak tokens of a body are made of: the first operation that makes one of it.</summary>
    private sealed class FirstTargets
    {
        public FirstTargets(Body body, OperationContext context)
        {
            foreach (var operation in body.Operations)
            {
                foreach (var target in RefreshTokenTarget.Of(operation, context.ContainingSymbol, context.Policy))
                {
                    if (context.Flow.RandomnessOf(target.Value) is { IsWeak: true, Source.Syntax: var source } && !Of.ContainsKey(source))
                    {
                        Of.Add(source, operation.Syntax);
                    }
                }
            }
        }

        public Dictionary<SyntaxNode, SyntaxNode> Of { get; } = [];
    }
}
