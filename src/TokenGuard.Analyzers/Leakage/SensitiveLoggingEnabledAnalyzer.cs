using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Leakage;

namespace TokenGuard.Analyzers.Leakage;

/// <summary>TKG5003: a library is told to log tokens.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SensitiveLoggingEnabledAnalyzer() : TokenGuardAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.SensitiveLoggingEnabled, RuleDefinition.Category, SensitiveLoggingEnabled.Definition);

    private protected override void Register(RuleContext context) =>
        context.OnOperation(Mentions.OfLoggingSetup, Analyze, OperationKind.SimpleAssignment, OperationKind.Invocation);

    private static void Analyze(OperationContext context)
    {
        if (SensitiveLogging.Of(context) is { } found && !DependsOnASetting(context))
        {
            context.Report(Rule, found.Place, found.What, found.Logged);
        }
    }

    // if (options.EnableSensitiveDataLogging) { ... }: who runs the program decides.
    private static bool DependsOnASetting(OperationContext context)
    {
        for (var around = context.Operation.Parent; around is not null; around = around.Parent)
        {
            if (around is IConditionalOperation { Condition: var condition } && context.Flow.Constant(condition) is null)
            {
                return true;
            }
        }

        return false;
    }
}
