using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Configuration;

/// <summary>TKG7014: reads the client secret from the configuration in scope; where it is kept is the author's to say.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HardcodedClientSecretCodeFix))]
public sealed class HardcodedClientSecretCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.HardcodedClientSecret)
{
    private static readonly string[] Suffixes = ["Options", "Descriptor", "Registration", "Request", "Builder", "Credential"];

    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        if (site.Node is ExpressionSyntax secret
            && secret.FirstAncestorOrSelf<AttributeSyntax>() is null
            && !secret.Parent.IsKind(SyntaxKind.CoalesceExpression)
            && site.Model.Compilation.GetTypeByMetadataName("Microsoft.Extensions.Configuration.IConfiguration") is { } type
            && InScope.OnlyValueOf(type, site.Model, secret.SpanStart) is { } configuration)
        {
            var isSection = site.Model.GetSpeculativeTypeInfo(secret.SpanStart, configuration, SpeculativeBindingOption.BindAsExpression).Type?.Name.EndsWith("Section", StringComparison.Ordinal) == true;
            var key = isSection ? "ClientSecret" : $"Authentication:{OwnerOf(secret, site)}:ClientSecret";
            var value = SyntaxFactory.ParseExpression($"{configuration}[{SymbolDisplay.FormatLiteral(key, quote: true)}]{(MayBeNull(secret, site) ? string.Empty : "!")}");
            yield return new TokenFix($"Read the client secret from '{key}' of the configuration", "TKG7014_Configuration", editor => editor.ReplaceNode(secret, value.WithTriviaFrom(secret)));
        }
    }

    // GoogleOptions: the section Google.
    private static string OwnerOf(ExpressionSyntax secret, FixSite site)
    {
        var owner = secret.Parent switch
        {
            AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: var instance } } => site.Model.GetTypeInfo(instance, site.CancellationToken).Type,
            AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax { Parent: BaseObjectCreationExpressionSyntax creation } } => site.Model.GetTypeInfo(creation, site.CancellationToken).Type,
            _ => null,
        };
        var name = owner?.Name ?? "Client";
        var suffix = Suffixes.FirstOrDefault(item => name.Length > item.Length && name.EndsWith(item, StringComparison.Ordinal));
        return suffix is null ? name : name.Substring(0, name.Length - suffix.Length);
    }

    private static bool MayBeNull(ExpressionSyntax secret, FixSite site) =>
        !site.Model.GetNullableContext(secret.SpanStart).AnnotationsEnabled()
        || (secret.Parent is AssignmentExpressionSyntax { Left: var target }
            && site.Model.GetSymbolInfo(target, site.CancellationToken).Symbol is IPropertySymbol { NullableAnnotation: NullableAnnotation.Annotated });
}
