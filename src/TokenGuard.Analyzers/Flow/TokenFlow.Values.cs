using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.Analyzers.Flow;

/// <summary>Where values come from, and what objects hold.</summary>
internal readonly partial struct TokenFlow
{
    /// <summary>How many operations are looked at to find where a value comes from; what lies beyond stands for itself.</summary>
    private const int MaxOrigins = 100;

    /// <summary>The values that a variable may hold where <paramref name="use"/> reads it.</summary>
    public ImmutableArray<Definition> Definitions(ISymbol variable, IOperation use) =>
        Bound(variable, BodyAround(use).Flow.Definitions(variable, use, cancellation));

    // What a parameter is given by its caller, where that is known.
    private ImmutableArray<Definition> Bound(ISymbol variable, ImmutableArray<Definition> definitions)
    {
        if (bindings.Of(variable) is not { } argument)
        {
            return definitions;
        }

        return definitions.Select(definition => definition.IsEntry ? Definition.Of(argument) : definition).ToImmutableArray();
    }

    /// <summary>
    /// The expressions that an operation's value may come from: through conversions, variables, both sides of a choice, and constant fields.
    /// What cannot be followed further stands for itself.
    /// </summary>
    public ImmutableArray<IOperation> Origins(IOperation operation) => Origins(operation, followDefaults: false);

    /// <inheritdoc cref="Origins(IOperation)"/>
    /// <param name="operation">The operation whose value is asked for.</param>
    /// <param name="followDefaults">Whether a property that can be set counts as the value that it starts with, as options do that nobody configures.</param>
    public ImmutableArray<IOperation> Origins(IOperation operation, bool followDefaults)
    {
        var origins = ImmutableArray.CreateBuilder<IOperation>();
        AddOrigins(operation, followDefaults, origins, []);
        return origins.ToImmutable();
    }

    /// <summary>The only expression that an operation's value can come from; null when there may be several.</summary>
    public IOperation? Origin(IOperation operation) => Origins(operation) is [var only] ? only : null;

    /// <summary>The constant text of an operation, followed through variables and read-only fields.</summary>
    public string? ConstantText(IOperation operation) => Constant(operation) as string;

    /// <summary>The constant value of an operation, followed through variables and read-only fields; null when there is none, or several.</summary>
    public object? Constant(IOperation operation) =>
        Origin(operation) switch
        {
            { ConstantValue: { HasValue: true, Value: var value } } => value,
            IFieldReferenceOperation { Field: { Name: "Empty", ContainingType.SpecialType: SpecialType.System_String } } => string.Empty,
            _ => null,
        };

    /// <summary>Whether a condition holds, as far as constants tell; null when they do not.</summary>
    public bool? Truth(IOperation condition) =>
        condition switch
        {
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => !Truth(not.Operand),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equals => AreEqual(equals),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } differs => !AreEqual(differs),
            _ => Constant(condition) as bool?,
        };

    private bool? AreEqual(IBinaryOperation comparison) =>
        Constant(comparison.LeftOperand) is { } left && Constant(comparison.RightOperand) is { } right ? left.Equals(right) : null;

    /// <summary>
    /// What a member of an object is set to where <paramref name="instance"/> stands: by the initialiser of the object and by every later
    /// assignment that reaches this place.
    /// </summary>
    public MemberState Member(IOperation instance, string member)
    {
        var state = new MemberState.Builder();
        AddMember(instance, member, state, mayEnterMethods: true);
        return state.ToState();
    }

    /// <summary>The <c>new</c> expressions that an operation's object may come from; empty when it may come from elsewhere too.</summary>
    public ImmutableArray<IObjectCreationOperation> Creations(IOperation instance)
    {
        var state = new MemberState.Builder();
        AddMember(instance, string.Empty, state, mayEnterMethods: true);
        return state.ToState() is { IsUnknown: false } known ? known.Creations : ImmutableArray<IObjectCreationOperation>.Empty;
    }

    /// <summary>The value that a field which only its initialiser sets, or a property without setter, always has.</summary>
    public IOperation? InitialValue(IOperation reference) =>
        reference is IFieldReferenceOperation or IPropertyReferenceOperation { Property.SetMethod: null } ? DefaultValue(reference) : null;

    /// <summary>The same, and the value that a property that can be set starts with.</summary>
    private IOperation? DefaultValue(IOperation reference) =>
        reference switch
        {
            IFieldReferenceOperation { Field: { IsReadOnly: true } or { DeclaredAccessibility: Accessibility.Private } } field => DefaultValue(field.Field),
            IPropertyReferenceOperation { Property: { IsIndexer: false, IsVirtual: false, IsAbstract: false, IsOverride: false } property } => DefaultValue(property),
            _ => null,
        };

    private IOperation? DefaultValue(ISymbol member)
    {
        if (member.DeclarationsIn(project.Compilation) is not [var declaration])
        {
            return null;
        }

        var node = declaration.GetSyntax(cancellation);
        var value = node switch
        {
            VariableDeclaratorSyntax field => field.Initializer?.Value,
            PropertyDeclarationSyntax property => property.Initializer?.Value ?? property.ExpressionBody?.Expression ?? ReturnOfGetter(property),
            _ => null,
        };
        return value is null || IsSetLater(member) ? null : project.Bodies.OperationOf(value, cancellation);
    }

    private static ExpressionSyntax? ReturnOfGetter(PropertyDeclarationSyntax property) =>
        property.AccessorList?.Accessors.FirstOrDefault(accessor => accessor.IsKind(SyntaxKind.GetAccessorDeclaration)) switch
        {
            { ExpressionBody.Expression: var expression } => expression,
            { Body.Statements: [ReturnStatementSyntax { Expression: var expression }] } => expression,
            _ => null,
        };

    // A property may be set by whoever has the object; its default is what counts, unless a constructor replaces it.
    private bool IsSetLater(ISymbol member)
    {
        var writes = WritesOf(member.ContainingType);
        return member is IFieldSymbol { IsReadOnly: false } ? writes.IsSet(member.Name) : writes.IsSetByConstructor(member.Name);
    }

    private TypeWrites WritesOf(INamedTypeSymbol type)
    {
        var (compilation, token) = (project.Compilation, cancellation);
        return project.FactsOf(type.OriginalDefinition).Get(() => new TypeWrites(type.OriginalDefinition.DeclarationsIn(compilation), token));
    }

    private void AddOrigins(IOperation operation, bool followDefaults, ImmutableArray<IOperation>.Builder origins, HashSet<IOperation> seen)
    {
        if (!seen.Add(operation))
        {
            return;
        }

        if (seen.Count > MaxOrigins)
        {
            origins.Add(operation);
            return;
        }

        switch (operation)
        {
            case { ConstantValue.HasValue: true }:
                origins.Add(operation);
                return;
            case IConversionOperation { OperatorMethod: null } conversion:
                AddOrigins(conversion.Operand, followDefaults, origins, seen);
                return;
            case IParenthesizedOperation parenthesized:
                AddOrigins(parenthesized.Operand, followDefaults, origins, seen);
                return;
            case IArgumentOperation argument:
                AddOrigins(argument.Value, followDefaults, origins, seen);
                return;
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                AddOrigins(conditional.WhenTrue, followDefaults, origins, seen);
                AddOrigins(whenFalse, followDefaults, origins, seen);
                return;
            case ICoalesceOperation coalesce:
                AddOrigins(coalesce.Value, followDefaults, origins, seen);
                AddOrigins(coalesce.WhenNull, followDefaults, origins, seen);
                return;
            case ISwitchExpressionOperation match:
                foreach (var arm in match.Arms)
                {
                    AddOrigins(arm.Value, followDefaults, origins, seen);
                }

                return;
            case ILocalReferenceOperation or IParameterReferenceOperation:
                foreach (var definition in Definitions(operation.Variable()!, operation))
                {
                    if (definition.Value is { } value)
                    {
                        AddOrigins(value, followDefaults, origins, seen);
                    }
                    else
                    {
                        origins.Add(operation);
                    }
                }

                return;
            case IInvocationOperation call when ConstantsReturnedBy(call) is { IsEmpty: false } constants:
                foreach (var constant in constants)
                {
                    AddOrigins(constant, followDefaults, origins, seen);
                }

                return;
            case IFieldReferenceOperation or IPropertyReferenceOperation when (followDefaults ? DefaultValue(operation) : InitialValue(operation)) is { } initial:
                AddOrigins(initial, followDefaults, origins, seen);
                return;
            default:
                origins.Add(operation);
                return;
        }
    }

    private void AddMember(IOperation? instance, string member, MemberState.Builder state, bool mayEnterMethods)
    {
        if (instance is null || state.Visited == MaxOrigins)
        {
            state.AddUnknown();
            return;
        }

        if (!state.Visit(instance))
        {
            return;
        }

        switch (instance)
        {
            case IConversionOperation conversion:
                AddMember(conversion.Operand, member, state, mayEnterMethods);
                break;
            case IParenthesizedOperation parenthesized:
                AddMember(parenthesized.Operand, member, state, mayEnterMethods);
                break;
            case IArgumentOperation argument:
                AddMember(argument.Value, member, state, mayEnterMethods);
                break;
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                AddMember(conditional.WhenTrue, member, state, mayEnterMethods);
                AddMember(whenFalse, member, state, mayEnterMethods);
                break;
            case ICoalesceOperation coalesce:
                AddMember(coalesce.Value, member, state, mayEnterMethods);
                AddMember(coalesce.WhenNull, member, state, mayEnterMethods);
                break;
            case IObjectCreationOperation creation:
                AddCreation(creation, member, state);
                break;
            case IWithOperation copy:
                if (!AddInitialized(copy.Initializer, member, state))
                {
                    AddMember(copy.Operand, member, state, mayEnterMethods);
                }

                break;
            case IAnonymousObjectCreationOperation anonymous:
                state.AddValue(anonymous.Initializers.OfType<ISimpleAssignmentOperation>().FirstOrDefault(part => part.Target is IPropertyReferenceOperation { Property.Name: var name } && name == member)?.Value);
                break;
            case ILocalReferenceOperation or IParameterReferenceOperation:
                foreach (var definition in Bound(instance.Variable()!, BodyAround(instance).Flow.MemberDefinitions(instance.Variable()!, member, instance, cancellation)))
                {
                    if (definition.Member is null)
                    {
                        AddMember(definition.Value, member, state, mayEnterMethods);
                    }
                    else
                    {
                        state.AddValue(definition.Value);
                    }
                }

                break;
            case IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } reference:
                AddMember(WritesOf(reference.Member.ContainingType).IsMemberSet(reference.Member.Name, member) ? null : InitialValue(instance), member, state, mayEnterMethods);
                break;
            case IInvocationOperation { TargetMethod: { IsVirtual: false, IsAbstract: false } method } when mayEnterMethods:
                AddReturned(method, member, state);
                break;
            default:
                state.AddUnknown();
                break;
        }
    }

    // A copy constructor brings the members of another object along.
    private static void AddCreation(IObjectCreationOperation creation, string member, MemberState.Builder state)
    {
        if (creation.Arguments.Any(argument => SymbolEqualityComparer.Default.Equals(argument.Parameter?.Type, creation.Type)))
        {
            state.AddUnknown();
            return;
        }

        state.AddCreation(creation);
        if (AddInitialized(creation.Initializer, member, state))
        {
            return;
        }

        // record Tokens(string Access, string Refresh)
        if (creation.Type is { IsRecord: true } && creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == member) is { } positional)
        {
            state.AddValue(positional.Value);
            return;
        }

        state.AddUnset();
    }

    // False when the initialiser does not name the member.
    private static bool AddInitialized(IObjectOrCollectionInitializerOperation? initializers, string member, MemberState.Builder state)
    {
        foreach (var initializer in initializers?.Initializers ?? ImmutableArray<IOperation>.Empty)
        {
            switch (initializer)
            {
                case ISimpleAssignmentOperation { Target: IMemberReferenceOperation target, Value: var value } when target.Member.Name == member:
                    state.AddValue(value);
                    return true;
                case IMemberInitializerOperation { InitializedMember: IMemberReferenceOperation target } when target.Member.Name == member:
                    state.AddValue(null);
                    return true;
            }
        }

        return false;
    }

    // CreateCookieOptions(): a method of this project that returns the object.
    private void AddReturned(IMethodSymbol method, string member, MemberState.Builder state)
    {
        var returned = method.DeclarationsIn(project.Compilation) is [var declaration] ? ReturnsOf(declaration.GetSyntax(cancellation)) : ImmutableArray<ExpressionSyntax>.Empty;
        if (returned.IsEmpty)
        {
            state.AddUnknown();
        }

        foreach (var expression in returned)
        {
            AddMember(project.Bodies.OperationOf(expression, cancellation), member, state, mayEnterMethods: false);
        }
    }

    // What a method or local function returns.
    private static ImmutableArray<ExpressionSyntax> ReturnsOf(SyntaxNode function) =>
        function switch
        {
            MethodDeclarationSyntax { ExpressionBody.Expression: var expression } => ImmutableArray.Create(expression),
            LocalFunctionStatementSyntax { ExpressionBody.Expression: var expression } => ImmutableArray.Create(expression),
            MethodDeclarationSyntax { Body: { } block } => ReturnsOf(block),
            LocalFunctionStatementSyntax { Body: { } block } => ReturnsOf(block),
            _ => ImmutableArray<ExpressionSyntax>.Empty,
        };

    private static ImmutableArray<ExpressionSyntax> ReturnsOf(BlockSyntax block) =>
        block.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .OfType<ReturnStatementSyntax>()
            .Where(statement => statement.Expression is not null)
            .Select(statement => statement.Expression!)
            .ToImmutableArray();
}
