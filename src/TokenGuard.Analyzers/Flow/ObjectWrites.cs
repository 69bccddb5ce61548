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
    private readonly ObjectPath? path;
    private readonly Targets targets;

    private ObjectWrites(ISimpleAssignmentOperation write, Targets targets)
    {
        this.write = write;
        this.targets = targets;
        path = ObjectPath.Of(((IMemberReferenceOperation)write.Target).Instance);
    }

    /// <summary>The names of the variables and members through which the object is reached.</summary>
    public IEnumerable<string> PathNames => path?.Names ?? [];

    /// <param name="write">The assignment of a member.</param>
    /// <param name="body">The body that it stands in.</param>
    public static ObjectWrites Around(ISimpleAssignmentOperation write, Body body) => new(write, body.Fact(static body => new Targets(body)));

    /// <summary>The values that are written to a member of the object, before or after.</summary>
    public IEnumerable<IOperation> ValuesOf(string member) => WritesTo(member).Select(assignment => assignment.Value);

    /// <summary>The values that are written to a member of the object further down.</summary>
    public IEnumerable<IOperation> LaterValuesOf(string member) => LaterWritesOf(member).Select(assignment => assignment.Value);

    /// <summary>What writes them.</summary>
    public IEnumerable<ISimpleAssignmentOperation> LaterWritesOf(string member) => WritesTo(member).Where(IsLater);

    /// <summary>Another object takes the place of this one further down.</summary>
    public bool IsReplacedLater() => path?.SelfAndHolders.Any(holder => targets.Objects[holder].Any(IsLater)) == true;

    private IEnumerable<ISimpleAssignmentOperation> WritesTo(string member) => path is null ? [] : targets.Members[(path, member)];

    private bool IsLater(ISimpleAssignmentOperation assignment) => assignment.Syntax.SpanStart > write.Syntax.SpanStart;

    /// <summary>The assignments of a body, by what they are made to.</summary>
    private sealed class Targets(Body body)
    {
        /// <summary>By the object whose member is set, and the member's name.</summary>
        public ILookup<(ObjectPath? Object, string Member), ISimpleAssignmentOperation> Members { get; } =
            body.Assignments.Where(assignment => assignment.Target is IMemberReferenceOperation)
                .ToLookup(assignment => (ObjectPath.Of(((IMemberReferenceOperation)assignment.Target).Instance), ((IMemberReferenceOperation)assignment.Target).Member.Name));

        /// <summary>By the variable or member that is set.</summary>
        public ILookup<ObjectPath, ISimpleAssignmentOperation> Objects { get; } = body.Assignments.ToLookup(assignment => ObjectPath.Of(assignment.Target)!);
    }
}
