using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Configuration;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.RefreshTokens;

namespace TokenGuard.Analyzers.RefreshTokens;

/// <summary>TKG6007: a method that signs a user out, or changes a password, ends no refresh token, by itself or by what it calls.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RefreshTokenSurvivesSignOutAnalyzer() : TokenGuardAnalyzer(Rule)
{
    private const string SignsOut = "signs a user out";
    private const string ChangesPassword = "changes a password";

    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.RefreshTokenSurvivesSignOut, RuleDefinition.Category, RefreshTokenSurvivesSignOut.Definition);

    private static readonly string[] Where = [Mentions.Token, Mentions.Refresh, Mentions.Authentication, Mentions.Identity, Mentions.Cookie];

    private protected override void Register(RuleContext context)
    {
        context.OnOperation(Where, CheckMethod, OperationKind.MethodBody);
        context.OnOperation(Where, CheckEndpoint, OperationKind.Invocation);
    }

    private static void CheckMethod(OperationContext context)
    {
        if (context.Operation is not IMethodBodyOperation { Syntax: MethodDeclarationSyntax declaration } method || (method.BlockBody ?? method.ExpressionBody) is not { } body)
        {
            return;
        }

        var name = declaration.Identifier.ValueText;
        var does = RefreshTokenFacts.IsSignOut(name) || (EndpointHandler.IsName(name) && RefreshTokenFacts.IsSignOut(context.ContainingSymbol.ContainingType.Name)) ? SignsOut
            : context.Flow.BodyAround(method).Operations.Any(IsChangeOfPassword) ? ChangesPassword
            : null;
        if (does is not null)
        {
            Check(context, body, declaration.Identifier.GetLocation(), name, does);
        }
    }

    // app.MapPost("/auth/logout", ...)
    private static void CheckEndpoint(OperationContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name.StartsWith("Map", StringComparison.Ordinal) && EndpointHandler.Of(call, context.Flow) is var (route, body) && RefreshTokenFacts.IsSignOut(route))
        {
            Check(context, body, call.NameSyntax().GetLocation(), route, SignsOut);
        }
    }

    private static void Check(OperationContext context, IOperation body, Location place, string name, string does)
    {
        if (!StoredRefreshTokens.AreKept(context))
        {
            return;
        }

        // A changed password changes the security stamp, which whoever asks for it may compare.
        var code = ReachedCode.Of(body, context.Flow);
        if (code.IsWhole && !code.Operations.Any(StoredRefreshTokens.AreEndedBy)
            && !(does == ChangesPassword && SetupRules.IsMentioned("SecurityStamp", context))
            && !EndpointHandler.IsCalled(context))
        {
            context.Report(Rule, place, properties: null, name, does);
        }
    }

    private static bool IsChangeOfPassword(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod: { Name: "ChangePasswordAsync" or "ResetPasswordAsync" } method } && method.IsMemberOf("Microsoft.AspNetCore.Identity.UserManager`1");
}
