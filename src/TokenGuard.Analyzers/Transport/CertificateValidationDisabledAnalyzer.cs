using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Transport;

namespace TokenGuard.Analyzers.Transport;

/// <summary>TKG4002: a handler accepts every certificate of a server that tokens depend on. That others do so too is the business of CA5359 and S4830.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CertificateValidationDisabledAnalyzer() : TokenGuardAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.CertificateValidationDisabled, RuleDefinition.Category, CertificateValidationDisabled.Definition);

    private protected override void Register(RuleContext context) =>
        context.OnOperation([Mentions.Certificate], Analyze, OperationKind.SimpleAssignment, OperationKind.CompoundAssignment);

    private static void Analyze(OperationContext context)
    {
        var assignment = (IAssignmentOperation)context.Operation;
        if (assignment.Target is IPropertyReferenceOperation { Property: { Name: "ServerCertificateCustomValidationCallback" or "ServerCertificateValidationCallback" or "RemoteCertificateValidationCallback" } property }
            && property.OutermostNamespace() is "System" or "RestSharp" or "Microsoft"
            && !Contexts.DependsOnSetting(assignment, context.Flow)
            && AcceptsAll(assignment.Value, context.Flow)
            && TokenServers.WhyTokensDependOn(assignment, context) is { } why)
        {
            context.Report(Rule, assignment.Syntax, property.Name, why);
        }
    }

    private static bool AcceptsAll(IOperation callback, TokenFlow flow) =>
        flow.Origin(callback)?.WithoutConversions() is IPropertyReferenceOperation { Property.Name: "DangerousAcceptAnyServerCertificateValidator" }
        || (flow.BodyOf(callback) is { } body && TokenFlow.ReturnsOf(body) is { IsEmpty: false } returned && returned.All(value => flow.Constant(value) is true) && !body.Descendants().Any(operation => operation is IThrowOperation));
}
