using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TokenGuard.CodeFixes.Validation;

/// <summary>The audience or issuer that a token is compared with once the check is on, read from configuration; never a value of its own making.</summary>
internal sealed class ExpectedValue
{
    private static readonly string[] NamesAudience = ["ValidAudience", "ValidAudiences", "AudienceValidator", "Audience"];

    private static readonly string[] NamesIssuer =
        ["ValidIssuer", "ValidIssuers", "IssuerValidator", "Authority", "MetadataAddress", "ConfigurationManager", "Configuration"];

    private readonly ExpressionSyntax value;

    private ExpectedValue(string member, ExpressionSyntax value)
    {
        Member = member;
        this.value = value;
    }

    /// <summary><c>ValidAudience</c> or <c>ValidIssuer</c>.</summary>
    public string Member { get; }

    /// <summary>What the check of this name needs; null when that is set, or no configuration is in scope.</summary>
    public static ExpectedValue? For(string check, AssignmentExpressionSyntax place, FixSite site)
    {
        var (member, alreadyBy) = check switch
        {
            "ValidateAudience" => ("ValidAudience", NamesAudience),
            "ValidateIssuer" => ("ValidIssuer", NamesIssuer),
            _ => (string.Empty, []),
        };
        if (member.Length == 0 || place.Parent is not (InitializerExpressionSyntax or ExpressionStatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax })
            || (place.Parent is ExpressionStatementSyntax && place.Left is not MemberAccessExpressionSyntax))
        {
            return null;
        }

        var body = (SyntaxNode?)place.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() ?? place.SyntaxTree.GetRoot(site.CancellationToken);
        if (body.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment => alreadyBy.Contains(NameOf(assignment.Left)))
            || site.Model.Compilation.GetTypeByMetadataName("Microsoft.Extensions.Configuration.IConfiguration") is not { } type
            || InScope.OnlyValueOf(type, site.Model, place.SpanStart) is not { } configuration)
        {
            return null;
        }

        // The section that the application keeps its other token settings in, where it shows one.
        var section = body.DescendantNodes().OfType<LiteralExpressionSyntax>().Select(literal => literal.Token.Value).OfType<string>()
            .FirstOrDefault(key => key.Contains(":") && key.IndexOf("://", StringComparison.Ordinal) < 0 && key.IndexOf("jwt", StringComparison.OrdinalIgnoreCase) >= 0);
        var prefix = section is null ? "Jwt" : section.Substring(0, section.LastIndexOf(':'));
        return new ExpectedValue(member, SyntaxFactory.ParseExpression($"{configuration}[{SymbolDisplay.FormatLiteral($"{prefix}:{member.Substring("Valid".Length)}", quote: true)}]"));
    }

    /// <summary>The assignment of the value, to a member of an object or in its initialiser.</summary>
    public AssignmentExpressionSyntax MemberOf(ExpressionSyntax? instance)
    {
        var name = SyntaxFactory.IdentifierName(Member);
        ExpressionSyntax target = instance is null ? name : SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, instance, name);
        return SyntaxFactory.AssignmentExpression(
            SyntaxKind.SimpleAssignmentExpression,
            target,
            SyntaxFactory.Token(SyntaxKind.EqualsToken).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space),
            value);
    }

    private static string? NameOf(ExpressionSyntax target) =>
        target switch
        {
            SimpleNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            _ => null,
        };
}
