using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Validation;

/// <summary>TKG2016 at <c>ValidAlgorithms</c>: a list of the algorithms that are accepted, with <c>none</c> in it.</summary>
internal static class AcceptedAlgorithms
{
    /// <summary>Registers what is looked at, when the library is referenced.</summary>
    public static void Register(RuleContext context)
    {
        if (context.Types.TokenValidationParameters is not null)
        {
            context.OnOperation(Mentions.OfSetup, Analyze, OperationKind.SimpleAssignment);
        }
    }

    private static void Analyze(OperationContext context)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation { Property: { Name: "ValidAlgorithms" } property }
            || !SymbolEqualityComparer.Default.Equals(property.ContainingType, context.Types.TokenValidationParameters))
        {
            return;
        }

        foreach (var entry in context.Flow.Origins(assignment.Value).SelectMany(EntriesOf))
        {
            if (context.Flow.ConstantText(entry) is { } algorithm && Algorithms.IsNone(algorithm)
                && !ObjectWrites.Around(assignment, context.Flow.BodyAround(assignment)).LaterValuesOf("ValidAlgorithms").Any())
            {
                var isHere = entry.Syntax.SyntaxTree == assignment.Syntax.SyntaxTree && assignment.Syntax.Span.Contains(entry.Syntax.Span);
                context.Report(ValidationRules.AlgorithmNotValidated, isHere ? entry.Syntax : assignment.Syntax, "'ValidAlgorithms' contains 'none'", "remove it");
            }
        }
    }

    // new[] { "a" }, ["a"], new List<string> { "a" }
    private static IEnumerable<IOperation> EntriesOf(IOperation list) =>
        list switch
        {
            IArrayCreationOperation { Initializer: { } elements } => elements.ElementValues,
            IObjectCreationOperation { Initializer: { } added } => added.Initializers.OfType<IInvocationOperation>().SelectMany(add => add.Arguments).Select(argument => argument.Value),
            { Syntax: CollectionExpressionSyntax } => list.ChildOperations,
            _ => [],
        };
}
