using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.Analyzers.Tests.Flow;

#pragma warning disable RS1036, RS1038, RS1041, RS2008 // not an analyzer that is shipped

/// <summary>Reports what the flow knows of the arguments of <c>Kind(x)</c>, <c>Lifetime(x)</c>, <c>Entries(x)</c> and <c>Member(x, "name")</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FlowProbe() : TokenGuardAnalyzer(Rule)
{
    public const string Id = "PROBE";

    /// <summary>The functions that code under test calls.</summary>
    public const string Functions = """

        public static class Probe
        {
            public static void Kind(object? value) { }
            public static void Lifetime(object? value) { }
            public static void Entries(object? value) { }
            public static void Member(object? value, string name) { }
        }
        """;

    private static readonly DiagnosticDescriptor Rule = new(Id, "Probe", "{0}", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    private protected override void Register(RuleContext context) => context.OnOperation(Tell, OperationKind.Invocation);

    private static void Tell(OperationContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.ContainingType.Name != "Probe")
        {
            return;
        }

        var value = call.Arguments[0].Value;
        string text = call.TargetMethod.Name switch
        {
            "Kind" => context.Flow.Classify(value) is { Kind: not Rules.Facts.TokenKind.None } known ? $"{known.Kind} {known.Confidence} {known.Origin}" : "none",
            "Lifetime" => (context.Flow.LongestTimeFromNow(value) ?? context.Flow.LongestDuration(value))?.ToString() ?? "unknown",
            "Entries" => Describe(context.Flow.Entries(value)),
            _ => Describe(context.Flow.Member(value, (string)call.Arguments[1].Value.ConstantValue.Value!)),
        };
        context.Report(Rule, call.Syntax, text);
    }

    private static string Describe(Analyzers.Flow.EntryNames entries) =>
        string.Join(" ", entries.Names.Order(StringComparer.Ordinal).Concat(entries.IsComplete ? [] : ["..."]));

    private static string Describe(Analyzers.Flow.MemberState state) =>
        state.IsUnknown ? "unknown"
        : state.IsUnset ? "unset"
        : string.Join(" or ", state.Values.Select(value => value.Syntax.ToString()).Order(StringComparer.Ordinal).Concat(state.MayBeUnset ? ["unset"] : []));
}
