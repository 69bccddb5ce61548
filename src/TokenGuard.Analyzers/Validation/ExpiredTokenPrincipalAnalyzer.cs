using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Validation;

namespace TokenGuard.Analyzers.Validation;

/// <summary>TKG2013: a refresh reads an expired token, which TKG2002 allows, and checks its algorithm nowhere.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ExpiredTokenPrincipalAnalyzer() : TokenGuardAnalyzer(Rule)
{
    /// <summary>What decides about the algorithm, or about the signature as a whole.</summary>
    private static readonly string[] Deciding = ["ValidAlgorithms", "AlgorithmValidator", "SignatureValidator", "SignatureValidatorUsingConfiguration"];

    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.ExpiredTokenPrincipal, RuleDefinition.Category, ExpiredTokenPrincipal.Definition);

    private protected override void Register(RuleContext context)
    {
        if (context.Types.TokenValidationParameters is not null)
        {
            context.OnOperation(Mentions.OfTokens, Analyze, OperationKind.SimpleAssignment);
        }
    }

    private static void Analyze(OperationContext context)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation { Property: { Name: "ValidateLifetime" } property, Instance: { } parameters }
            || !SymbolEqualityComparer.Default.Equals(property.ContainingType, context.Types.TokenValidationParameters)
            || !context.IsFalse(assignment.Value)
            || !IsNew(parameters, context.Flow))
        {
            return;
        }

        var writes = ObjectWrites.Around(assignment, context.Flow.BodyAround(assignment));
        if (!writes.IsReplacedLater()
            && !writes.LaterValuesOf("ValidateLifetime").Any()
            && !Deciding.Any(member => writes.ValuesOf(member).Any(value => !value.IsNull()))
            && ValidationContexts.IsExpiredTokenRead(context, assignment, writes.PathNames)
            && !ClaimChecks.AreMade(RuleIds.AlgorithmNotValidated, context, assignment))
        {
            // A constructor, or statements at the top of a program, have no name of their own; a field reads nothing.
            var reader = context.ContainingSymbol;
            context.Report(Rule, assignment.Syntax, (reader is IMethodSymbol { CanBeReferencedByName: true } ? reader : reader.ContainingType).Name);
        }
    }

    // Parameters that come from elsewhere, or are a copy of others, may have their algorithms already.
    private static bool IsNew(IOperation parameters, TokenFlow flow) =>
        parameters is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } ? parameters.Parent?.Parent?.Parent is IObjectOrCollectionInitializerOperation { Parent: IObjectCreationOperation }
        : flow.Creations(parameters) is { IsEmpty: false } creations && creations.All(creation => creation.Arguments.IsEmpty);
}
