using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.Analyzers.Flow;

/// <summary>The surroundings that make a pattern right, for all rules.</summary>
internal static class Contexts
{
    private static readonly HashSet<string> TestFrameworks = new(StringComparer.OrdinalIgnoreCase)
    {
        "xunit.core", "xunit.v3.core", "nunit.framework", "Microsoft.VisualStudio.TestPlatform.TestFramework", "MSTest.TestFramework", "TUnit.Core",
        "Microsoft.AspNetCore.Mvc.Testing",
    };

    /// <summary>Whether the project says that it is a test project, or references a test framework.</summary>
    public static bool IsTestProject(Compilation compilation, AnalyzerConfigOptions options) =>
        options.TryGetValue("build_property.IsTestProject", out var value) && bool.TryParse(value, out var isTestProject)
            ? isTestProject
            : compilation.ReferencedAssemblyNames.Any(assembly => TestFrameworks.Contains(assembly.Name));

    /// <summary>Whether an operation runs in development only: under <c>IsDevelopment()</c> or in <c>#if DEBUG</c>.</summary>
    public static bool IsDevelopmentOnly(IOperation operation)
    {
        for (var (child, parent) = (operation, operation.Parent); parent is not null; (child, parent) = (parent, parent.Parent))
        {
            if (parent is IConditionalOperation conditional
                && (child == conditional.WhenTrue ? Implies(conditional.Condition, whenTrue: true)
                    : child == conditional.WhenFalse && Implies(conditional.Condition, whenTrue: false)))
            {
                return true;
            }
        }

        return IsInDebugOnlyText(operation.Syntax);
    }

    // Whether the condition having this value means development.
    private static bool Implies(IOperation condition, bool whenTrue) =>
        condition switch
        {
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => Implies(not.Operand, !whenTrue),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both => whenTrue && (Implies(both.LeftOperand, true) || Implies(both.RightOperand, true)),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either =>
                whenTrue
                    ? Implies(either.LeftOperand, true) && Implies(either.RightOperand, true)
                    : Implies(either.LeftOperand, false) || Implies(either.RightOperand, false),
            IInvocationOperation { TargetMethod.Name: "IsDevelopment" } => whenTrue,
            IInvocationOperation { TargetMethod.Name: "IsProduction" } => !whenTrue,
            IInvocationOperation { TargetMethod.Name: "IsEnvironment" } call =>
                whenTrue && call.Arguments.Any(argument => argument.Value.ConstantValue is { HasValue: true, Value: "Development" or "Testing" or "Test" or "Local" }),
            IConversionOperation conversion => Implies(conversion.Operand, whenTrue),
            _ => false,
        };

    private static bool IsInDebugOnlyText(SyntaxNode node)
    {
        var root = node.SyntaxTree.GetRoot();
        if (!root.ContainsDirectives)
        {
            return false;
        }

        var isDebug = new Stack<bool>();
        for (var directive = root.GetFirstDirective(); directive is not null && directive.SpanStart < node.SpanStart; directive = directive.GetNextDirective())
        {
            switch (directive)
            {
                case IfDirectiveTriviaSyntax branch:
                    isDebug.Push(IsDebug(branch.Condition));
                    break;
                case ElifDirectiveTriviaSyntax branch when isDebug.Count > 0:
                    isDebug.Pop();
                    isDebug.Push(IsDebug(branch.Condition));
                    break;
                case ElseDirectiveTriviaSyntax when isDebug.Count > 0:
                    isDebug.Pop();
                    isDebug.Push(false);
                    break;
                case EndIfDirectiveTriviaSyntax when isDebug.Count > 0:
                    isDebug.Pop();
                    break;
            }
        }

        return isDebug.Contains(true);
    }

    private static bool IsDebug(ExpressionSyntax condition) =>
        condition is IdentifierNameSyntax { Identifier.ValueText: "DEBUG" };
}
