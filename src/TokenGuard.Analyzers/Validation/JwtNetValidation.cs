using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;

namespace TokenGuard.Analyzers.Validation;

/// <summary>TKG2001 and TKG2002 at JWT.NET: its builder, its decoder and its <c>ValidationParameters</c>.</summary>
internal static class JwtNetValidation
{
    private const string Builder = "JWT.Builder.JwtBuilder";
    private const string Parameters = "JWT.ValidationParameters";

    /// <summary>Registers what is looked at, when the library is referenced.</summary>
    public static void Register(RuleContext context)
    {
        if (context.Types.JwtBuilder is not null || context.Types.JwtNetDecoder is not null)
        {
            context.OnOperation(Mentions.OfTokens, AnalyzeCall, OperationKind.Invocation);
            context.OnOperation(Mentions.OfTokens, AnalyzeAssignment, OperationKind.SimpleAssignment);
            context.OnOperation(Mentions.OfTokens, AnalyzeNone, OperationKind.PropertyReference);
        }
    }

    /// <summary>Whether <c>JwtBuilder.Decode</c> of this assembly verifies unless it is told not to: since version 10.</summary>
    internal static bool VerifiesByDefault(AssemblyIdentity assembly) => assembly.Name != "JWT" || assembly.Version.Major >= 10;

    private static void AnalyzeCall(OperationContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        switch (call.TargetMethod.Name)
        {
            case "DoNotVerifySignature" when call.TargetMethod.ContainingType.HasMetadataName(Builder):
                ReportSignature(context, NameOf(call), "'DoNotVerifySignature' is called", "call 'MustVerifySignature'");
                break;
            case "WithVerifySignature" when call.TargetMethod.ContainingType.HasMetadataName(Builder)
                && call.Arguments is [var verify] && context.IsFalse(verify.Value):
                ReportSignature(context, verify.Syntax, "'WithVerifySignature' gets false", "give it true");
                break;
            case "Decode" when call.TargetMethod.ContainingType.HasMetadataName(Builder):
                if (TakesNoneAlgorithm(call, context))
                {
                    ReportSignature(context, NameOf(call), "'Decode' with NoneAlgorithm verifies nothing", "name the algorithm that signs");
                }
                else if (!VerifiesByDefault(call.TargetMethod.ContainingAssembly.Identity) && IsNeverToldToVerify(call))
                {
                    ReportSignature(context, NameOf(call), "'Decode' of this version of JWT.NET verifies nothing by itself", "call 'MustVerifySignature' first");
                }

                break;
            case "Decode" or "DecodeToObject" when IsDecoder(call, context)
                && call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "verify") is { ArgumentKind: ArgumentKind.Explicit } verify
                && context.IsFalse(verify.Value):
                ReportSignature(context, verify.Syntax, $"'{call.TargetMethod.Name}' is told not to verify", "give it true");
                break;
        }
    }

    private static void AnalyzeAssignment(OperationContext context)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation { Property: { Name: "ValidateSignature" or "ValidateExpirationTime" } property }
            || !property.ContainingType.HasMetadataName(Parameters)
            || !context.IsFalse(assignment.Value))
        {
            return;
        }

        var writes = ObjectWrites.Around(assignment, context.Flow.BodyAround(assignment));
        if (writes.IsReplacedLater() || writes.LaterValuesOf(property.Name).Any(value => !context.IsFalse(value)))
        {
            return;
        }

        if (property.Name == "ValidateSignature")
        {
            ReportSignature(context, assignment.Syntax, "'ValidateSignature' is false", "set it to true");
        }
        else if (!ValidationContexts.IsRightWithout(RuleIds.LifetimeNotValidated, context, writes.PathNames))
        {
            context.Report(ValidationRules.LifetimeNotValidated, assignment.Syntax, "'ValidateExpirationTime' is false", "set it to true");
        }
    }

    // ValidationParameters.None, unless the signature is switched on again: None.With(p => p.ValidateSignature = true).
    private static void AnalyzeNone(OperationContext context)
    {
        var none = (IPropertyReferenceOperation)context.Operation;
        if (none.Property is { Name: "None", IsStatic: true }
            && none.Property.ContainingType.HasMetadataName(Parameters)
            && !IsSwitchedOnAgain(none, context))
        {
            ReportSignature(context, none.Syntax, "'ValidationParameters.None' validates nothing", "take 'ValidationParameters.Default'");
        }
    }

    private static bool IsSwitchedOnAgain(IOperation none, OperationContext context) =>
        context.Flow.BodyAround(none).AssignmentsOf("ValidateSignature").Any(
            write => ((IMemberReferenceOperation)write.Target).Member.ContainingType.HasMetadataName(Parameters) && !context.IsFalse(write.Value));

    private static void ReportSignature(OperationContext context, SyntaxNode place, string mistake, string remedy)
    {
        if (!context.Policy.TrustedFrontProxy)
        {
            context.Report(ValidationRules.SignatureNotValidated, place, mistake, remedy);
        }
    }

    private static bool IsDecoder(IInvocationOperation call, OperationContext context) =>
        call.TargetMethod.ContainingType.IsOrDerivesFrom(context.Types.JwtNetDecoder)
        || call.TargetMethod.ContainingType.HasMetadataName("JWT.JwtDecoderExtensions");

    // A chain that starts here, and no step of it says whether to verify. A builder that comes from elsewhere may have been told.
    private static bool IsNeverToldToVerify(IInvocationOperation decode) =>
        StepsBefore(decode).All(step => step.TargetMethod.Name is not ("MustVerifySignature" or "DoNotVerifySignature" or "WithVerifySignature" or "WithValidationParameters" or "WithDecoder"))
        && ReceiverOf(StepsBefore(decode).LastOrDefault() ?? decode) is null or IObjectCreationOperation;

    // The calls of a chain, the last one first.
    private static IEnumerable<IInvocationOperation> StepsBefore(IInvocationOperation call)
    {
        while (ReceiverOf(call) is IInvocationOperation step)
        {
            yield return step;
            call = step;
        }
    }

    // Of an extension method, the first argument.
    private static IOperation? ReceiverOf(IInvocationOperation call) =>
        call.Instance ?? (call.TargetMethod.IsExtensionMethod && call.Arguments is [{ Value: var receiver }, ..] ? receiver : null);

    private static bool TakesNoneAlgorithm(IInvocationOperation call, OperationContext context) => StepsBefore(call).Any(step => IsNoneAlgorithm(step, context));

    private static bool IsNoneAlgorithm(IInvocationOperation step, OperationContext context) =>
        step is { TargetMethod.Name: "WithAlgorithm", Arguments: [{ Value: var algorithm }] }
        && context.Flow.Origin(algorithm) is IObjectCreationOperation { Type: { Name: "NoneAlgorithm" } type } && type.HasMetadataName("JWT.Algorithms.NoneAlgorithm");

    private static SyntaxNode NameOf(IInvocationOperation call) =>
        call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } ? access.Name : call.Syntax;
}
