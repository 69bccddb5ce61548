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
        if (body.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment => alreadyBy.Contains(NameOf(assignment.Left))) || ConfigurationAt(place, site) is not { } configuration)
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

    // A variable or member that is configuration, or the Configuration of one: builder, context.
    private static string? ConfigurationAt(SyntaxNode place, FixSite site)
    {
        var inStatic = place.AncestorsAndSelf().Any(node => node is AnonymousFunctionExpressionSyntax function && function.Modifiers.Any(SyntaxKind.StaticKeyword));
        foreach (var symbol in site.Model.LookupSymbols(place.SpanStart))
        {
            var type = symbol switch
            {
                ILocalSymbol local when !inStatic && local.DeclaringSyntaxReferences.All(declaration => declaration.Span.End < place.SpanStart) => local.Type,
                IParameterSymbol parameter when !inStatic => parameter.Type,
                IFieldSymbol field when !inStatic || field.IsStatic => field.Type,
                IPropertySymbol { IsIndexer: false, GetMethod: not null } property when !inStatic || property.IsStatic => property.Type,
                _ => null,
            };
            var text = IsConfiguration(type) ? symbol.Name
                : type?.GetMembers("Configuration").OfType<IPropertySymbol>().Any(property => IsConfiguration(property.Type)) == true ? $"{symbol.Name}.Configuration"
                : null;
            if (text is not null
                && IsConfiguration(site.Model.GetSpeculativeTypeInfo(place.SpanStart, SyntaxFactory.ParseExpression(text), SpeculativeBindingOption.BindAsExpression).Type))
            {
                return text;
            }
        }

        return null;
    }

    private static bool IsConfiguration(ITypeSymbol? type) =>
        type is not null && (IsInterface(type) || type.AllInterfaces.Any(IsInterface));

    private static bool IsInterface(ITypeSymbol type) =>
        type.Name == "IConfiguration" && type.ContainingNamespace?.ToDisplayString() == "Microsoft.Extensions.Configuration";

    private static string? NameOf(ExpressionSyntax target) =>
        target switch
        {
            SimpleNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            _ => null,
        };
}
