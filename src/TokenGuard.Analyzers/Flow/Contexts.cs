using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.Analyzers.Flow;

/// <summary>The surroundings that make a pattern right, for all rules.</summary>
internal static class Contexts
{
    /// <summary>How deep conditions are read; beyond, they say nothing. It bounds the stack.</summary>
    private const int MaxDepth = 64;

    private static readonly ConditionalWeakTable<SyntaxTree, DebugOnlySpans> DebugOnlyText = new();

    private static readonly HashSet<string> TestFrameworks = new(StringComparer.OrdinalIgnoreCase)
    {
        "xunit.core", "xunit.v3.core", "nunit.framework", "Microsoft.VisualStudio.TestPlatform.TestFramework", "MSTest.TestFramework", "TUnit.Core",
        "Microsoft.AspNetCore.Mvc.Testing",
    };

    /// <summary>Whether the project says that it is a test project, is named as one, or references a test framework.</summary>
    public static bool IsTestProject(Compilation compilation, AnalyzerConfigOptions options) =>
        options.TryGetValue("build_property.IsTestProject", out var value) && bool.TryParse(value, out var isTestProject)
            ? isTestProject
            : IsNamedAsTests(compilation.AssemblyName) || compilation.ReferencedAssemblyNames.Any(assembly => TestFrameworks.Contains(assembly.Name));

    // Shop.IntegrationTests, Shop.Tests.Clients
    private static bool IsNamedAsTests(string? assembly) => assembly?.Split('.', '_', '-').Any(part => part.EndsWith("Tests", StringComparison.Ordinal)) == true;

    /// <summary>Whether an operation runs in development only: under <c>IsDevelopment()</c>, after a return for all else, or in <c>#if DEBUG</c>.</summary>
    public static bool IsDevelopmentOnly(IOperation operation, TokenFlow flow)
    {
        for (var (child, parent) = (operation, operation.Parent); parent is not null; (child, parent) = (parent, parent.Parent))
        {
            if (parent switch
            {
                IConditionalOperation conditional when child == conditional.WhenTrue => Implies(conditional.Condition, whenTrue: true, flow),
                IConditionalOperation conditional when child == conditional.WhenFalse => Implies(conditional.Condition, whenTrue: false, flow),
                ISwitchCaseOperation { Parent: ISwitchOperation choice } chosen =>
                    IsEnvironmentName(choice.Value, flow) && chosen.Clauses.All(IsDevelopmentClause),
                ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation choice } arm when child == arm.Value =>
                    IsEnvironmentName(choice.Value, flow) && IsDevelopmentPattern(arm.Pattern),
                IBlockOperation block => flow.FactOf(block, static (_, _) => new FirstGuards()).In(block, flow.With(Bindings.None)) is { } guard && child.Syntax.SpanStart > guard,
                _ => false,
            })
            {
                return true;
            }
        }

        return IsDebugOnly(operation.Syntax);
    }

    /// <summary>Whether code stands in <c>#if DEBUG</c>.</summary>
    public static bool IsDebugOnly(SyntaxNode code) => DebugOnlyText.GetValue(code.SyntaxTree, static tree => new DebugOnlySpans(tree)).Contains(code.SpanStart);

    /// <summary>Whether an operation runs under a condition, such as a setting: who runs the program decides.</summary>
    public static bool DependsOnSetting(IOperation operation, TokenFlow flow)
    {
        for (var around = operation.Parent; around is not null; around = around.Parent)
        {
            if (around is IConditionalOperation { Condition: var condition } && flow.Constant(condition) is null)
            {
                return true;
            }
        }

        return false;
    }

    // if (!environment.IsDevelopment()) { return; }
    private static bool LeavesUnlessInDevelopment(IOperation statement, TokenFlow flow) =>
        statement is IConditionalOperation { WhenFalse: null, WhenTrue: var left, Condition: var condition }
        && (left is IBlockOperation { Operations: [.., var last] } ? last : left) is IReturnOperation or IExpressionStatementOperation { Operation: IThrowOperation } or IThrowOperation
        && Implies(condition, whenTrue: false, flow);

    // Whether the condition having this value means development.
    private static bool Implies(IOperation condition, bool whenTrue, TokenFlow flow, int depth = MaxDepth) =>
        depth > 0 && condition switch
        {
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => Implies(not.Operand, !whenTrue, flow, depth - 1),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both => whenTrue && (Implies(both.LeftOperand, true, flow, depth - 1) || Implies(both.RightOperand, true, flow, depth - 1)),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either =>
                whenTrue
                    ? Implies(either.LeftOperand, true, flow, depth - 1) && Implies(either.RightOperand, true, flow, depth - 1)
                    : Implies(either.LeftOperand, false, flow, depth - 1) || Implies(either.RightOperand, false, flow, depth - 1),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equals => whenTrue && IsDevelopmentName(equals.LeftOperand, equals.RightOperand, flow),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } differs => !whenTrue && IsDevelopmentName(differs.LeftOperand, differs.RightOperand, flow),
            IInvocationOperation { TargetMethod.Name: "IsDevelopment" } or IMemberReferenceOperation { Member.Name: "IsDevelopment" } => whenTrue,
            IInvocationOperation { TargetMethod.Name: "IsProduction" } => !whenTrue,
            IInvocationOperation { TargetMethod.Name: "IsEnvironment" } call => whenTrue && call.Arguments.Any(argument => IsDevelopmentName(argument.Value)),
            IIsPatternOperation matches => whenTrue && IsEnvironmentName(matches.Value, flow) && IsDevelopmentPattern(matches.Pattern),
            IConversionOperation conversion => Implies(conversion.Operand, whenTrue, flow, depth - 1),
            ILocalReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation =>
                flow.Origin(condition) is { } origin && origin.Syntax != condition.Syntax && Implies(origin, whenTrue, flow, depth - 1),
            _ => false,
        };

    // environment.EnvironmentName == "Development"
    private static bool IsDevelopmentName(IOperation left, IOperation right, TokenFlow flow) =>
        (IsEnvironmentName(left, flow) && IsDevelopmentName(right)) || (IsEnvironmentName(right, flow) && IsDevelopmentName(left));

    private static bool IsEnvironmentName(IOperation operation, TokenFlow flow) =>
        flow.Origin(operation) is IPropertyReferenceOperation { Property.Name: "EnvironmentName" };

    private static bool IsDevelopmentClause(ICaseClauseOperation clause) =>
        clause switch
        {
            ISingleValueCaseClauseOperation { Value: var value } => IsDevelopmentName(value),
            IPatternCaseClauseOperation { Pattern: var pattern } => IsDevelopmentPattern(pattern),
            _ => false,
        };

    private static bool IsDevelopmentPattern(IPatternOperation pattern, int depth = MaxDepth) =>
        depth > 0 && pattern switch
        {
            IConstantPatternOperation { Value: var value } => IsDevelopmentName(value),
            IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either => IsDevelopmentPattern(either.LeftPattern, depth - 1) && IsDevelopmentPattern(either.RightPattern, depth - 1),
            _ => false,
        };

    private static bool IsDevelopmentName(IOperation operation) =>
        operation.ConstantValue is { HasValue: true, Value: "Development" or "Testing" or "Test" or "Local" }
        || operation is IFieldReferenceOperation { Field: { Name: "Development", ContainingType.Name: "Environments" or "EnvironmentName" } };

    /// <summary>By the blocks of a body: where the first statement stands that leaves it unless in development; each block is read once, whatever calls give to its parameters.</summary>
    private sealed class FirstGuards
    {
        private readonly ConcurrentDictionary<SyntaxNode, int?> positions = new();

        public int? In(IBlockOperation block, TokenFlow flow) =>
            positions.TryGetValue(block.Syntax, out var known) ? known
            : positions.GetOrAdd(block.Syntax, block.Operations.FirstOrDefault(statement => LeavesUnlessInDevelopment(statement, flow))?.Syntax.SpanStart);
    }

    /// <summary>The parts of a file that are compiled with DEBUG only, read once.</summary>
    private sealed class DebugOnlySpans
    {
        private readonly List<(int Start, int End)> spans = [];

        public DebugOnlySpans(SyntaxTree tree)
        {
            var root = tree.GetRoot();
            if (!root.ContainsDirectives)
            {
                return;
            }

            var open = new Stack<(bool IsDebug, int Start)>();
            for (var directive = root.GetFirstDirective(); directive is not null; directive = directive.GetNextDirective())
            {
                if (directive is ElifDirectiveTriviaSyntax or ElseDirectiveTriviaSyntax or EndIfDirectiveTriviaSyntax && open.Count > 0 && open.Pop() is { IsDebug: true, Start: var start })
                {
                    spans.Add((start, directive.SpanStart));
                }

                if (directive is IfDirectiveTriviaSyntax or ElifDirectiveTriviaSyntax or ElseDirectiveTriviaSyntax)
                {
                    open.Push((directive is ConditionalDirectiveTriviaSyntax { Condition: var condition } && IsDebug(condition), directive.SpanStart));
                }
            }

            spans.AddRange(open.Where(part => part.IsDebug).Select(part => (part.Start, int.MaxValue)));
        }

        public bool Contains(int position) => spans.Exists(span => span.Start < position && position < span.End);
    }

    private static bool IsDebug(ExpressionSyntax condition) =>
        condition is IdentifierNameSyntax { Identifier.ValueText: "DEBUG" };
}
