using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Analyzers.Issuing;

namespace TokenGuard.Analyzers.Validation;

/// <summary>
/// An object of type <c>TokenValidationParameters</c> that a body makes, or that options hold and the body sets members of, with all that the
/// body sets. Which of the assignments run is not followed.
/// </summary>
internal sealed class ValidationParameters
{
    private const string Parameters = "TokenValidationParameters";

    private readonly ObjectPath path;
    private readonly ILookup<string, IOperation> values;

    private ValidationParameters(ObjectPath path, IObjectCreationOperation? creation, IOperation? holder, IReadOnlyCollection<ISimpleAssignmentOperation> assignments)
    {
        this.path = path;
        Creation = creation;
        Holder = holder;
        Assignments = assignments;
        values = assignments.ToLookup(assignment => ((IMemberReferenceOperation)assignment.Target).Member.Name, assignment => assignment.Value, StringComparer.Ordinal);
    }

    /// <summary>The <c>new</c> expression; null when the options brought the object along.</summary>
    public IObjectCreationOperation? Creation { get; }

    /// <summary>The options that hold the object; null when it is not seen to be held by any.</summary>
    public IOperation? Holder { get; }

    /// <summary>What sets its members, in the order of the text.</summary>
    public IReadOnlyCollection<ISimpleAssignmentOperation> Assignments { get; }

    /// <summary>The names of the variables and members through which it is reached.</summary>
    public IEnumerable<string> Names => path.Names;

    /// <summary>Where it is made, or its first member set.</summary>
    public Location Place => Creation is { } creation ? Issuance.PlaceOf(creation) : Assignments.First().Syntax.GetLocation();

    /// <summary>The objects of the body that an operation stands in; each has its findings where <see cref="Creation"/> or the first assignment stands.</summary>
    public static ImmutableArray<ValidationParameters> Around(IOperation operation, TokenFlow flow) =>
        flow.FactOf(operation, static (body, _) => new AllOfBody(body)).All;

    /// <summary>The object that begins with an operation: its <c>new</c> expression, or the first assignment of a member; null when none does.</summary>
    public static ValidationParameters? BeginningAt(IOperation operation, TokenFlow flow) =>
        (operation is IObjectCreationOperation creation && IsParameters(creation.Type)) || (operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Instance.Type: { } type } } && IsParameters(type))
            ? Around(operation, flow).FirstOrDefault(parameters => (parameters.Creation ?? (IOperation)parameters.Assignments.First()) == operation)
            : null;

    /// <summary>The values that a member is set to; null is none.</summary>
    public IEnumerable<IOperation> ValuesOf(string member) => values[member].Where(value => !value.IsNull());

    /// <summary>Whether one of these members is set, here or in a method of this project that is handed the object.</summary>
    public bool Sets(TokenFlow flow, params string[] members) =>
        members.Any(member => ValuesOf(member).Any()) || HandedTo(flow).Any(body => body.Descendants().OfType<IPropertyReferenceOperation>().Any(reference => members.Contains(reference.Property.Name)));

    private IEnumerable<IOperation> HandedTo(TokenFlow flow)
    {
        var start = Creation ?? (IOperation)Assignments.First();
        foreach (var call in flow.BodyAround(start).OfKind(OperationKind.Invocation).Cast<IInvocationOperation>())
        {
            if (call.Arguments.Any(argument => IsParameters(argument.Value.Type) && path.Equals(ObjectPath.Of(argument.Value))) && flow.BodyOf(call.TargetMethod) is { } body)
            {
                yield return body;
            }
        }
    }

    private static bool IsParameters(ITypeSymbol? type) => type.IsOrDerivesFrom("Microsoft.IdentityModel.Tokens.TokenValidationParameters");

    private sealed class AllOfBody
    {
        public AllOfBody(Body body)
        {
            var assignments = body.Assignments
                .Where(assignment => assignment.Target is IPropertyReferenceOperation { Instance.Type: { } type } && IsParameters(type))
                .Select(assignment => (Assignment: assignment, Path: ObjectPath.Of(((IPropertyReferenceOperation)assignment.Target).Instance)))
                .Where(pair => pair.Path is not null)
                .ToLookup(pair => pair.Path!, pair => pair.Assignment);
            var all = ImmutableArray.CreateBuilder<ValidationParameters>();
            var made = new HashSet<ObjectPath>();
            foreach (var creation in body.OfKind(OperationKind.ObjectCreation).Cast<IObjectCreationOperation>())
            {
                // A copy has what the other has.
                if (IsParameters(creation.Type) && !creation.Arguments.Any(argument => IsParameters(argument.Value.Type)) && ObjectPath.OfNew(creation) is { } path)
                {
                    made.Add(path);
                    all.Add(new ValidationParameters(path, creation, HolderOf(creation), assignments[path].ToList()));
                }
            }

            foreach (var group in assignments)
            {
                if (!made.Contains(group.Key) && ((IPropertyReferenceOperation)group.First().Target).Instance is IPropertyReferenceOperation { Property.Name: Parameters, Instance: { } holder })
                {
                    all.Add(new ValidationParameters(group.Key, null, holder, group.ToList()));
                }
            }

            All = all.ToImmutable();
        }

        public ImmutableArray<ValidationParameters> All { get; }

        private static IOperation? HolderOf(IOperation creation)
        {
            var parent = creation.Parent;
            while (parent is IConversionOperation or IParenthesizedOperation)
            {
                parent = parent.Parent;
            }

            return (parent as ISimpleAssignmentOperation)?.Target is IPropertyReferenceOperation { Property.Name: Parameters, Instance: { } holder } ? holder : null;
        }
    }
}
