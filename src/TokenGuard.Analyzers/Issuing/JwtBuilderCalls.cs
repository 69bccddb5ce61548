using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Issuing;

/// <summary>The calls on one <c>JwtBuilder</c> of JWT.NET, in one expression or on a variable that holds it.</summary>
/// <param name="Calls">All calls that are seen.</param>
/// <param name="IsComplete">Whether there are no others.</param>
internal readonly record struct JwtBuilderCalls(ImmutableArray<IInvocationOperation> Calls, bool IsComplete)
{
    /// <summary>The calls on the builder whose token <paramref name="encode"/> makes.</summary>
    public static JwtBuilderCalls Of(IInvocationOperation encode, TokenFlow flow)
    {
        var walker = new Walker(flow);
        walker.WalkReceiver(encode);
        return new JwtBuilderCalls(walker.Calls.ToImmutable(), walker.IsComplete);
    }

    /// <summary>Where an expression that ends in <paramref name="encode"/> makes the builder; the call itself where a variable holds it.</summary>
    public static IOperation StartOf(IInvocationOperation encode)
    {
        IOperation? start = encode;
        while (IsOnBuilder(start) && ReceiverOf((IInvocationOperation)start!) is { } receiver)
        {
            start = receiver is IConversionOperation conversion ? conversion.Operand : receiver;
        }

        return start is IObjectCreationOperation || IsOnBuilder(start) ? start! : encode;
    }

    /// <summary>Whether a call is on a builder that makes a token, not on one that reads it.</summary>
    public static bool IsEncoded(IInvocationOperation step, TokenFlow flow) =>
        flow.FactOf(step, static (body, flow) => new EncodedSteps(body, flow)).Steps.Contains(step.Syntax);

    /// <summary>Whether a call is one of JWT.NET's on a builder.</summary>
    public static bool IsOnBuilder(IOperation? operation) =>
        operation is IInvocationOperation { TargetMethod.ContainingType: { Name: "JwtBuilder" or "JwtBuilderExtensions" } type } && type.ContainingNamespace is { Name: "Builder", ContainingNamespace.Name: "JWT" };

    /// <summary>The names of the claims that the calls add.</summary>
    public EntryNames Claims(TokenFlow flow)
    {
        var collector = new EntryCollector(flow);
        foreach (var call in Calls)
        {
            var method = call.TargetMethod;
            var arguments = call.Arguments.Where(argument => argument.Parameter?.Type.Name != "JwtBuilder").ToImmutableArray();
            if (method.Name is "ExpirationTime")
            {
                collector.AddName(ExpiryClaims.Name);
            }
            else if (method.Name is "AddClaims" or "Encode")
            {
                foreach (var argument in arguments)
                {
                    collector.AddEntriesOf(argument);
                }
            }
            else if (method.Name is "AddClaim" && arguments is [{ Value: var name }, ..])
            {
                if (name is IFieldReferenceOperation { Field: { Name: var member, ContainingType: { Name: "ClaimName", TypeKind: TypeKind.Enum } } })
                {
                    collector.AddName(member);
                }
                else
                {
                    collector.AddName(name);
                }
            }
        }

        var names = collector.ToNames();
        return names with { IsComplete = names.IsComplete && IsComplete };
    }

    private static IOperation? ReceiverOf(IInvocationOperation call) =>
        call.Instance ?? call.Arguments.FirstOrDefault(argument => argument.Parameter?.Type.Name == "JwtBuilder")?.Value;

    /// <summary>The calls on builders of a body that end in a token.</summary>
    private sealed class EncodedSteps(Body body, TokenFlow flow)
    {
        public HashSet<SyntaxNode> Steps { get; } = [.. body.Calls("Encode").Where(IsOnBuilder).SelectMany(encode => Of(encode, flow).Calls).Select(call => call.Syntax)];
    }

    private sealed class Walker(TokenFlow flow)
    {
        private readonly HashSet<SyntaxNode> seen = [];

        public ImmutableArray<IInvocationOperation>.Builder Calls { get; } = ImmutableArray.CreateBuilder<IInvocationOperation>();

        public bool IsComplete { get; private set; } = true;

        public void WalkReceiver(IInvocationOperation call)
        {
            if (!seen.Add(call.Syntax))
            {
                return;
            }

            Calls.Add(call);
            if (ReceiverOf(call) is { } receiver)
            {
                Walk(receiver);
            }
        }

        private void Walk(IOperation? builder)
        {
            builder = builder is IConversionOperation conversion ? conversion.Operand : builder;
            switch (builder)
            {
                case IInvocationOperation call when IsOnBuilder(call):
                    WalkReceiver(call);
                    break;
                case IObjectCreationOperation { Type.Name: "JwtBuilder" }:
                    break;
                case ILocalReferenceOperation local:
                    WalkVariable(local);
                    break;
                default:
                    IsComplete = false;
                    break;
            }
        }

        private void WalkVariable(ILocalReferenceOperation local)
        {
            if (!seen.Add(local.Syntax))
            {
                return;
            }

            foreach (var definition in flow.Definitions(local.Local, local))
            {
                Walk(definition.Value);
            }

            // The builder changes itself, so every call on the variable counts, wherever it stands.
            foreach (var other in flow.BodyAround(local).ReferencesTo(local.Local))
            {
                WalkUse((ILocalReferenceOperation)other);
            }
        }

        private void WalkUse(ILocalReferenceOperation use)
        {
            IOperation chain = use;
            while (ParentCall(chain) is { } call)
            {
                WalkReceiver(call);
                chain = call;
            }

            // A builder that is given away, or has a second name, may get claims elsewhere.
            if (chain.Type?.Name == "JwtBuilder"
                && chain.Parent is not IExpressionStatementOperation
                && !(chain.Parent is IAssignmentOperation { Target: ILocalReferenceOperation target } && SymbolEqualityComparer.Default.Equals(target.Local, use.Local)))
            {
                IsComplete = false;
            }
        }

        private static IInvocationOperation? ParentCall(IOperation operation) =>
            operation.Parent switch
            {
                IInvocationOperation call when call.Instance == operation && IsOnBuilder(call) => call,
                IArgumentOperation { Parent: IInvocationOperation call, Parameter.Ordinal: 0 } when IsOnBuilder(call) => call,
                _ => null,
            };
    }
}
