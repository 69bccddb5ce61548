using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow.Sinks;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Leakage;

namespace TokenGuard.Analyzers.Leakage;

/// <summary>What is written into pages, or given to them.</summary>
internal sealed class PageSinks : TokenSinkRule
{
    public static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.TokenInPage, RuleDefinition.Category, TokenInPage.Definition);

    public static readonly PageSinks Instance = new();

    private PageSinks()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    public override ImmutableArray<OperationKind> Kinds { get; } = ImmutableArray.Create(OperationKind.Invocation, OperationKind.SimpleAssignment);

    /// <inheritdoc/>
    public override ImmutableHashSet<string> Words { get; } = ImmutableHashSet.Create("ViewBag", "ViewData", "AddContent", "AddMarkupContent", "Write", "WriteAttributeValue", "Raw", "Hidden");

    /// <inheritdoc/>
    protected override IEnumerable<GivenValue> ValuesOf(OperationContext context)
    {
        switch (context.Operation)
        {
            case ISimpleAssignmentOperation { Target: IDynamicMemberReferenceOperation { Instance: IPropertyReferenceOperation { Property.Name: "ViewBag" }, MemberName: var name } } assignment:
                return [new GivenValue(assignment.Value) { Name = $"the page as '{name}'", IsNamedAsToken = TokenPhrases.NameToken(name) }];
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Instance.Type.Name: "ViewDataDictionary", Arguments: [var key] } } assignment:
                var said = string.Concat(TokenTexts.ConstantsIn(key.Value));
                return [new GivenValue(assignment.Value) { Name = $"the page as '{said}'", IsNamedAsToken = TokenPhrases.NameToken(said) }];
            case IInvocationOperation { TargetMethod: var method } call when IsMarkup(method):
                return call.Arguments.Where(argument => argument.Parameter is { Name: "value" or "textContent" or "markupContent" }).Select(argument => new GivenValue(argument.Value) { Name = "the page" });
            default:
                return [];
        }
    }

    /// <inheritdoc/>
    protected override IEnumerable<object?> MoreArguments(GivenValue given) => [given.Name];

    private static bool IsMarkup(IMethodSymbol method) =>
        method.Name switch
        {
            "Write" or "WriteAttributeValue" => method.IsMemberOf("Microsoft.AspNetCore.Mvc.Razor.RazorPageBase"),
            "AddContent" or "AddMarkupContent" => method.IsMemberOf("Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder"),
            "Raw" or "Hidden" => method.OutermostNamespace() == "Microsoft" && method.ContainingType.Name is "IHtmlHelper" or "HtmlHelper" or "HtmlHelperInputExtensions",
            _ => false,
        };
}
