using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Validation;

namespace TokenGuard.Analyzers.Validation;

/// <summary>
/// TKG2014: the token of a <c>MessageReceivedContext</c>, or the request's own <c>Authorization</c> header, is set to what the query says,
/// whatever the path is.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenAcceptedFromQueryAnalyzer() : TokenGuardAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.TokenAcceptedFromQuery, RuleDefinition.Category, TokenAcceptedFromQuery.Definition);

    private protected override void Register(RuleContext context)
    {
        if (context.Types.Find(QueryValues.Collection) is not null)
        {
            context.OnOperation(Mentions.OfTokens, Analyze, OperationKind.SimpleAssignment);
        }
    }

    private static void Analyze(OperationContext context)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is IPropertyReferenceOperation target
            && NameOf(target, context.Flow) is { } name
            && QueryValues.IsFromQuery(assignment.Value, context.Flow)
            && !RequestConditions.AreAround(assignment, context.Flow)
            && !IsForHubs(context))
        {
            context.Report(
                Rule,
                assignment.Syntax,
                name,
                name == "Token" ? "look at the path first, or leave it to the header" : "leave it to the sender, or to 'OnMessageReceived' with a look at the path");
        }
    }

    private static string? NameOf(IPropertyReferenceOperation target, TokenFlow flow) =>
        target.Property switch
        {
            { Name: "Token", ContainingType.Name: "MessageReceivedContext" } token when token.IsIn("Microsoft.AspNetCore.Authentication.JwtBearer") || token.IsIn("Microsoft.AspNetCore.Authentication.BearerToken") => "Token",
            { Name: "Authorization", ContainingType.Name: "IHeaderDictionary" } when IsOfRequest(target) => "Authorization",
            { IsIndexer: true, ContainingType.Name: "IHeaderDictionary" } when IsOfRequest(target) && target.Arguments is [{ Value: var name }, ..] && flow.ConstantText(name) is { } header
                && string.Equals(header, "Authorization", StringComparison.OrdinalIgnoreCase) => "Authorization",
            _ => null,
        };

    private static bool IsOfRequest(IPropertyReferenceOperation header) =>
        header.Instance is IPropertyReferenceOperation { Property: { Name: "Headers", ContainingType.Name: "HttpRequest" } };

    // A scheme or handler of events that is there for hubs only.
    private static bool IsForHubs(OperationContext context) =>
        RequestConditions.NamesHub(context.ContainingSymbol.Name)
        || RequestConditions.NamesHub(context.ContainingSymbol.ContainingType?.Name)
        || RequestConditions.IsSchemeForHubs(context.Operation, context.Flow);
}
