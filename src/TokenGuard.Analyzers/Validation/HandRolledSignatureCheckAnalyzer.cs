using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
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
        if (Comparison.Of(context.Operation) is var (name, left, right)
            && !context.Flow.IsNothing(left)
            && !context.Flow.IsNothing(right)
            && (ComputedSignatures.IsOfToken(left, context.Flow) || ComputedSignatures.IsOfToken(right, context.Flow)))
        {
            context.Report(Rule, context.Operation.Syntax, name);
        }
    }
}
