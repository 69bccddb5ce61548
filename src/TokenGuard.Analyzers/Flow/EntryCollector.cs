using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.Analyzers.Flow;

/// <summary>
/// Collects the names of entries. Where a collection is made is followed by the flow; what is added to it is taken from every use in its
/// body, whichever comes first, so that a name can be found too often but not be missed.
/// </summary>
internal sealed class EntryCollector(TokenFlow flow)
{
    private const int MaxBodies = 5;

    /// <summary>How deep expressions are followed; beyond, they are unknown. It bounds the stack, not the cost.</summary>
    private const int MaxDepth = 64;

    private static readonly string[] AddingVerbs = ["Add", "TryAdd", "Insert", "Append", "Set", "Push", "Enqueue", "Merge", "Populate", "Map", "Copy", "Bind", "Concat", "Union"];

    private readonly ImmutableHashSet<string>.Builder names = ImmutableHashSet.CreateBuilder(StringComparer.Ordinal);
    private readonly HashSet<SyntaxNode> visited = [];
    private readonly HashSet<ISymbol> used = new(SymbolEqualityComparer.Default);
    private bool isComplete = true;
    private int bodies;
    private int depth;

    public EntryNames ToNames() => new(names.ToImmutable(), isComplete);

    public void AddName(string name) => names.Add(name);

    /// <summary>Adds the name of one entry.</summary>
    public void AddName(IOperation name)
    {
        if (flow.ConstantText(name) is { } text)
        {
            names.Add(text);
        }
        else if (name is not IPropertyReferenceOperation { Property.Name: "RoleClaimType" or "UserNameClaimType" or "UserIdClaimType" or "EmailClaimType" or "SecurityStampClaimType" })
        {
            isComplete = false;
        }
    }

    public void AddUnknown() => isComplete = false;

    /// <summary>Adds what a collection, or a single claim, holds.</summary>
    public void AddEntriesOf(IOperation? operation)
    {
        operation = operation is IArgumentOperation argument ? argument.Value : operation;
        while (operation?.WithoutConversions() is IAwaitOperation awaited)
        {
            operation = awaited.Operation;
        }

        operation = operation?.WithoutConversions();

        if (operation is null || flow.IsNull(operation) || !visited.Add(operation.Syntax))
        {
            return;
        }

        if (depth == MaxDepth)
        {
            AddUnknown();
            return;
        }

        depth++;
        AddEntriesIn(operation);
        depth--;
    }

    private void AddEntriesIn(IOperation operation)
    {
        if (operation.Syntax.IsKind(SyntaxKind.CollectionExpression) || operation.Syntax.IsKind(SyntaxKind.SpreadElement))
        {
            AddEach(operation.ChildOperations);
            return;
        }

        switch (operation)
        {
            case IAnonymousObjectCreationOperation anonymous:
                foreach (var initializer in anonymous.Initializers)
                {
                    if (initializer is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var name } })
                    {
                        names.Add(name);
                    }
                }

                break;
            case IArrayCreationOperation { Initializer: { } elements }:
                AddEach(elements.ElementValues);
                break;
            case IObjectCreationOperation creation:
                AddCreation(creation);
                break;
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                AddEntriesOf(conditional.WhenTrue);
                AddEntriesOf(whenFalse);
                break;
            case ICoalesceOperation coalesce:
                AddEntriesOf(coalesce.Value);
                AddEntriesOf(coalesce.WhenNull);
                break;
            case ILocalReferenceOperation local:
                AddVariable(local.Local, local);
                break;
            case IParameterReferenceOperation parameter:
                AddVariable(parameter.Parameter, parameter);
                break;
            case IPropertyReferenceOperation { Property: { Name: "Claims", ContainingType.Name: "ClaimsIdentity" }, Instance: { } identity }:
                AddEntriesOf(identity);
                break;
            case IInvocationOperation call:
                AddReturned(call);
                break;
            default:
                AddUnknown();
                break;
        }
    }

    /// <summary>Adds what one mention of a collection adds to it; reading adds nothing.</summary>
    public void AddUse(IOperation reference)
    {
        var child = reference;
        while (child.Parent is IConversionOperation or IParenthesizedOperation)
        {
            child = child.Parent;
        }

        switch (child.Parent)
        {
            case IInvocationOperation call when call.Instance == child:
                AddAdded(call, call.Arguments);
                break;
            case IConditionalAccessOperation { WhenNotNull: IInvocationOperation call } access when access.Operation == child:
                AddAdded(call, call.Arguments);
                break;
            case IArgumentOperation { Parent: IInvocationOperation call } argument:
                AddGiven(call, argument);
                break;
            case IArgumentOperation { Parent: IObjectCreationOperation { Constructor: { } constructor } } when constructor.IsDeclaredIn(flow.Compilation):
                AddUnknown();
                break;
            case IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [{ Value: var key }, ..] } indexer when indexer.Instance == child && indexer.Parent is IAssignmentOperation assignment && assignment.Target == indexer:
                AddName(key);
                break;
            case IVariableInitializerOperation:
            case IAssignmentOperation { Target: not IPropertyReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } } } alias when alias.Value == child:
                // Whatever is added by the other name is not seen.
                AddUnknown();
                break;
        }
    }

    private void AddVariable(ISymbol variable, IOperation reference)
    {
        foreach (var definition in flow.Definitions(variable, reference))
        {
            if (definition.Value is { } value)
            {
                AddEntriesOf(value);
            }
            else if (definition.IsEntry && variable is IParameterSymbol parameter && bodies++ < MaxBodies && flow.ArgumentsOf(parameter) is { IsEmpty: false } arguments)
            {
                AddEach(arguments);
            }
            else
            {
                AddUnknown();
            }
        }

        AddUsesOf(variable, reference);
    }

    private void AddEach(IEnumerable<IOperation> elements)
    {
        foreach (var element in elements)
        {
            AddEntriesOf(element);
        }
    }

    private void AddCreation(IObjectCreationOperation creation)
    {
        if (creation.Type.IsOrDerivesFrom("System.Security.Claims.Claim") && creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0) is { } type)
        {
            AddName(type.Value);
            return;
        }

        if (creation.Type is not { } made || !IsLibraryCollection(made))
        {
            AddMembers(creation.Type);
            return;
        }

        foreach (var argument in creation.Arguments)
        {
            if (argument.Parameter is { Name: "expires" or "expirationTime" or "issuedAt" or "notBefore" } time)
            {
                if (time.Name is "expires" && !flow.IsNull(argument))
                {
                    names.Add("exp");
                }
            }
            else if (argument.Parameter?.Type is { TypeKind: not TypeKind.Enum, SpecialType: not (SpecialType.System_String or SpecialType.System_Int32 or SpecialType.System_Boolean) } parameter && !IsNoCollection(parameter) && !IsNames(parameter))
            {
                AddEntriesOf(argument);
            }
        }

        foreach (var initializer in creation.Initializer?.Initializers ?? ImmutableArray<IOperation>.Empty)
        {
            switch (initializer)
            {
                case IInvocationOperation add:
                    AddAdded(add, add.Arguments);
                    break;
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [{ Value: var key }, ..] } }:
                    AddName(key);
                    break;
                case ISimpleAssignmentOperation:
                    break;
                default:
                    AddUnknown();
                    break;
            }
        }
    }

    // An object of a class of this project is serialised by its properties, under their names or those that attributes give them.
    private void AddMembers(ITypeSymbol? type)
    {
        if (type is null || !type.IsDeclaredIn(flow.Compilation) || type.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable))
        {
            AddUnknown();
            return;
        }

        for (var t = type; t is { SpecialType: SpecialType.None }; t = t.BaseType)
        {
            if (!t.IsDeclaredIn(flow.Compilation))
            {
                AddUnknown();
            }

            foreach (var member in t.GetMembers().Where(member => member is IPropertySymbol or IFieldSymbol { AssociatedSymbol: null }))
            {
                names.Add(member.Name);
                names.UnionWith(member.GetAttributes().SelectMany(attribute => attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(named => named.Value))).Select(argument => argument.Kind == TypedConstantKind.Primitive ? argument.Value as string : null).OfType<string>());
            }
        }
    }

    private static bool IsLibraryCollection(ITypeSymbol type) =>
        type.IsOfFramework()
        && type.Name is ("Dictionary" or "SortedDictionary" or "ConcurrentDictionary" or "List" or "HashSet" or "Collection" or "ClaimsIdentity" or "JwtPayload" or "JwtHeader");

    private static bool IsNoCollection(ITypeSymbol type) => type.Name is "IEqualityComparer" or "IComparer" or "SigningCredentials" or "EncryptingCredentials";

    // The audiences of a payload.
    private static bool IsNames(ITypeSymbol type) => type is INamedTypeSymbol { TypeArguments: [{ SpecialType: SpecialType.System_String }] };

    private void AddUsesOf(ISymbol variable, IOperation place)
    {
        if (!used.Add(variable))
        {
            return;
        }

        foreach (var reference in flow.BodyAround(place).ReferencesTo(variable))
        {
            AddUse(reference);
        }
    }

    // Add(key, value), Add(claim), AddRange(claims), claims.AddIf(...): whatever is given may be in there.
    private void AddAdded(IInvocationOperation call, IEnumerable<IArgumentOperation> arguments)
    {
        if (!AddingVerbs.Any(verb => call.TargetMethod.Name.StartsWith(verb, StringComparison.Ordinal)))
        {
            return;
        }

        var given = arguments.Where(argument => argument.Value.Type is not { SpecialType: SpecialType.System_Int32 }).ToImmutableArray();
        if (given is [{ Value.Type.SpecialType: SpecialType.System_String } name, ..])
        {
            AddName(name.Value);
        }
        else
        {
            AddEach(given);
        }
    }

    private void AddGiven(IInvocationOperation call, IArgumentOperation argument)
    {
        var method = call.TargetMethod;
        if (method.MethodKind == MethodKind.DelegateInvoke)
        {
            AddUnknown();
        }
        else if (method.IsDeclaredIn(flow.Compilation))
        {
            // AddRoles(claims, user): a method of this project, which may add.
            if (argument.Parameter is { } parameter && flow.BodyOf(method) is { } body && bodies++ < MaxBodies)
            {
                AddUsesOf(parameter, body);
            }
            else
            {
                AddUnknown();
            }
        }
        else if (AddingVerbs.Any(verb => method.Name.StartsWith(verb, StringComparison.Ordinal)))
        {
            AddAdded(call, call.Arguments.Where(other => other != argument));
        }
    }

    private void AddReturned(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        switch (method)
        {
            case { Name: "Empty" }:
                break;

            // What Identity stores of a user or role are claims of the application.
            case { Name: "GetClaimsAsync", ContainingType.Name: "UserManager" or "RoleManager" }:
                break;
            case { Name: "Select" or "SelectMany", ContainingType.Name: "Enumerable" } when call.Arguments is [_, { Value: var selector }, ..] && flow.BodyOf(selector) is { } body:
                AddEach(TokenFlow.ReturnsOf(body));
                break;
            case { Name: "Union" or "Concat" or "Append" or "Prepend" or "ToList" or "ToArray" or "AsEnumerable" or "Distinct" or "FromResult" }:
                AddEntriesOf(call.Instance);
                AddEach(call.Arguments);
                break;
            case { Name: "Where" or "Cast" or "OfType" or "DistinctBy", ContainingType.Name: "Enumerable" } when call.Arguments is [var source, ..]:
                AddEntriesOf(source);
                break;
            case { IsVirtual: false, IsAbstract: false } when flow.BodyOf(method) is { } body && bodies++ < MaxBodies:
                AddEach(TokenFlow.ReturnsOf(body));
                break;
            default:
                AddUnknown();
                break;
        }
    }
}
