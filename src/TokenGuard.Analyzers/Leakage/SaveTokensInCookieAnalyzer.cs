using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Leakage;

namespace TokenGuard.Analyzers.Leakage;

/// <summary>TKG5007: the tokens of a sign-in are kept in its cookie.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SaveTokensInCookieAnalyzer() : TokenGuardAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.SaveTokensInCookie, RuleDefinition.Category, SaveTokensInCookie.Definition);

    private protected override void Register(RuleContext context)
    {
        if (!context.Mentions(Mentions.SessionStore, Mentions.TicketStore))
        {
            context.OnOperation([Mentions.SaveTokens], Analyze, OperationKind.SimpleAssignment);
        }
    }

    private static void Analyze(OperationContext context)
    {
        if (context.Operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "SaveTokens" } property }, Value: var value }
            && property.IsMemberOf("Microsoft.AspNetCore.Authentication.RemoteAuthenticationOptions") && context.Flow.Constant(value) is true)
        {
            context.Report(Rule, context.Operation.Syntax);
        }
    }
}
