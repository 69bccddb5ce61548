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
        if (writes.IsReplacedLater() || writes.LaterValuesOf(property.Name).Any() || !(isOption ? !IsOfAnotherThing(assignment) : IsPersistent(writes, flow)))
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
    private static bool IsOfAnotherThing(IOperation assignment)
    {
        for (var operation = assignment.Parent; operation is not null; operation = operation.Parent)
        {
            if (operation is IInvocationOperation call
                && call.Arguments.Any(argument => argument.Value.WithoutConversions() is IFieldReferenceOperation { Field.Name: "TwoFactorRememberMeScheme" } or IPropertyReferenceOperation { Property.Name: "TwoFactorRememberMeScheme" }))
            {
                return true;
            }
        }

        return false;
    }
}
