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

    private static readonly string[] TokenSettings = ["Issuer", "Audience", "Key", "Secret"];

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

        var key = member.Substring("Valid".Length);
        var isSection = site.Model.GetSpeculativeTypeInfo(place.SpanStart, configuration, SpeculativeBindingOption.BindAsExpression).Type?.Name.EndsWith("Section", StringComparison.Ordinal) == true;
        return new ExpectedValue(member, SyntaxFactory.ParseExpression($"{configuration}[{SymbolDisplay.FormatLiteral(isSection ? key : $"{SectionIn(body)}:{key}", quote: true)}]"));
    }

    // The section that the code keeps its other token settings in, where it shows one: configuration["JwtSettings:Issuer"].
    public static string SectionIn(SyntaxNode body) =>
        body.DescendantNodes().OfType<BracketedArgumentListSyntax>()
            .Select(index => index.Arguments.Count == 1 && index.Arguments[0].Expression is LiteralExpressionSyntax { Token.Value: string key } ? key : string.Empty)
            .Where(key => TokenSettings.Any(setting => key.EndsWith(setting, StringComparison.OrdinalIgnoreCase)) && key.LastIndexOf(':') > 0)
            .Select(key => key.Substring(0, key.LastIndexOf(':')))
            .FirstOrDefault() ?? "Jwt";

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
