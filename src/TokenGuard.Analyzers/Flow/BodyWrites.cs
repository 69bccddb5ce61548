using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.Analyzers.Flow;

/// <summary>What a body writes to variables, and to members of the objects that they hold, wherever that is.</summary>
internal sealed class BodyWrites
{
    /// <summary>How far it is followed where an object is passed on in one expression; beyond, it may be changed.</summary>
    private const int MaxDepth = 64;

    private static readonly string[] ChangingVerbs = ["Bind", "Configure", "Map", "Populate", "Copy", "Apply"];

    private readonly Dictionary<ISymbol, Definition?> only = new(SymbolEqualityComparer.Default);
    private readonly HashSet<(ISymbol, string)> members = [];
    private readonly HashSet<ISymbol> escaping = new(SymbolEqualityComparer.Default);

    public BodyWrites(Body body)
    {
        foreach (var operation in body.Operations)
        {
            switch (operation)
            {
                case ILocalReferenceOperation { IsDeclaration: false } or IParameterReferenceOperation:
                    References[operation.Syntax] = operation;
                    if (MayChangeObject(operation))
                    {
                        escaping.Add(operation.Variable()!);
                    }

                    break;
                case IAssignmentOperation or IIncrementOrDecrementOperation or IDeclarationPatternOperation or IRecursivePatternOperation
                    or IVariableDeclaratorOperation or IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref }:
                    IndexWrite(operation);
                    break;
            }
        }
    }

    /// <summary>The mentions of variables.</summary>
    public Dictionary<SyntaxNode, IOperation> References { get; } = [];

    /// <summary>What operations write.</summary>
    public Dictionary<SyntaxNode, List<(ISymbol Variable, Definition Definition)>> By { get; } = [];

    /// <summary>The only way in which a variable gets a value, wherever it is read; null when there are several. A parameter that is written has two.</summary>
    public Definition? OnlyDefinitionOf(ISymbol variable) => !only.TryGetValue(variable, out var definition) ? Definition.Entry : variable is ILocalSymbol ? definition : null;

    /// <summary>Whether the body may set a member of the object that a variable holds.</summary>
    public bool MayChange(ISymbol variable, string member) => escaping.Contains(variable) || members.Contains((variable, member));

    private void Add(SyntaxNode place, ISymbol variable, Definition definition)
    {
        if (!By.TryGetValue(place, out var list))
        {
            By.Add(place, list = []);
        }

        list.Add((variable, definition));
        if (definition.Member is { } member)
        {
            members.Add((variable, member));
        }
        else
        {
            only[variable] = only.ContainsKey(variable) ? null : definition;
        }
    }

    private void IndexWrite(IOperation write)
    {
        var place = write.Syntax;
        switch (write)
        {
            case IVariableDeclaratorOperation declarator:
                Add(place, declarator.Symbol, Definition.Of(declarator.GetVariableInitializer()?.Value));
                if (declarator.Symbol.RefKind == RefKind.Ref)
                {
                    AddReferenced(place, declarator.GetVariableInitializer()?.Value);
                }

                break;
            case IDeconstructionAssignmentOperation deconstruction:
                IndexDeconstruction(place, deconstruction.Target, Definition.Of(deconstruction.Value));
                break;
            case ISimpleAssignmentOperation assignment:
                IndexTarget(place, assignment.Target, assignment.Value);
                if (assignment.IsRef)
                {
                    AddReferenced(place, assignment.Value);
                }

                break;
            case IAssignmentOperation assignment:
                // x += y, x ??= y: the operation itself is the value; it holds both operands.
                IndexTarget(place, assignment.Target, assignment);
                break;
            case IIncrementOrDecrementOperation increment:
                IndexTarget(place, increment.Target, null);
                break;
            case IArgumentOperation argument:
                IndexTarget(place, argument.Value, Definition.OfOut(argument));
                break;
            case IDeclarationPatternOperation { DeclaredSymbol: { } symbol }:
                Add(place, symbol, Definition.Of(Matched(write)));
                break;
            case IRecursivePatternOperation { DeclaredSymbol: { } symbol }:
                Add(place, symbol, Definition.Of(Matched(write)));
                break;
        }
    }

    // ref var other = ref variable: what is written to the one is in the other.
    private void AddReferenced(SyntaxNode place, IOperation? referenced)
    {
        if (referenced?.Variable() is { } variable)
        {
            Add(place, variable, Definition.Unknown);
        }
    }

    // What a pattern is matched against: x is var y, x is { Member: var y }, switch (x) { case var y: ... }
    private static IOperation? Matched(IOperation pattern)
    {
        while (pattern.Parent is IPatternOperation outer and not IRecursivePatternOperation)
        {
            pattern = outer;
        }

        return pattern.Parent switch
        {
            IIsPatternOperation matches => matches.Value,
            IPropertySubpatternOperation part => part.Member,
            ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation choice } => choice.Value,
            IPatternCaseClauseOperation { Parent.Parent: ISwitchOperation choice } => choice.Value,
            _ => null,
        };
    }

    private void IndexDeconstruction(SyntaxNode place, IOperation target, Definition given)
    {
        target = target is IDeclarationExpressionOperation declaration ? declaration.Expression : target;
        if (target is ITupleOperation targets)
        {
            var value = given.Value is IConversionOperation conversion ? conversion.Operand : given.Value;
            var values = value as ITupleOperation;
            for (var i = 0; i < targets.Elements.Length; i++)
            {
                IndexDeconstruction(place, targets.Elements[i], values?.Elements.Length == targets.Elements.Length ? Definition.Of(values.Elements[i]) : Definition.OfElement(value, i));
            }
        }
        else
        {
            IndexTarget(place, target, given);
        }
    }

    private void IndexTarget(SyntaxNode place, IOperation target, IOperation? value) => IndexTarget(place, target, Definition.Of(value));

    private void IndexTarget(SyntaxNode place, IOperation target, Definition given)
    {
        target = target is IDeclarationExpressionOperation declaration ? declaration.Expression : target;
        if (target.Variable() is { } variable)
        {
            Add(place, variable, given);
        }
        else if (target is IMemberReferenceOperation { Instance: { } instance } member)
        {
            var direct = true;
            while (instance is IMemberReferenceOperation { Instance: { } inner } outerMember)
            {
                (instance, member, direct) = (inner, outerMember, false);
            }

            if (instance.Variable() is { } holder)
            {
                Add(place, holder, Definition.Of(direct ? given.Value : null, member.Member.Name));
            }
        }
    }

    /// <summary>Whether a mention of a variable may change the object that it holds.</summary>
    // Reading a member changes nothing. Whoever else gets the object may set its members.
    public static bool MayChangeObject(IOperation reference)
    {
        var (child, parent) = (reference, reference.Parent);
        for (var depth = 0; IsPassedOn(child, parent); (child, parent) = (parent!, parent!.Parent))
        {
            if (++depth > MaxDepth)
            {
                return true;
            }
        }

        return parent switch
        {
            IArgumentOperation { Parent: IInvocationOperation call } => MayChangeArguments(call.TargetMethod, call),
            IArgumentOperation { Parent: IObjectCreationOperation { Constructor: { } constructor } creation } => MayChangeArguments(constructor, creation),
            IArgumentOperation => true,
            IInvocationOperation call => MayChangeArguments(call.TargetMethod, call),
            IVariableInitializerOperation => true,
            ISimpleAssignmentOperation or IDeconstructionAssignmentOperation => ((IAssignmentOperation)parent).Target != child,
            IForEachLoopOperation loop => loop.Collection.WithoutConversions().Variable() is null,
            IIsPatternOperation { Pattern: IDeclarationPatternOperation { DeclaredSymbol: not null } or IRecursivePatternOperation { DeclaredSymbol: not null } } => true,
            _ => false,
        };
    }

    // given ?? options, first ? one : other, (options, 1), new[] { options }: the same object.
    private static bool IsPassedOn(IOperation value, IOperation? parent) =>
        parent switch
        {
            IConversionOperation or IParenthesizedOperation or ICoalesceOperation or ITupleOperation or IArrayInitializerOperation or IArrayCreationOperation or ISwitchExpressionArmOperation => true,
            ISwitchExpressionOperation choice => choice.Value != value,
            IConditionalOperation choice => choice.Condition != value,
            _ => parent?.Syntax is CollectionExpressionSyntax or SpreadElementSyntax,
        };

    // Own methods may set members of what they are given; a library's do so only when their name says it.
    private static bool MayChangeArguments(IMethodSymbol method, IOperation call) =>
        method.IsDeclaredIn(call.SemanticModel?.Compilation)
        || method.MethodKind == MethodKind.DelegateInvoke
        || ChangingVerbs.Any(verb => method.Name.StartsWith(verb, StringComparison.Ordinal));
}
