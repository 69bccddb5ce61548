using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TokenGuard.Analyzers.Flow;

/// <summary>The names that the declarations of a type write to, as far as syntax tells: read once a type.</summary>
internal sealed class TypeWrites
{
    private readonly HashSet<string> anywhere = new(StringComparer.Ordinal);
    private readonly HashSet<string> inConstructors = new(StringComparer.Ordinal);
    private readonly HashSet<(string Holder, string Member)> members = [];
    private readonly Dictionary<string, List<ExpressionSyntax>> values = new(StringComparer.Ordinal);

    public TypeWrites(ImmutableArray<SyntaxReference> declarations, CancellationToken cancellation)
    {
        foreach (var declaration in declarations)
        {
            Read(declaration.GetSyntax(cancellation));
        }
    }

    /// <summary>Whether a member of the type gets a value outside of its declaration.</summary>
    public bool IsSet(string member) => anywhere.Contains(member);

    /// <summary>Whether a constructor gives it one.</summary>
    public bool IsSetByConstructor(string member) => inConstructors.Contains(member);

    /// <summary>Whether a member of the object in a field or property is set: <c>options.Secure = true</c>.</summary>
    public bool IsMemberSet(string holder, string member) => members.Contains((holder, member));

    /// <summary>The values of the simple assignments to members of this name, whatever object they belong to.</summary>
    public IReadOnlyList<ExpressionSyntax> ValuesOf(string member) => values.TryGetValue(member, out var all) ? all : [];

    private void Read(SyntaxNode declaration)
    {
        var endOfConstructor = 0;
        foreach (var node in declaration.DescendantNodes())
        {
            var isInConstructor = node.SpanStart < endOfConstructor;
            switch (node)
            {
                case ConstructorDeclarationSyntax:
                    endOfConstructor = node.Span.End;
                    break;
                case AssignmentExpressionSyntax assignment:
                    AddTarget(assignment.Left, isInConstructor);
                    AddValue(assignment);
                    break;
                case PrefixUnaryExpressionSyntax unary when unary.IsKind(SyntaxKind.PreIncrementExpression) || unary.IsKind(SyntaxKind.PreDecrementExpression):
                    AddTarget(unary.Operand, isInConstructor);
                    break;
                case PostfixUnaryExpressionSyntax unary:
                    AddTarget(unary.Operand, isInConstructor);
                    break;
                case ArgumentSyntax argument when !argument.RefKindKeyword.IsKind(SyntaxKind.None):
                    AddTarget(argument.Expression, isInConstructor);
                    break;
            }
        }
    }

    private void AddValue(AssignmentExpressionSyntax assignment)
    {
        if (assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) && (assignment.Left as SimpleNameSyntax ?? (assignment.Left as MemberAccessExpressionSyntax)?.Name) is { Identifier.ValueText: var name })
        {
            if (!values.TryGetValue(name, out var all))
            {
                values.Add(name, all = []);
            }

            all.Add(assignment.Right);
        }
    }

    private void AddTarget(ExpressionSyntax target, bool isInConstructor)
    {
        switch (target)
        {
            case IdentifierNameSyntax identifier:
                Add(identifier.Identifier.ValueText);
                break;
            case MemberAccessExpressionSyntax access:
                Add(access.Name.Identifier.ValueText);
                if ((access.Expression as IdentifierNameSyntax ?? (access.Expression as MemberAccessExpressionSyntax)?.Name) is { } holder)
                {
                    members.Add((holder.Identifier.ValueText, access.Name.Identifier.ValueText));
                }

                break;
            case TupleExpressionSyntax tuple:
                foreach (var element in tuple.Arguments)
                {
                    AddTarget(element.Expression, isInConstructor);
                }

                break;
        }

        void Add(string name)
        {
            anywhere.Add(name);
            if (isInConstructor)
            {
                inConstructors.Add(name);
            }
        }
    }
}
