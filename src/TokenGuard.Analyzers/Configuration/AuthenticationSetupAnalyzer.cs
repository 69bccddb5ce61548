using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Configuration;

/// <summary>TKG7003 to TKG7007, TKG7009, TKG7011: what an application switches off, calls, or leaves out when it sets authentication up.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AuthenticationSetupAnalyzer() : TokenGuardAnalyzer(
    SetupRules.HttpsMetadataNotRequired,
    SetupRules.PkceDisabled,
    SetupRules.ImplicitFlow,
    SetupRules.PasswordGrant,
    SetupRules.NonceOrStateDisabled,
    SetupRules.DevelopmentCredential,
    SetupRules.WeakenedAuthorizationServer)
{
    private protected override void Register(RuleContext context)
    {
        context.OnOperation(Mentions.OfSetup, CheckAssignment, OperationKind.SimpleAssignment);
        context.OnOperation(Mentions.OfSetup, CheckCall, OperationKind.Invocation);
        context.OnOperation(Mentions.OfSetup, CheckCreation, OperationKind.ObjectCreation);
        context.OnOperation([Mentions.Grant], CheckText, OperationKind.Literal);
    }

    private static void CheckAssignment(OperationContext context)
    {
        if (context.Operation is not ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property } target } assignment)
        {
            return;
        }

        if (AuthenticationSwitches.Of(property.Name) is { } known)
        {
            if (known.Types.Any(property.IsMemberOf) && context.Flow.Constant(assignment.Value) is bool value && value == known.WeakValue
                && !IsRightWithout(known, context, assignment)
                && !IsSetAgain(context, assignment, again => context.Flow.Constant(again) is bool later && later == known.WeakValue))
            {
                context.Report(SetupRules.Of(known.Rule), assignment.Syntax, SetupRules.DescribeSwitch(known));
            }
        }
        else if (property.Name == "ResponseType" ? SetupRules.IsSignInOptions(property) && AsksForAccessToken(context, assignment.Value)
            : property.Name == "SecurePolicy" && SetupRules.IsSignInCookie(target.Instance) && IsNone(context, assignment.Value))
        {
            if (!IsSetAgain(context, assignment, again => property.Name == "ResponseType" ? AsksForAccessToken(context, again) : IsNone(context, again)))
            {
                var (rule, arguments) = SetupRules.DescribeAssignment(target);
                context.Report(rule, assignment.Syntax, arguments);
            }
        }
        else if (property.Name == "AllowedGrantTypes")
        {
            if (assignment.Value.WithoutConversions() is IPropertyReferenceOperation { Property: { IsStatic: true, ContainingType.Name: "GrantTypes" } grant } value
                && SetupRules.OfGrantTypes(grant) is var (rule, arguments))
            {
                context.Report(rule, value.Syntax, arguments);
            }
        }
        else if (property.IsIndexer && target.Arguments is [{ Value: var key }] && IsPasswordGrant(context, key, assignment.Value))
        {
            context.Report(SetupRules.PasswordGrant, assignment.Syntax, SetupRules.PasswordGrantRequest);
        }
    }

    private static void CheckCall(OperationContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        var method = call.TargetMethod;
        if (AuthenticationCalls.Of(method.Name) is { } known)
        {
            // An overload that calls another is the library itself.
            if (method.ContainingType.Name.StartsWith(known.TypePrefix, StringComparison.Ordinal) && known.Namespaces.Any(method.IsIn)
                && !SymbolEqualityComparer.Default.Equals(method.ContainingType, context.ContainingSymbol.ContainingType))
            {
                context.Report(SetupRules.Of(known.Rule), call.NameSyntax(), SetupRules.DescribeCall(known));
            }
        }
        else if (SetupRules.LeftOut(context, call) is var (rule, arguments))
        {
            context.Report(rule, call.NameSyntax(), arguments);
        }
        else if (call.Arguments.Length > 1 && method.Name is "Add" or "AddParameter" or "TryAdd" && ValueArguments(call) is [var key, var value] && IsPasswordGrant(context, key, value))
        {
            context.Report(SetupRules.PasswordGrant, call.Syntax, SetupRules.PasswordGrantRequest);
        }
    }

    // new KeyValuePair<string, string>("grant_type", "password")
    private static void CheckCreation(OperationContext context)
    {
        if (context.Operation is IObjectCreationOperation { Type.Name: "KeyValuePair", Arguments: [{ Value: var key }, { Value: var value }] } pair && IsPasswordGrant(context, key, value))
        {
            context.Report(SetupRules.PasswordGrant, pair.Syntax, SetupRules.PasswordGrantRequest);
        }
    }

    // new StringContent($"grant_type=password&username={user}&...")
    private static void CheckText(OperationContext context)
    {
        if (context.Operation.ConstantValue is { Value: string text } && text.Split('?', '&').Contains("grant_type=password"))
        {
            context.Report(SetupRules.PasswordGrant, context.Operation.Syntax, SetupRules.PasswordGrantRequest);
        }
    }

    // Of calls such as request.AddParameter(name, value, type) the first two.
    private static IOperation[] ValueArguments(IInvocationOperation call) =>
        call.Arguments.Where(argument => argument.Parameter?.Type.SpecialType is SpecialType.System_String or SpecialType.System_Object).Take(2).Select(argument => argument.Value).ToArray();

    private static bool IsPasswordGrant(OperationContext context, IOperation key, IOperation value) =>
        key.WithoutConversions().ConstantValue is { HasValue: true, Value: "grant_type" } && context.Flow.ConstantText(value) == "password";

    private static bool AsksForAccessToken(OperationContext context, IOperation value) =>
        context.Flow.ConstantText(value) is { } text && SignIns.AskForAccessToken(text);

    // PKCE protects an authorization code, so only clients that get one need it; only the implicit and the hybrid flow can hand access tokens to a browser.
    private static bool IsRightWithout(AuthenticationSwitch known, OperationContext context, ISimpleAssignmentOperation assignment) =>
        known.Rule switch
        {
            RuleIds.PkceDisabled => HasOtherGrant(context, assignment, "Code", "Hybrid") || AsksForNoCode(context, assignment),
            RuleIds.ImplicitFlow => HasOtherGrant(context, assignment, "Implicit", "Hybrid"),
            RuleIds.HttpsMetadataNotRequired => DependsOnScheme(assignment),
            RuleIds.NonceOrStateDisabled => known.Member == "RequireNonce" && IsForRefresh(context, assignment),
            _ => false,
        };

    // The answer to a refresh has no nonce (OpenID Connect Core section 12.2): a validator of its own, in a type that refreshes, asks for none.
    private static bool IsForRefresh(OperationContext context, ISimpleAssignmentOperation assignment) =>
        assignment.Target is IPropertyReferenceOperation { Instance: IInstanceReferenceOperation }
        && assignment.Parent?.Parent is IObjectCreationOperation { Parent: not ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "ProtocolValidator" } } }
        && context.ContainingSymbol.ContainingType is { } type
        && type.DeclarationsIn(context.Compilation).Any(declaration => declaration.GetSyntax(context.CancellationToken).ToString().IndexOf("refresh", StringComparison.OrdinalIgnoreCase) >= 0);

    // if (authority.StartsWith("http://")) { ... = false; }: off only where the configuration has no HTTPS.
    private static bool DependsOnScheme(IOperation operation)
    {
        for (var (child, parent) = (operation, operation.Parent); parent is not null; (child, parent) = (parent, parent.Parent))
        {
            if (parent is IConditionalOperation { Condition: var condition } && condition != child
                && condition.DescendantsAndSelf().Any(part =>
                    (part.ConstantValue is { Value: string text } && text.StartsWith("http", StringComparison.OrdinalIgnoreCase)) || part is IFieldReferenceOperation { Field.Name: "UriSchemeHttp" or "UriSchemeHttps" }))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasOtherGrant(OperationContext context, ISimpleAssignmentOperation assignment, params string[] grants) =>
        ObjectWrites.Around(assignment, context.Flow.BodyAround(assignment)).ValuesOf("AllowedGrantTypes")
            .Any(value => value.WithoutConversions() is IPropertyReferenceOperation { Property: { IsStatic: true, ContainingType.Name: "GrantTypes", Name: var name } }
                && !grants.Any(grant => name.StartsWith(grant, StringComparison.Ordinal)));

    private static bool AsksForNoCode(OperationContext context, ISimpleAssignmentOperation assignment) =>
        ObjectWrites.Around(assignment, context.Flow.BodyAround(assignment)).ValuesOf("ResponseType")
            .Any(value => context.Flow.ConstantText(value) is { } type && !SignIns.AskForCode(type));

    // CookieSecurePolicy.None
    private static bool IsNone(OperationContext context, IOperation value) =>
        context.Flow.Constant(value) is 2;

    // A value that is set again further down, perhaps on some path only, says nothing.
    private static bool IsSetAgain(OperationContext context, ISimpleAssignmentOperation assignment, Func<IOperation, bool> isWeak) =>
        ObjectWrites.Around(assignment, context.Flow.BodyAround(assignment))
            .LaterValuesOf(((IMemberReferenceOperation)assignment.Target).Member.Name)
            .Any(value => !isWeak(value));
}
