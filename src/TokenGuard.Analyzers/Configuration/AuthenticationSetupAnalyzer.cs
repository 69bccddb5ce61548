using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Configuration;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Configuration;

/// <summary>TKG7003: what an application switches off, or calls, when it sets authentication up.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AuthenticationSetupAnalyzer() : TokenGuardAnalyzer(HttpsNotRequired)
{
    private static readonly DiagnosticDescriptor HttpsNotRequired =
        Descriptor.Create(RuleIds.HttpsMetadataNotRequired, RuleDefinition.Category, HttpsMetadataNotRequired.Definition);

    private protected override void Register(RuleContext context)
    {
        context.OnOperation(CheckSwitch, OperationKind.SimpleAssignment);
        context.OnOperation(CheckCall, OperationKind.Invocation);
    }

    private static void CheckSwitch(OperationContext context)
    {
        if (context.Operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property } } assignment
            && AuthenticationSwitches.Of(property.Name) is { } known
            && known.Types.Any(property.IsMemberOf)
            && context.Flow.Constant(assignment.Value) is bool value && value == known.WeakValue
            && !IsSetAgain(context, assignment, known))
        {
            context.Report(HttpsNotRequired, assignment.Syntax, $"'{known.Member}' is false", "the keys that verify tokens may be fetched", "leave it true, except in development");
        }
    }

    private static void CheckCall(OperationContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name == "DisableTransportSecurityRequirement" && IsOpenIddict(call.TargetMethod))
        {
            context.Report(HttpsNotRequired, call.NameSyntax(), "'DisableTransportSecurityRequirement' is called", "tokens and client secrets are taken", "call it in development only");
        }
    }

    // A default that is set again further down, perhaps on some path only, says nothing.
    private static bool IsSetAgain(OperationContext context, ISimpleAssignmentOperation assignment, AuthenticationSwitch known)
    {
        var flow = context.Flow;
        var writes = ObjectWrites.Around(assignment, flow.BodyAround(assignment));
        return writes.LaterValuesOf(known.Member).Any(value => !(flow.Constant(value) is bool again && again == known.WeakValue));
    }

    private static bool IsOpenIddict(IMethodSymbol method) =>
        method.ContainingType.Name.StartsWith("OpenIddict", StringComparison.Ordinal) && method.IsIn("Microsoft.Extensions.DependencyInjection");

}
