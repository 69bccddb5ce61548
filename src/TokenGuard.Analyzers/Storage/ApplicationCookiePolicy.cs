using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Storage;

/// <summary>
/// What the cookie policy of the application adds to every cookie: <c>UseCookiePolicy(new CookiePolicyOptions { ... })</c>,
/// <c>Configure&lt;CookiePolicyOptions&gt;(...)</c>. Looked for once a compilation, when the first token cookie needs it.
/// </summary>
internal sealed class ApplicationCookiePolicy
{
    private const string Options = "Microsoft.AspNetCore.Builder.CookiePolicyOptions";
    private const string Cookie = "Microsoft.AspNetCore.Http.CookieOptions";

    private bool httpOnly;
    private bool secure;
    private bool sameSite;

    /// <summary>Reads the policy from every file that names it.</summary>
    public static ApplicationCookiePolicy Find(OperationContext context)
    {
        var policy = new ApplicationCookiePolicy();
        foreach (var tree in context.Compilation.SyntaxTrees)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (tree.GetText(context.CancellationToken).ToString().IndexOf("CookiePolicy", StringComparison.Ordinal) >= 0)
            {
                foreach (var assignment in tree.GetRoot(context.CancellationToken).DescendantNodes().OfType<AssignmentExpressionSyntax>())
                {
                    policy.Read(context, assignment);
                }
            }
        }

        return policy;
    }

    /// <summary>What is left to say of a cookie that passes the policy.</summary>
    public CookieFlaws Judge(TokenCookie cookie, Rules.TokenPolicy policy) =>
        CookieFacts.Judge(
            cookie.Name,
            cookie.Value,
            httpOnly ? true : cookie.HttpOnly.Value,
            secure ? true : cookie.Secure.Value,
            sameSite ? null : cookie.SameSite.Value,
            policy);

    private void Read(OperationContext context, AssignmentExpressionSyntax node)
    {
        var name = (node.Left as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText ?? (node.Left as IdentifierNameSyntax)?.Identifier.ValueText;
        if (name is not ("HttpOnly" or "Secure" or "MinimumSameSitePolicy" or "OnAppendCookie")
            || context.OperationOf(node) is not ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } assignment
            || !target.Property.ContainingType.HasMetadataName(Options))
        {
            return;
        }

        // A value that is not constant may cover the cookies: then nothing is sure.
        var value = context.Flow.Constant(assignment.Value);
        switch (name)
        {
            case "HttpOnly":
                httpOnly |= value is null or 1;
                break;
            case "Secure":
                secure |= value is null || CookieConstants.IsSecure(value) != false;
                break;
            case "MinimumSameSitePolicy":
                sameSite |= value is null || CookieConstants.SameSite(value) is CookieSameSite.Lax or CookieSameSite.Strict;
                break;
            default:
                ReadCallback(context, assignment.Value);
                break;
        }
    }

    // OnAppendCookie = context => context.CookieOptions.Secure = true, directly or in a method that it calls.
    private void ReadCallback(OperationContext context, IOperation callback)
    {
        if (context.Flow.BodyOf(callback) is not { } body)
        {
            return;
        }

        var called = body.DescendantsAndSelf().OfType<IInvocationOperation>().Select(call => context.Flow.BodyOf(call.TargetMethod)).OfType<IOperation>();
        foreach (var assignment in called.Prepend(body).SelectMany(code => code.DescendantsAndSelf()).OfType<ISimpleAssignmentOperation>())
        {
            if (assignment.Target is IPropertyReferenceOperation { Property: var property } && property.ContainingType.IsOrDerivesFrom(Cookie))
            {
                var value = context.Flow.Constant(assignment.Value);
                httpOnly |= property.Name == "HttpOnly" && value is not false;
                secure |= property.Name == "Secure" && value is not false;
                sameSite |= property.Name == "SameSite" && (value is null || CookieConstants.SameSite(value) is CookieSameSite.Lax or CookieSameSite.Strict);
            }
        }
    }
}
