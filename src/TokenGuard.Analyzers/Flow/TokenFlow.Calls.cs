using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Rules;

namespace TokenGuard.Analyzers.Flow;

/// <summary>What calls of this project's own methods run, and what its members are set to.</summary>
internal readonly partial struct TokenFlow
{
    /// <summary>
    /// The method of this project whose body runs when <paramref name="called"/> is called: itself, or the only method that implements or
    /// overrides it. Null when there is none, or when there may be several.
    /// </summary>
    public IMethodSymbol? TargetOf(IMethodSymbol called)
    {
        var method = (called.ReducedFrom ?? called).OriginalDefinition;
        if (!method.IsDeclaredIn(project.Compilation))
        {
            return null;
        }

        if (!method.IsAbstract && !method.IsVirtual && (!method.IsOverride || method.IsSealed || method.ContainingType.IsSealed))
        {
            return method.PartialImplementationPart ?? method;
        }

        return project.Implementations(cancellation).OnlyOf(called) is { } only && only.IsDeclaredIn(project.Compilation) ? only.PartialImplementationPart ?? only : null;
    }

    /// <summary>The arguments of a call of a method or constructor, by the parameters of its declaration.</summary>
    public static ImmutableArray<IArgumentOperation> ArgumentsOf(IOperation call) =>
        call switch
        {
            IInvocationOperation invocation => invocation.Arguments,
            IObjectCreationOperation creation => creation.Arguments,
            _ => ImmutableArray<IArgumentOperation>.Empty,
        };

    /// <summary>The method or constructor that an operation calls.</summary>
    public static IMethodSymbol? CalledBy(IOperation call) =>
        call switch
        {
            IInvocationOperation invocation => invocation.TargetMethod,
            IObjectCreationOperation creation => creation.Constructor,
            _ => null,
        };

    /// <summary>
    /// The values that the declaring type gives to a field or property that no other type can set; empty for members that others may set.
    /// </summary>
    public IEnumerable<IOperation> ValuesGivenTo(ISymbol member) => IsSetByItsTypeOnly(member.OriginalDefinition) ? OwnValuesOf(member) : [];

    /// <summary>The values that the declaring type gives to a field or property, whoever else may set it.</summary>
    public IEnumerable<IOperation> OwnValuesOf(ISymbol member)
    {
        var definition = member.OriginalDefinition;
        if (!definition.IsDeclaredIn(project.Compilation))
        {
            yield break;
        }

        foreach (var value in WritesOf(definition.ContainingType).ValuesOf(definition.Name))
        {
            if (project.Bodies.OperationOf(value.Parent!, cancellation) is ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } assignment
                && SymbolEqualityComparer.Default.Equals(target.Member.OriginalDefinition, definition))
            {
                yield return assignment.Value;
            }
        }
    }

    /// <summary>
    /// What is known of a method or member of this project when so many more calls may be followed; found out once, with the policy of the
    /// file that declares it.
    /// </summary>
    /// <param name="symbol">The method or member.</param>
    /// <param name="calls">How many calls; the answer depends on nothing else, whatever was asked before.</param>
    /// <param name="element">The element of the tuple that it gives; null for all that it gives.</param>
    /// <param name="find">Finds it out.</param>
    public T Remembered<T>(ISymbol symbol, int calls, int? element, Func<TokenFlow, TokenPolicy, T> find)
    {
        var summaries = project.FactsOf(symbol).Get(static () => new Summaries<T>()).Known;
        if (summaries.TryGetValue((calls, element), out var known))
        {
            return known;
        }

        var policyThere = symbol.DeclarationsIn(project.Compilation) is [{ SyntaxTree: var tree }, ..] ? project.PolicyOf(tree) : policy;
        return summaries.GetOrAdd((calls, element), find(new TokenFlow(project, policyThere, Bindings.None, cancellation), policyThere));
    }

    /// <summary>The sequence whose elements a variable gets: of the loop, or of the LINQ call whose lambda has the parameter.</summary>
    public IOperation? SequenceOf(ISymbol variable, IOperation use) =>
        variable switch
        {
            ILocalSymbol { IsForEach: true } => BodyAround(use).LoopOver(variable)?.Collection,
            IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } lambda } => SequenceOf(lambda, use),
            _ => null,
        };

    private static IOperation? SequenceOf(IMethodSymbol lambda, IOperation use)
    {
        for (var operation = use.Parent; operation is not null; operation = operation.Parent)
        {
            if (operation is IAnonymousFunctionOperation function && SymbolEqualityComparer.Default.Equals(function.Symbol, lambda))
            {
                return function.Parent is IDelegateCreationOperation { Parent: IArgumentOperation { Parent: IInvocationOperation { TargetMethod.ContainingType.Name: "Enumerable", Arguments: [var sequence, ..] } } }
                    ? sequence.Value
                    : null;
            }
        }

        return null;
    }

    /// <summary>The number of an element of a tuple.</summary>
    public static int IndexOf(IFieldSymbol element)
    {
        var elements = element.ContainingType.TupleElements;
        return elements.IndexOf(elements.FirstOrDefault(other => other.Name == element.Name || other.CorrespondingTupleField?.Name == element.Name)!);
    }

    /// <summary>The values that a body writes to one of its parameters.</summary>
    public ImmutableArray<IOperation> ValuesWritten(IParameterSymbol parameter, IOperation body) =>
        BodyAround(body).Assignments
            .Where(assignment => SymbolEqualityComparer.Default.Equals(assignment.Target.Variable(), parameter))
            .Select(assignment => assignment.Value)
            .ToImmutableArray();

    /// <summary>What the body puts under a constant key into the collection that a variable holds, when it reads that key; empty when that is not known, or when it is too much.</summary>
    public ImmutableArray<IOperation> EntryOf(IPropertyReferenceOperation read)
    {
        if (read is not { Instance: { } holder, Arguments: [{ Value: var key }] } || holder.Variable() is null || Constant(key) is not { } name)
        {
            return ImmutableArray<IOperation>.Empty;
        }

        return ObjectPath.Of(holder) is { } path ? Few(FactOf(read, static (body, flow) => new EntryWrites(body, flow)).Of(path, name)) : ImmutableArray<IOperation>.Empty;
    }

    /// <summary>What a <c>StringBuilder</c> begins with and what is appended to it, wherever in the body and in the order of the source; empty when it comes from elsewhere, or when it is too much.</summary>
    public ImmutableArray<IOperation> AppendedTo(IOperation builder)
    {
        var appended = ImmutableArray.CreateBuilder<IOperation>();
        AddAppends(builder, appended);
        while (builder is IInvocationOperation { Instance: { } receiver })
        {
            builder = receiver;
        }

        if (builder.Variable() is { } variable)
        {
            var all = Few(BodyAround(builder).Fact(static body => new Appends(body)).To(variable));
            if (all.IsEmpty)
            {
                return all;
            }

            appended.AddRange(all);
        }

        if (Origin(builder) is IObjectCreationOperation creation)
        {
            appended.AddRange(creation.Arguments.Where(argument => argument.Value.Type.IsText()).Select(argument => argument.Value));
        }

        return Few(appended.Distinct().OrderBy(value => value.Syntax.SpanStart).ToImmutableArray());
    }

    // Each mention of the variable asks for all of them again: the cost is the square of their number.
    private static ImmutableArray<IOperation> Few(ImmutableArray<IOperation> values) => values.Length > MaxOrigins ? ImmutableArray<IOperation>.Empty : values;

    private static void AddAppends(IOperation chain, ImmutableArray<IOperation>.Builder appended)
    {
        for (; chain is IInvocationOperation { Instance: { } receiver } call; chain = receiver)
        {
            if (call.TargetMethod.Name is "Append" or "AppendLine" or "AppendFormat" or "AppendJoin" or "Insert")
            {
                appended.AddRange(call.Arguments.SelectMany(argument => PiecesOf(argument.Value)));
            }
        }
    }

    // Append($"a={x}") hands on each piece.
    private static IEnumerable<IOperation> PiecesOf(IOperation value) =>
        value.WithoutConversions() is IInterpolatedStringHandlerCreationOperation { Content: IInterpolatedStringOperation { Parts: var parts } }
            ? parts.Select(part => part is IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation { Arguments: [var piece, ..] } } ? piece.Value : part)
            : [value];

    /// <summary>What a body appends to its variables, found once a variable.</summary>
    private sealed class Appends(Body body)
    {
        private readonly ConcurrentDictionary<ISymbol, ImmutableArray<IOperation>> known = new(SymbolEqualityComparer.Default);

        public ImmutableArray<IOperation> To(ISymbol variable) => known.GetOrAdd(variable, Read);

        private ImmutableArray<IOperation> Read(ISymbol variable)
        {
            var appended = ImmutableArray.CreateBuilder<IOperation>();
            foreach (var reference in body.ReferencesTo(variable))
            {
                var last = reference;
                while (last.Parent is IInvocationOperation call && call.Instance == last)
                {
                    last = call;
                }

                AddAppends(last, appended);
            }

            return appended.ToImmutable();
        }
    }

    /// <summary>What a body puts under constant keys, found once.</summary>
    private sealed class EntryWrites
    {
        private readonly Dictionary<(ObjectPath Holder, object Key), ImmutableArray<IOperation>.Builder> values = [];

        public EntryWrites(Body body, TokenFlow flow)
        {
            foreach (var assignment in body.Assignments)
            {
                if (assignment.Target is IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } target, Arguments: [{ Value: var written }] }
                    && ObjectPath.Of(target) is { } path && flow.Constant(written) is { } key)
                {
                    if (!values.TryGetValue((path, key), out var list))
                    {
                        values.Add((path, key), list = ImmutableArray.CreateBuilder<IOperation>());
                    }

                    list.Add(assignment.Value);
                }
            }
        }

        public ImmutableArray<IOperation> Of(ObjectPath holder, object key) =>
            values.TryGetValue((holder, key), out var list) ? list.ToImmutable() : ImmutableArray<IOperation>.Empty;
    }

    /// <summary>Whether a value is made of what an unknown caller gives.</summary>
    public bool DependsOnCaller(IOperation value)
    {
        foreach (var reference in VariablesBehind(value))
        {
            if (reference is IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.AnonymousFunction } }
                && Definitions(reference.Variable()!, reference).Any(definition => definition.IsEntry))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The arguments, of the calls that a question goes through, that a value is made of.</summary>
    public IEnumerable<IOperation> ArgumentsBehind(IOperation value)
    {
        var given = bindings;
        return VariablesBehind(value).Select(reference => given.Of(reference.Variable()!)).OfType<IOperation>();
    }

    /// <summary>The mentions of variables in a value, and in what these are set to.</summary>
    public IReadOnlyList<IOperation> VariablesBehind(IOperation value)
    {
        var pending = new Stack<IOperation>([value]);
        var found = new List<IOperation>();
        var seen = new HashSet<IOperation>();
        while (pending.Count > 0 && found.Count < MaxOrigins)
        {
            foreach (var reference in pending.Pop().DescendantsAndSelf())
            {
                if (reference.Variable() is { } variable && seen.Add(reference))
                {
                    found.Add(reference);
                    foreach (var definition in Definitions(variable, reference))
                    {
                        if (definition.Value is { } origin)
                        {
                            pending.Push(origin);
                        }
                    }
                }
            }
        }

        return found;
    }

    // TimeSpan Lifetime() => TimeSpan.FromDays(30): an own method that gives nothing but constants.
    private ImmutableArray<IOperation> ConstantsReturnedBy(IInvocationOperation call)
    {
        if (TargetOf(call.TargetMethod) is not { } target)
        {
            return ImmutableArray<IOperation>.Empty;
        }

        var flow = With(Bindings.None);
        return project.FactsOf(target).Get(() => new ConstantReturns(target, flow)).Values;
    }

    /// <summary>What a method returns, when all of it is constant.</summary>
    private sealed class ConstantReturns
    {
        public ConstantReturns(IMethodSymbol method, TokenFlow flow)
        {
            var returned = MayBeConstant(method, flow) && flow.BodyOf(method) is { } body ? ReturnsOf(body) : ImmutableArray<IOperation>.Empty;
            Values = returned.All(value => value.DescendantsAndSelf().All(IsConstant)) ? returned : ImmutableArray<IOperation>.Empty;
        }

        public ImmutableArray<IOperation> Values { get; }

        // As far as syntax tells: most methods are none, and are not bound for this.
        private static bool MayBeConstant(IMethodSymbol method, TokenFlow flow) =>
            method.DeclarationsIn(flow.Compilation) is [var declaration]
            && ReturnsOf(declaration.GetSyntax()) is { IsEmpty: false } returned
            && returned.All(value => value.DescendantNodesAndSelf().All(node => node switch
            {
                IdentifierNameSyntax name => !method.Parameters.Any(parameter => parameter.Name == name.Identifier.ValueText),
                InvocationExpressionSyntax { Expression: var called } => (called as MemberAccessExpressionSyntax)?.Expression is null or SimpleNameSyntax or MemberAccessExpressionSyntax,
                LiteralExpressionSyntax or MemberAccessExpressionSyntax or ArgumentListSyntax or ArgumentSyntax or NameColonSyntax or BinaryExpressionSyntax or PrefixUnaryExpressionSyntax
                    or ParenthesizedExpressionSyntax or CastExpressionSyntax or ObjectCreationExpressionSyntax or TypeSyntax => true,
                _ => false,
            }));

        private static bool IsConstant(IOperation part) =>
            part switch
            {
                { ConstantValue.HasValue: true } or IConversionOperation or IBinaryOperation or IUnaryOperation or IParenthesizedOperation or IArgumentOperation => true,
                IFieldReferenceOperation field => field.Field is { IsStatic: true, IsReadOnly: true },
                IInvocationOperation call => call.TargetMethod is { IsStatic: true, ContainingType.Name: "TimeSpan" } && !call.IsOwn(),
                IObjectCreationOperation creation => creation.Type is { Name: "TimeSpan" },
                _ => false,
            };
    }

    private static bool IsSetByItsTypeOnly(ISymbol member) =>
        member switch
        {
            IFieldSymbol field => field.IsReadOnly || field.DeclaredAccessibility == Accessibility.Private,
            IPropertySymbol { IsIndexer: false, IsAbstract: false } property =>
                property.SetMethod is null || property.DeclaredAccessibility == Accessibility.Private || property.SetMethod.DeclaredAccessibility == Accessibility.Private,
            _ => false,
        };
}
