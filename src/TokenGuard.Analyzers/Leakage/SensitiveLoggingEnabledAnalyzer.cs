using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
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
        if (SensitiveLogging.Of(context) is { } found && !Contexts.DependsOnSetting(context.Operation, context.Flow))
        {
            context.Report(Rule, found.Place, found.What, found.Logged);
        }
    }
}
