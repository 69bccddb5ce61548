using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.CodeFixes.Validation;

namespace TokenGuard.CodeFixes;

/// <summary>A setting that code can read from the configuration that is in scope.</summary>
/// <param name="configuration">The expression for the configuration.</param>
/// <param name="key">The name of the setting.</param>
internal sealed class ConfigurationValue(ExpressionSyntax configuration, string key)
{
    /// <summary>The name of the setting, as the configuration or section in scope knows it.</summary>
    public string Key => key;

    /// <summary><c>configuration["Jwt:Key"]</c></summary>
    public string Text => $"{configuration}[{SymbolDisplay.FormatLiteral(key, quote: true)}]";

    /// <summary>A setting of tokens, in the section that the code keeps the others in; null when no configuration, or more than one, is in scope.</summary>
    public static ConfigurationValue? Of(string setting, SyntaxNode place, FixSite site)
    {
        if (site.Model.Compilation.GetTypeByMetadataName("Microsoft.Extensions.Configuration.IConfiguration") is not { } type
            || InScope.OnlyValueOf(type, site.Model, place.SpanStart) is not { } configuration)
        {
            return null;
        }

        var body = (SyntaxNode?)place.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() ?? place.SyntaxTree.GetRoot(site.CancellationToken);
        var isSection = site.Model.GetSpeculativeTypeInfo(place.SpanStart, configuration, SpeculativeBindingOption.BindAsExpression).Type?.Name.EndsWith("Section", StringComparison.Ordinal) == true;
        return new ConfigurationValue(configuration, isSection ? setting : $"{ExpectedValue.SectionIn(body)}:{setting}");
    }
}
