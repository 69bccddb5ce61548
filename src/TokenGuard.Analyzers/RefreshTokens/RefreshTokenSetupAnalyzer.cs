using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Configuration;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.RefreshTokens;

namespace TokenGuard.Analyzers.RefreshTokens;

/// <summary>TKG6004 and TKG6006: an authorization server is told that refresh tokens work more than once, or to remember none of them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RefreshTokenSetupAnalyzer() : TokenGuardAnalyzer(Reusable, NotRevocable)
{
    private const string OneTimeOnly = "set it to 'TokenUsage.OneTimeOnly'";

    private static readonly DiagnosticDescriptor Reusable = Descriptor.Create(RuleIds.RefreshTokenReusable, RuleDefinition.Category, RefreshTokenReusable.Definition);

    private static readonly DiagnosticDescriptor NotRevocable = Descriptor.Create(RuleIds.RefreshTokenNotRevocable, RuleDefinition.Category, RefreshTokenNotRevocable.Definition);

    private protected override void Register(RuleContext context)
    {
        if (context.Types.Find("OpenIddict.Server.OpenIddictServerOptions") is not null)
        {
            context.OnOperation(Mentions.OfTokens, CheckCall, OperationKind.Invocation);
            context.OnOperation(Mentions.OfTokens, CheckOption, OperationKind.SimpleAssignment);
        }

        if ((context.Types.Find("Duende.IdentityServer.Models.Client") ?? context.Types.Find("IdentityServer4.Models.Client")) is not null)
        {
            context.OnOperation([Mentions.Identity, Mentions.Refresh], CheckClient, OperationKind.SimpleAssignment);
        }
    }

    private static void CheckCall(OperationContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        var method = call.TargetMethod;
        if (method.Name is not ("DisableRollingRefreshTokens" or "DisableTokenStorage" or "SetRefreshTokenReuseLeeway")
            || method.ContainingType.Name != "OpenIddictServerBuilder" || SymbolEqualityComparer.Default.Equals(method.ContainingType, context.ContainingSymbol.ContainingType))
        {
            return;
        }

        if (method.Name == "SetRefreshTokenReuseLeeway")
        {
            CheckLeeway(context, method.Name, call.Arguments[0].Value);
        }
        else if (method.Name == "DisableRollingRefreshTokens")
        {
            context.Report(Reusable, call.NameSyntax(), "'DisableRollingRefreshTokens' is called", "remove the call");
        }
        else if (GivesRefreshTokens(context))
        {
            context.Report(NotRevocable, call.NameSyntax(), "'DisableTokenStorage' is called", "remove the call");
        }
    }

    private static void CheckOption(OperationContext context)
    {
        if (context.Operation is not ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "DisableRollingRefreshTokens" or "DisableTokenStorage" or "RefreshTokenReuseLeeway" } property } } assignment
            || !property.IsMemberOf("OpenIddict.Server.OpenIddictServerOptions"))
        {
            return;
        }

        if (property.Name == "RefreshTokenReuseLeeway")
        {
            CheckLeeway(context, property.Name, assignment.Value);
        }
        else if (context.Flow.Constant(assignment.Value) is true && !ObjectWrites.Around(assignment, context.Flow.BodyAround(assignment)).LaterValuesOf(property.Name).Any())
        {
            if (property.Name == "DisableRollingRefreshTokens")
            {
                context.Report(Reusable, assignment.Syntax, "'DisableRollingRefreshTokens' is true", "leave it false");
            }
            else if (GivesRefreshTokens(context))
            {
                context.Report(NotRevocable, assignment.Syntax, "'DisableTokenStorage' is true", "leave it false");
            }
        }
    }

    private static void CheckLeeway(OperationContext context, string member, IOperation value)
    {
        value = value.WithoutConversions();
        if (context.Flow.LongestDuration(value) is { } leeway && leeway > RefreshTokenFacts.MaxReuseLeeway)
        {
            var suggested = RefreshTokenFacts.SuggestedReuseLeeway;
            context.Report(
                Reusable,
                value.Syntax.GetLocation(),
                SuggestedLifetime.Properties(suggested),
                $"'{member}' accepts used refresh tokens for more than {TokenLifetimes.Describe(RefreshTokenFacts.MaxReuseLeeway)}",
                $"set it to {TokenLifetimes.Describe(suggested)}");
        }
    }

    private static bool GivesRefreshTokens(OperationContext context) => SetupRules.IsMentioned("AllowRefreshTokenFlow", context);

    // Of clients without a secret only: others prove with each refresh who they are (RFC 9700 section 2.2.2).
    private static void CheckClient(OperationContext context)
    {
        if (context.Operation is not ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "RefreshTokenUsage" or "AllowOfflineAccess" } property } } assignment
            || !(property.IsMemberOf("Duende.IdentityServer.Models.Client") || property.IsMemberOf("IdentityServer4.Models.Client")))
        {
            return;
        }

        var flow = context.Flow;
        var writes = ObjectWrites.Around(assignment, flow.BodyAround(assignment));
        if (!IsAlways(writes, "RequireClientSecret", false, flow) || !IsAlways(writes, "AllowOfflineAccess", true, flow) || IsAlways(writes, "RequireDPoP", true, flow))
        {
            return;
        }

        if (property.Name == "RefreshTokenUsage")
        {
            // TokenUsage.ReUse
            if (flow.Constant(assignment.Value) is 0 && !writes.LaterValuesOf("RefreshTokenUsage").Any())
            {
                context.Report(Reusable, assignment.Syntax, "'RefreshTokenUsage' of a client without secret is 'ReUse'", OneTimeOnly);
            }
        }
        else if (assignment.Parent is IObjectOrCollectionInitializerOperation && !writes.ValuesOf("RefreshTokenUsage").Any() && IsReusedByDefault(property))
        {
            context.Report(Reusable, assignment.Syntax, "'RefreshTokenUsage' of a client without secret is 'ReUse' unless it is set", OneTimeOnly);
        }
    }

    private static bool IsAlways(ObjectWrites writes, string member, bool value, TokenFlow flow) =>
        writes.ValuesOf(member).ToList() is { Count: > 0 } values && values.TrueForAll(written => flow.Constant(written) is bool constant && constant == value);

    // In IdentityServer4, and up to version 6 of Duende's, a token works once unless it is said otherwise.
    private static bool IsReusedByDefault(IPropertySymbol property) => property.IsIn("Duende.IdentityServer.Models") && property.ContainingAssembly.Identity.Version.Major is 0 or >= 7;
}
