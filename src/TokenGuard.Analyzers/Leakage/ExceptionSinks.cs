using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow.Sinks;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Leakage;

namespace TokenGuard.Analyzers.Leakage;

/// <summary>What becomes part of exceptions.</summary>
internal sealed class ExceptionSinks : TokenSinkRule
{
    public static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.TokenInException, RuleDefinition.Category, TokenInException.Definition);

    public static readonly ExceptionSinks Instance = new();

    private const string Exception = "System.Exception";

    private ExceptionSinks()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    public override ImmutableArray<OperationKind> Kinds { get; } = ImmutableArray.Create(OperationKind.ObjectCreation, OperationKind.Invocation, OperationKind.SimpleAssignment);

    /// <inheritdoc/>
    public override ImmutableHashSet<string> Words { get; } = ImmutableHashSet.Create("throw", "base", "Data", "Status");

    /// <inheritdoc/>
    public override bool IsNamedBy(string word) => base.IsNamedBy(word) || word.EndsWith("Exception", StringComparison.Ordinal);

    /// <inheritdoc/>
    protected override IEnumerable<GivenValue> ValuesOf(OperationContext context)
    {
        switch (context.Operation)
        {
            // An exception of the project may keep what it is given to itself: what it passes on to its base counts.
            case IObjectCreationOperation { Type: { } type } creation when !type.IsDeclaredIn(context.Compilation) && type.IsOrDerivesFrom(Exception):
                return MessagesOf(creation.Arguments);
            case IInvocationOperation { TargetMethod: { MethodKind: MethodKind.Constructor, ContainingType: var around } } chained when !around.IsDeclaredIn(context.Compilation) && around.IsOrDerivesFrom(Exception):
                return MessagesOf(chained.Arguments);
            case IObjectCreationOperation { Type: { Name: "Status" } status } creation when status.HasMetadataName("Grpc.Core.Status"):
                return MessagesOf(creation.Arguments);
            case IInvocationOperation { TargetMethod.Name: "Add", Instance: { } data } call when IsData(data):
                return Entry(call.Arguments[0].Value, call.Arguments[1].Value);
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } data, Arguments: [var key] } } assignment when IsData(data):
                return Entry(key.Value, assignment.Value);
            default:
                return [];
        }
    }

    private static IEnumerable<GivenValue> MessagesOf(ImmutableArray<IArgumentOperation> arguments) =>
        arguments.Where(argument => argument.Parameter is { Name: "message" or "actualValue" or "detail" or "reason" })
            .Select(argument => new GivenValue(argument.Value) { IsNamedAsToken = TokenPhrases.NameToken(string.Concat(TokenTexts.ConstantsIn(argument.Value))) });

    private static IEnumerable<GivenValue> Entry(IOperation key, IOperation value) =>
        [new GivenValue(value) { IsNamedAsToken = TokenPhrases.NameToken(string.Concat(TokenTexts.ConstantsIn(key))) }];

    private static bool IsData(IOperation data) => data.WithoutConversions() is IPropertyReferenceOperation { Property: { Name: "Data" } property } && property.IsMemberOf(Exception);
}
