using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.Analyzers.Flow;

/// <summary>
/// What else the body of an assignment writes to the same object: in its initialiser and by assignments through the same path of
/// variables and members, such as <c>options.TokenValidationParameters</c>. Which of them run, and when, is not followed.
/// </summary>
internal sealed class ObjectWrites
{
    private readonly ISimpleAssignmentOperation write;
    private readonly ImmutableArray<object> path;
    private readonly ImmutableArray<ISimpleAssignmentOperation> assignments;

    private ObjectWrites(ISimpleAssignmentOperation write, IMemberReferenceOperation target)
    {
        this.write = write;
        path = PathOf(target.Instance);
        assignments = write.Root().Descendants().OfType<ISimpleAssignmentOperation>().ToImmutableArray();
    }

    /// <summary>The names of the variables and members through which the object is reached.</summary>
    public IEnumerable<string> PathNames => path.OfType<ISymbol>().Select(symbol => symbol.Name);

    public static ObjectWrites Around(ISimpleAssignmentOperation write) => new(write, (IMemberReferenceOperation)write.Target);

    /// <summary>The values that are written to a member of the object, before or after.</summary>
    public IEnumerable<IOperation> ValuesOf(string member) => WritesTo(member).Select(assignment => assignment.Value);

    /// <summary>The values that are written to a member of the object further down.</summary>
    public IEnumerable<IOperation> LaterValuesOf(string member) =>
        WritesTo(member).Where(IsLater).Select(assignment => assignment.Value);

    /// <summary>Another object takes the place of this one further down.</summary>
    public bool IsReplacedLater() =>
        assignments.Any(assignment => IsLater(assignment) && PathOf(assignment.Target) is var target && IsPrefix(target, path));

    private IEnumerable<ISimpleAssignmentOperation> WritesTo(string member) =>
        assignments.Where(
            assignment => assignment.Target is IMemberReferenceOperation target
                && target.Member.Name == member
                && PathOf(target.Instance) is var other && other.Length == path.Length && IsPrefix(other, path));

    private bool IsLater(ISimpleAssignmentOperation assignment) => assignment.Syntax.SpanStart > write.Syntax.SpanStart;

    private static bool IsPrefix(ImmutableArray<object> prefix, ImmutableArray<object> path) =>
        !prefix.IsEmpty && prefix.Length <= path.Length && prefix.Zip(path, AreSame).All(same => same);

    private static bool AreSame(object left, object right) =>
        left is ISymbol symbol ? SymbolEqualityComparer.Default.Equals(symbol, right as ISymbol) : left.Equals(right);

    // Symbols from the outside in; what is reached in another way is an object of its own, known by its syntax.
    private static ImmutableArray<object> PathOf(IOperation? operation) =>
        operation switch
        {
            null => ImmutableArray<object>.Empty,
            IConversionOperation conversion => PathOf(conversion.Operand),
            IParenthesizedOperation parenthesized => PathOf(parenthesized.Operand),
            ILocalReferenceOperation local => ImmutableArray.Create<object>(local.Local),
            IParameterReferenceOperation parameter => ImmutableArray.Create<object>(parameter.Parameter),
            IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } receiver => PathOfReceiver(receiver),
            IInstanceReferenceOperation { Type: { } type } => ImmutableArray.Create<object>(type),
            IFieldReferenceOperation field => PathOf(field.Instance).Add(field.Field),
            IPropertyReferenceOperation { Arguments.IsEmpty: true } property => PathOf(property.Instance).Add(property.Property),
            _ => ImmutableArray.Create<object>(operation.Syntax),
        };

    // The object that an initialiser is of.
    private static ImmutableArray<object> PathOfReceiver(IOperation receiver)
    {
        var initializer = receiver.Parent;
        while (initializer is not (null or IObjectOrCollectionInitializerOperation))
        {
            initializer = initializer.Parent;
        }

        return initializer?.Parent switch
        {
            IMemberInitializerOperation nested => PathOf(nested.InitializedMember),
            { } creation => PathOfNew(creation),
            null => ImmutableArray.Create<object>(receiver.Syntax),
        };
    }

    // Where a new object is put.
    private static ImmutableArray<object> PathOfNew(IOperation creation)
    {
        var parent = creation.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation)
        {
            parent = parent.Parent;
        }

        return parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => ImmutableArray.Create<object>(declarator.Symbol),
            IFieldInitializerOperation { InitializedFields: [var field, ..] } => ImmutableArray.Create<object>(field),
            IPropertyInitializerOperation { InitializedProperties: [var property, ..] } => ImmutableArray.Create<object>(property),
            ISimpleAssignmentOperation assignment => PathOf(assignment.Target),
            _ => ImmutableArray.Create<object>(creation.Syntax),
        };
    }
}
