using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.Analyzers.Flow;

/// <summary>
/// The variables and members through which an object is reached, such as <c>options.TokenValidationParameters</c>. What is reached in
/// another way is an object of its own, known by its syntax.
/// </summary>
internal sealed class ObjectPath : IEquatable<ObjectPath>
{
    private readonly ObjectPath? outer;
    private readonly object step;
    private readonly int hash;

    private ObjectPath(ObjectPath? outer, object step)
    {
        this.outer = outer;
        this.step = step;
        hash = ((outer?.hash ?? 0) * 31) + (step is ISymbol symbol ? SymbolEqualityComparer.Default.GetHashCode(symbol) : step.GetHashCode());
    }

    /// <summary>This path and those of the objects that hold it, the nearest first.</summary>
    public IEnumerable<ObjectPath> SelfAndHolders
    {
        get
        {
            for (var path = this; path is not null; path = path.outer)
            {
                yield return path;
            }
        }
    }

    /// <summary>The names of the variables and members.</summary>
    public IEnumerable<string> Names => SelfAndHolders.Select(path => path.step).OfType<ISymbol>().Select(symbol => symbol.Name);

    /// <summary>The path of an object; null for what static members belong to.</summary>
    public static ObjectPath? Of(IOperation? operation) =>
        operation switch
        {
            null => null,
            IConversionOperation conversion => Of(conversion.Operand),
            IParenthesizedOperation parenthesized => Of(parenthesized.Operand),
            ILocalReferenceOperation or IParameterReferenceOperation => new ObjectPath(null, operation.Variable()!),
            IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } receiver => OfReceiver(receiver),
            IInstanceReferenceOperation { Type: { } type } => new ObjectPath(null, type),
            IFieldReferenceOperation field => new ObjectPath(Of(field.Instance), field.Field),
            IPropertyReferenceOperation { Arguments.IsEmpty: true } property => new ObjectPath(Of(property.Instance), property.Property),
            _ => new ObjectPath(null, operation.Syntax),
        };

    /// <inheritdoc/>
    public bool Equals(ObjectPath? other) =>
        other is not null
        && hash == other.hash
        && (step is ISymbol symbol ? SymbolEqualityComparer.Default.Equals(symbol, other.step as ISymbol) : step.Equals(other.step))
        && Equals(outer, other.outer);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ObjectPath);

    /// <inheritdoc/>
    public override int GetHashCode() => hash;

    // The object that an initialiser is of.
    private static ObjectPath? OfReceiver(IOperation receiver)
    {
        var initializer = receiver.Parent;
        while (initializer is not (null or IObjectOrCollectionInitializerOperation))
        {
            initializer = initializer.Parent;
        }

        return initializer?.Parent switch
        {
            IMemberInitializerOperation nested => Of(nested.InitializedMember),
            { } creation => OfNew(creation),
            null => new ObjectPath(null, receiver.Syntax),
        };
    }

    /// <summary>Where a new object is put.</summary>
    public static ObjectPath? OfNew(IOperation creation)
    {
        var parent = creation.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation)
        {
            parent = parent.Parent;
        }

        return parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => new ObjectPath(null, declarator.Symbol),
            IFieldInitializerOperation { InitializedFields: [var field, ..] } => new ObjectPath(null, field),
            IPropertyInitializerOperation { InitializedProperties: [var property, ..] } => new ObjectPath(null, property),
            ISimpleAssignmentOperation assignment => Of(assignment.Target),
            _ => new ObjectPath(null, creation.Syntax),
        };
    }
}
