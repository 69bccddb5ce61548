using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Configuration;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Configuration;

/// <summary>TKG7008: cookie authentication whose tickets live longer than the limit, by the options or by what a sign-in asks for.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LongCookieSessionAnalyzer() : TokenGuardAnalyzer(Rule)
{
    private const string SecondFactor = "TwoFactor";

    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.LongCookieSession, RuleDefinition.Category, LongCookieSession.Definition);

    private protected override void Register(RuleContext context) => context.OnOperation([Mentions.Cookie, Mentions.Authentication], Analyze, OperationKind.SimpleAssignment);

    private static void Analyze(OperationContext context)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation { Property: { Name: "ExpireTimeSpan" or "ExpiresUtc" } property })
        {
            return;
        }

        var (flow, policy) = (context.Flow, context.Policy);
        var isOption = property.Name == "ExpireTimeSpan";
        if (!(isOption ? IsOfCookie(property) : IsOfSignIn(property)) || !IsTooLong(assignment.Value))
        {
            return;
        }

        var writes = ObjectWrites.Around(assignment, flow.BodyAround(assignment));
        if (writes.IsReplacedLater() || writes.LaterWritesOf(property.Name).Any(later => later.AlwaysRunsAfter(assignment) && !Contexts.IsDevelopmentOnly(later, flow)) || IsOfSecondFactor(assignment, flow) || !(isOption || IsPersistent(writes, flow)))
        {
            return;
        }

        // The place to look at is where the length is written, as long as that is in the same method.
        var culprit = flow.Origins(assignment.Value).FirstOrDefault(origin => IsTooLong(origin) && !Contexts.IsDevelopmentOnly(origin, flow));
        if (culprit is not null)
        {
            var place = culprit.Root().Syntax == assignment.Root().Syntax ? culprit.Syntax : assignment.Value.Syntax;
            context.Report(Rule, place.GetLocation(), SuggestedLifetime.Properties(policy.MaxCookieSession), property.Name, TokenLifetimes.Describe(policy.MaxCookieSession));
        }

        bool IsTooLong(IOperation value) => (isOption ? flow.LongestDuration(value) : flow.LongestTimeFromNow(value)) is { } length && TokenLifetimes.IsTooLongSession(length, policy);
    }

    private static bool IsOfCookie(IPropertySymbol property) =>
        property.IsMemberOf("Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions") || property.IsMemberOf("Microsoft.Owin.Security.Cookies.CookieAuthenticationOptions");

    private static bool IsOfSignIn(IPropertySymbol property) =>
        property.IsMemberOf("Microsoft.AspNetCore.Authentication.AuthenticationProperties") || property.IsMemberOf("Microsoft.Owin.Security.AuthenticationProperties");

    // A cookie that goes with the browser is gone before.
    private static bool IsPersistent(ObjectWrites writes, TokenFlow flow) =>
        writes.ValuesOf("IsPersistent").ToList() is { Count: > 0 } values && values.TrueForAll(value => flow.Constant(value) is not false);

    // That a browser has passed the second factor is remembered by a cookie that signs nobody in.
    private static bool IsOfSecondFactor(ISimpleAssignmentOperation assignment, TokenFlow flow)
    {
        for (var operation = assignment.Parent; operation is not null; operation = operation.Parent)
        {
            if (operation is IInvocationOperation call ? IsOfSecondFactor(call) : operation is IConditionalAccessOperation access && NamesSecondFactor(access.Operation))
            {
                return true;
            }
        }

        var uses = ((IMemberReferenceOperation)assignment.Target).Instance switch
        {
            ILocalReferenceOperation properties => flow.UsesOfVariable(properties),
            IInstanceReferenceOperation when assignment.Parent?.Parent is IObjectCreationOperation creation => flow.Uses(creation),
            _ => ImmutableArray<IOperation>.Empty,
        };
        return uses.Any(use => use is IInvocationOperation call && IsOfSecondFactor(call));
    }

    // SignInAsync(IdentityConstants.TwoFactorRememberMeScheme, ...), builder.AddTwoFactorRememberMeCookie().Configure(...), cookies.TwoFactorRememberMeCookie.Configure(...)
    private static bool IsOfSecondFactor(IInvocationOperation call) =>
        call.Arguments.Any(argument => NamesSecondFactor(argument.Value)) || (call.Instance is { } receiver && NamesSecondFactor(receiver));

    private static bool NamesSecondFactor(IOperation operation) =>
        operation.WithoutConversions() switch
        {
            { ConstantValue: { HasValue: true, Value: var value } } => value is string text && text.Contains(SecondFactor),
            IMemberReferenceOperation { Member.Name: var member } => member.Contains(SecondFactor),
            IInvocationOperation { TargetMethod.Name: var method } => method.Contains(SecondFactor),
            _ => false,
        };
}
