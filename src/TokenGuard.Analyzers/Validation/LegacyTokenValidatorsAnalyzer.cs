using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Validation;

namespace TokenGuard.Analyzers.Validation;

/// <summary>
/// TKG2015: <c>UseSecurityTokenValidators</c> and <c>UseSecurityTokenValidator</c> that are switched on, and validators that are set while they
/// are off, so that nobody asks them. Before .NET 8 there was nothing else.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LegacyTokenValidatorsAnalyzer() : TokenGuardAnalyzer(Rule)
{
    private const string Bearer = "Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerOptions";
    private const string OpenId = "Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectOptions";

    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.LegacyTokenValidators, RuleDefinition.Category, LegacyTokenValidators.Definition);

    private protected override void Register(RuleContext context)
    {
        if ((context.Types.Find(Bearer) ?? context.Types.Find(OpenId)) is not null)
        {
            context.OnOperation(Mentions.OfTokens, AnalyzeAssignment, OperationKind.SimpleAssignment);
            context.OnOperation(Mentions.OfTokens, AnalyzeCall, OperationKind.Invocation);
        }
    }

    private static void AnalyzeAssignment(OperationContext context)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation { Property: var property, Instance: { } options } || !IsOfOptions(property))
        {
            return;
        }

        if (property.Name is "UseSecurityTokenValidators" or "UseSecurityTokenValidator")
        {
            if (context.Flow.Constant(assignment.Value) is true && !ObjectWrites.Around(assignment, context.Flow.BodyAround(assignment)).LaterValuesOf(property.Name).Any())
            {
                context.Report(Rule, assignment.Syntax, property.Name, "is true: tokens are validated by the validators of before .NET 8", "remove it, and give what they do to 'TokenHandlers'");
            }
        }
        else if (property.Name == "SecurityTokenValidator" && !assignment.Value.IsNull())
        {
            ReportUnused(context, options, property);
        }
    }

    // options.SecurityTokenValidators.Add(...)
    private static void AnalyzeCall(OperationContext context)
    {
        if (context.Operation is IInvocationOperation { TargetMethod.Name: "Add" or "Insert" or "Clear" or "Remove" or "RemoveAt", Instance: IPropertyReferenceOperation { Property: { Name: "SecurityTokenValidators" } property, Instance: { } options } }
            && IsOfOptions(property))
        {
            ReportUnused(context, options, property);
        }
    }

    // Where the switch is on, it is what is reported.
    private static void ReportUnused(OperationContext context, IOperation options, IPropertySymbol property)
    {
        var @switch = property.Name == "SecurityTokenValidators" ? "UseSecurityTokenValidators" : "UseSecurityTokenValidator";
        if (property.ContainingType.GetMembers(@switch).IsEmpty || IsSet(context, @switch) || ObjectPath.Of(options) is null)
        {
            return;
        }

        context.Report(Rule, context.Operation.Syntax, property.Name, $"is not asked unless '{@switch}' is true, so tokens are validated without it", "give what it does to 'TokenHandlers', and remove it");
    }

    // Anywhere in the project: options are put together from many places.
    private static bool IsSet(OperationContext context, string member) =>
        context.FactsOf(context.Compilation.Assembly).Get(() => new SwitchesNamed(context.Compilation, context.CancellationToken)).Names.Contains(member);

    private static bool IsOfOptions(IPropertySymbol property) => property.IsMemberOf(Bearer) || property.IsMemberOf(OpenId);

    private sealed class SwitchesNamed(Compilation compilation, CancellationToken cancellation)
    {
        public HashSet<string> Names { get; } = new(
            compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot(cancellation).DescendantTokens())
                .Select(token => token.ValueText)
                .Where(text => text is "UseSecurityTokenValidators" or "UseSecurityTokenValidator"),
            StringComparer.Ordinal);
    }
}
