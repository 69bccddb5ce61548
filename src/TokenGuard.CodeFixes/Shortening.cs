using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using TokenGuard.Analyzers.Flow;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace TokenGuard.CodeFixes;

/// <summary>Finds the part of an expression that holds the length, and what to write there.</summary>
internal sealed class Shortening(FixSite site, double seconds)
{
    public (ExpressionSyntax Old, ExpressionSyntax New)? Of(ExpressionSyntax expression, double? unit)
    {
        if (expression.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } && site.Model.GetDeclaredSymbol(variable, site.CancellationToken) is ILocalSymbol local && CountUses(variable, local) != 1)
        {
            return null;
        }

        if (unit is { } secondsPerUnit && IsWritten(expression))
        {
            return seconds % secondsPerUnit == 0 ? (expression, NumberLiteral(seconds / secondsPerUnit)) : null;
        }

        switch (expression)
        {
            // int.MaxValue
            case MemberAccessExpressionSyntax { Expression: PredefinedTypeSyntax } when unit is not null:
                return (expression, NumberLiteral(seconds / unit.Value));
            case ParenthesizedExpressionSyntax parenthesized:
                return Of(parenthesized.Expression, unit);
            case CastExpressionSyntax cast:
                return Of(cast.Expression, unit);
            case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppression:
                return Of(suppression.Operand, unit);
            case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression or (int)SyntaxKind.DefaultLiteralExpression } or DefaultExpressionSyntax when unit is null:
                return (expression, Duration());
            case InterpolatedStringExpressionSyntax { Contents.Count: 1 } text:
                return text.Contents[0] is InterpolationSyntax interpolation ? Of(interpolation.Expression, null) : null;
            case IdentifierNameSyntax:
                return OfVariable(expression, unit);
            case BinaryExpressionSyntax binary:
                return OfSum(binary);
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call:
                return OfCall(call, access);
            case BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments }:
                return !IsDuration(expression) ? Of(arguments[0].Expression, null) : arguments.All(argument => IsWritten(argument.Expression)) ? (expression, Duration()) : null;
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "MaxValue" or "InfiniteTimeSpan" } access:
                return (expression, IsDuration(expression) ? Duration() : FromNow(MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, access.Expression.WithoutTrivia(), IdentifierName("UtcNow"))));
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "UtcDateTime" or "DateTime" or "LocalDateTime" or "Date" or "TotalSeconds" or "TotalMilliseconds" or "TotalMinutes" } access:
                return Of(access.Expression, null);
            case MemberAccessExpressionSyntax:
                return OfVariable(expression, unit);
            default:
                return null;
        }
    }

    // now + length, (end - epoch).TotalSeconds, ToUnixTimeSeconds() + 3600, length * 2
    private (ExpressionSyntax Old, ExpressionSyntax New)? OfSum(BinaryExpressionSyntax binary) =>
        IsDuration(binary) && binary.DescendantNodes().OfType<IdentifierNameSyntax>().All(name => IsDurationMember(name)) ? (binary, Duration())
        : binary.IsKind(SyntaxKind.SubtractExpression) ? Of(binary.Left, null)
        : !binary.IsKind(SyntaxKind.AddExpression) ? null
        : IsDuration(binary.Right) ? Of(binary.Right, null)
        : binary.Left.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText is "ToUnixTimeSeconds" or "TotalSeconds") ? Of(binary.Right, 1)
        : null;

    private (ExpressionSyntax Old, ExpressionSyntax New)? OfCall(InvocationExpressionSyntax call, MemberAccessExpressionSyntax access)
    {
        var name = access.Name.Identifier.ValueText;
        var arguments = call.ArgumentList.Arguments;
        if (IsDuration(call))
        {
            return (name == "Parse" || name.StartsWith("From", StringComparison.Ordinal)) && arguments.All(argument => IsWritten(argument.Expression))
                ? (call, Duration(access.Expression.WithoutTrivia()))
                : name.StartsWith("From", StringComparison.Ordinal) && arguments.Count == 1 ? OfVariable(arguments[0].Expression, UnitOf(name.Substring(4)))
                : null;
        }

        return name switch
        {
            "Add" when arguments.Count == 1 => Of(arguments[0].Expression, null),
            "AddDays" or "AddHours" or "AddMinutes" or "AddSeconds" or "AddMilliseconds" or "AddMonths" or "AddYears" when arguments.Count == 1 =>
                WithoutAdditions(access.Expression) is { } start && IsWritten(arguments[0].Expression) ? (call, FromNow(start))
                : OfVariable(arguments[0].Expression, UnitOf(name.Substring(3))),
            "ToUnixTimeSeconds" or "ToUnixTimeMilliseconds" or "ToUniversalTime" or "ToLocalTime" or "ToString" or "Subtract" => Of(access.Expression, null),
            _ => arguments.Count > 0 ? Of(arguments[0].Expression, null) : null,
        };
    }

    // A variable, constant or field that serves this token only: what it starts with is what to change. So is the default of a parameter.
    private (ExpressionSyntax Old, ExpressionSyntax New)? OfVariable(ExpressionSyntax use, double? unit)
    {
        var symbol = site.Model.GetSymbolInfo(use, site.CancellationToken).Symbol;
        if (symbol is not (ILocalSymbol or IParameterSymbol or IFieldSymbol { DeclaredAccessibility: Accessibility.Private })
            || symbol.DeclaringSyntaxReferences.FirstOrDefault() is not { } declaration || declaration.SyntaxTree != use.SyntaxTree)
        {
            return null;
        }

        return declaration.GetSyntax(site.CancellationToken) switch
        {
            ParameterSyntax { Default.Value: var value } => Of(value, unit),
            VariableDeclaratorSyntax { Initializer.Value: var value } when CountUses(use, symbol) == 1 => Of(value, unit),
            _ => null,
        };
    }

    // A local of the same name in another member is another one.
    private int CountUses(SyntaxNode place, ISymbol symbol) =>
        ((symbol is ILocalSymbol ? place.FirstAncestorOrSelf<MemberDeclarationSyntax>(member => member is not GlobalStatementSyntax) : null) ?? place.SyntaxTree.GetRoot(site.CancellationToken)).DescendantNodes().OfType<IdentifierNameSyntax>().Count(name => name.Identifier.ValueText == symbol.Name);

    // DateTime.UtcNow.AddDays(7).AddHours(1): the first point in time.
    private static ExpressionSyntax? WithoutAdditions(ExpressionSyntax time) =>
        time is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } access, ArgumentList.Arguments: { Count: 1 } arguments } && name.StartsWith("Add", StringComparison.Ordinal)
            ? IsWritten(arguments[0].Expression) ? WithoutAdditions(access.Expression) : null
            : time;

    private InvocationExpressionSyntax FromNow(ExpressionSyntax now) => Call(now, "Add");

    private InvocationExpressionSyntax Duration(ExpressionSyntax? type = null) =>
        Call(type ?? ParseName("System.TimeSpan").WithAdditionalAnnotations(Simplifier.Annotation), "From");

    private InvocationExpressionSyntax Call(ExpressionSyntax target, string verb)
    {
        var (unit, length) = seconds % 86400 == 0 ? ("Days", 86400) : seconds % 60 == 0 ? ("Minutes", 60) : ("Seconds", 1);
        return InvocationExpression(
            MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, target, IdentifierName(verb + unit)),
            ArgumentList(SingletonSeparatedList(Argument(NumberLiteral(seconds / length)))));
    }

    private static LiteralExpressionSyntax NumberLiteral(double number) => LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal((int)number));

    /// <summary>Whether a number stands here as such, not by a name.</summary>
    private static bool IsWritten(ExpressionSyntax number) =>
        number.DescendantNodesAndSelf().All(node => node is LiteralExpressionSyntax or BinaryExpressionSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax or PredefinedTypeSyntax);

    private bool IsDuration(ExpressionSyntax expression) =>
        site.Model.GetTypeInfo(expression, site.CancellationToken).Type is INamedTypeSymbol type
        && (type.Name == nameof(TimeSpan) || (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T && type.TypeArguments[0].Name == nameof(TimeSpan)));

    private static bool IsDurationMember(IdentifierNameSyntax name) => name.Identifier.ValueText is "System" or nameof(TimeSpan) || name.Identifier.ValueText.StartsWith("From", StringComparison.Ordinal);

    private static double? UnitOf(string name) => LifetimeEvaluator.SecondsPer(name);
}
