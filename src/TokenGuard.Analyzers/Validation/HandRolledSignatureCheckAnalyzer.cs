using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Validation;

namespace TokenGuard.Analyzers.Validation;

/// <summary>TKG2011: an HMAC over the header and the payload of a token is compared with its signature by <c>==</c>, <c>Equals</c> or <c>SequenceEqual</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HandRolledSignatureCheckAnalyzer() : TokenGuardAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.HandRolledSignatureCheck, RuleDefinition.Category, HandRolledSignatureCheck.Definition);

    private protected override void Register(RuleContext context)
    {
        if (context.Mentions(Mentions.Hmac))
        {
            context.OnOperation(Mentions.OfTokens, Analyze, OperationKind.Binary, OperationKind.Invocation);
        }
    }

    private static void Analyze(OperationContext context)
    {
        if (ComparedBy(context.Operation) is var (name, left, right)
            && !context.Flow.IsNothing(left)
            && !context.Flow.IsNothing(right)
            && (ComputedSignatures.IsOfToken(left, context.Flow) || ComputedSignatures.IsOfToken(right, context.Flow)))
        {
            context.Report(Rule, context.Operation.Syntax, name);
        }
    }

    private static (string Name, IOperation Left, IOperation Right)? ComparedBy(IOperation operation) =>
        operation switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals, LeftOperand: { Type.SpecialType: SpecialType.System_String } left, RightOperand: var right } => ("==", left, right),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals, LeftOperand: { Type.SpecialType: SpecialType.System_String } left, RightOperand: var right } => ("!=", left, right),
            IInvocationOperation { TargetMethod: { Name: "Equals" or "SequenceEqual" or "Compare" or "CompareOrdinal" or "CompareTo" or "SequenceCompareTo" } method } call =>
                call is { Instance: { } left, Arguments: [{ Value: var right }, ..] } ? (method.Name, left, right)
                : call.Arguments is [{ Value: var first }, { Value: var second }, ..] ? (method.Name, first, second)
                : null,
            _ => null,
        };
}
