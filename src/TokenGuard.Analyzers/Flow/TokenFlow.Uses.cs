using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.Analyzers.Flow;

/// <summary>Where values go to.</summary>
internal readonly partial struct TokenFlow
{
    /// <summary>
    /// What takes a value inside of its body, and what takes what libraries make of it: variables, assignments, arguments, calls, returns.
    /// An element of a tuple stands for the place that it has there. It ends where the value becomes a member of another object or goes to a method of this project. The order of statements is not looked at.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="isFollowed">Whether a use of a variable that holds the value counts; all do when it is null.</param>
    public ImmutableArray<IOperation> Uses(IOperation value, Func<IOperation, bool>? isFollowed = null)
    {
        var uses = new ForwardFlow(project.Bodies, isFollowed, cancellation);
        uses.Follow(value);
        return uses.Found.ToImmutable();
    }

    /// <summary>The same for what a variable holds, from all of its uses.</summary>
    public ImmutableArray<IOperation> UsesOfVariable(IOperation reference, Func<IOperation, bool>? isFollowed = null)
    {
        var uses = new ForwardFlow(project.Bodies, isFollowed, cancellation);
        uses.FollowVariable(reference);
        return uses.Found.ToImmutable();
    }

    /// <summary>What takes what the variables of a body hold.</summary>
    private sealed class VariableUses
    {
        public ConcurrentDictionary<ISymbol, ImmutableArray<IOperation>> Of { get; } = new(SymbolEqualityComparer.Default);
    }

    private sealed class ForwardFlow(Bodies bodies, Func<IOperation, bool>? isFollowed, CancellationToken cancellation)
    {
        private readonly HashSet<IOperation> seen = [];
        private readonly HashSet<ISymbol> variables = new(SymbolEqualityComparer.Default);

        private bool isOfVariable;

        public ImmutableArray<IOperation>.Builder Found { get; } = ImmutableArray.CreateBuilder<IOperation>();

        public void Follow(IOperation value)
        {
            for (var (child, parent) = (value, value.Parent); parent is not null && seen.Add(child); (child, parent) = (parent, parent.Parent))
            {
                cancellation.ThrowIfCancellationRequested();
                switch (parent)
                {
                    case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                        Found.Add(declarator);
                        FollowVariable(declarator.Symbol, declarator);
                        return;
                    case ISimpleAssignmentOperation assignment when assignment.Value == child:
                        Found.Add(assignment);
                        FollowTarget(assignment.Target);
                        return;
                    case IArgumentOperation { Parent: { } taker }:
                        Found.Add(parent);
                        Found.Add(taker);
                        if (taker is IInvocationOperation { Instance: { } instance } adding && IsKept(adding.TargetMethod))
                        {
                            FollowVariable(instance);
                        }

                        if (taker is IInvocationOperation given && given.IsOwn())
                        {
                            return;
                        }

                        parent = taker;
                        break;
                    case IInvocationOperation call when call.Instance == child:
                        Found.Add(call);
                        break;
                    case ITupleOperation tuple:
                        Found.Add(child);
                        if (tuple.TargetOf(child) is { } target)
                        {
                            FollowTarget(target);
                            return;
                        }

                        break;
                    case IReturnOperation or IMemberInitializerOperation:
                        Found.Add(parent);
                        return;
                    case IObjectOrCollectionInitializerOperation or IArrayInitializerOperation or IObjectCreationOperation or IArrayCreationOperation
                        or IConversionOperation or IParenthesizedOperation or IAwaitOperation or ICoalesceOperation
                        or IInterpolationOperation or IInterpolatedStringOperation or IBinaryOperation { OperatorKind: BinaryOperatorKind.Add }
                        or IConditionalAccessOperation or ISwitchExpressionArmOperation or ISwitchExpressionOperation:
                    case IConditionalOperation conditional when conditional.Condition != child:
                    case { Syntax: CollectionExpressionSyntax or SpreadElementSyntax }:
                        break;
                    default:
                        return;
                }
            }
        }

        // claims.Add(claim), builder.AddClaim(name, value): the object keeps what it is given. A handler that makes a token of it does not.
        private static bool IsKept(IMethodSymbol method) =>
            method.ReturnsVoid || method.ReturnType.SpecialType == SpecialType.System_Boolean || SymbolEqualityComparer.Default.Equals(method.ReturnType, method.ContainingType);

        private void FollowTarget(IOperation target)
        {
            if (target.Variable() is { } variable)
            {
                FollowVariable(variable, target);
            }
            else if (target is IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } holder })
            {
                FollowHolder(holder);
            }
        }

        // dictionary["key"] = value: the dictionary holds it, whether a variable has it or an initialiser makes it.
        private void FollowHolder(IOperation holder)
        {
            if (holder is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver })
            {
                for (var parent = holder.Parent; parent is not null; parent = parent.Parent)
                {
                    if (parent is IObjectCreationOperation)
                    {
                        Follow(parent);
                        return;
                    }

                    if (parent is IMemberInitializerOperation)
                    {
                        Found.Add(parent);
                        return;
                    }
                }
            }
            else
            {
                FollowVariable(holder);
            }
        }

        public void FollowVariable(IOperation reference)
        {
            if (reference.Variable() is { } variable)
            {
                FollowVariable(variable, reference);
            }
        }

        private void FollowVariable(ISymbol variable, IOperation place)
        {
            if (!variables.Add(variable))
            {
                return;
            }

            // However many values a list takes, what becomes of the list is found once.
            var body = bodies.Of(place);
            if (isFollowed is null && !isOfVariable)
            {
                var known = body.Fact(static _ => new VariableUses());
                Found.AddRange(known.Of.TryGetValue(variable, out var uses) ? uses : known.Of.GetOrAdd(variable, UsesOf(variable, place)));
                return;
            }

            foreach (var operation in body.ReferencesTo(variable))
            {
                if (isFollowed?.Invoke(operation) != false)
                {
                    Follow(operation);
                }
            }
        }

        private ImmutableArray<IOperation> UsesOf(ISymbol variable, IOperation place)
        {
            var flow = new ForwardFlow(bodies, isFollowed: null, cancellation) { isOfVariable = true };
            flow.FollowVariable(variable, place);
            return flow.Found.ToImmutable();
        }
    }
}
