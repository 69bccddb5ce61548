using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;

namespace TokenGuard.Analyzers.Validation;

/// <summary>Identities that become the user of the request that is being answered.</summary>
internal static class InstalledUsers
{
    /// <summary>How deep texts are looked into: headers without their scheme, parts, variables.</summary>
    private const int MaxDepth = 8;

    /// <summary>How many callers of a method that returns the identity are looked at.</summary>
    private const int MaxCallers = 10;

    private enum Source
    {
        Unknown,

        /// <summary>Whoever sent the request.</summary>
        Request,

        /// <summary>An answer, a store, an object of this application.</summary>
        Own,
    }

    /// <summary>Whether an identity that is made of a token becomes the user, here or where the method is called that returns it.</summary>
    public static bool BecomesUser(OperationContext context, IOperation identity, IOperation? token)
    {
        var (flow, source) = (context.Flow, token is null ? Source.Unknown : SourceOf(token, context.Flow, MaxDepth));
        var uses = flow.Uses(identity);
        if (source == Source.Own)
        {
            return false;
        }

        if (uses.Any(use => IsInstallation(use, source)))
        {
            return true;
        }

        return uses.Any(use => use is IReturnOperation)
            && context.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Ordinary } method
            && context.CallsOf(method).Take(MaxCallers).Select(name => name.FirstAncestorOrSelf<InvocationExpressionSyntax>())
                .Any(call => call is not null && context.OperationOf(call) is IInvocationOperation caller && IsInstalledByCaller(context, caller));
    }

    private static bool IsInstalledByCaller(OperationContext context, IInvocationOperation call)
    {
        var source = call.Arguments.Select(argument => SourceOf(argument.Value, context.Flow, MaxDepth)).Append(Source.Unknown).Max();
        return source != Source.Own
            && !UnvalidatedTokens.IsCheckedAround(call, context.Flow)
            && context.Flow.Uses(call.Parent is IAwaitOperation awaited ? awaited : call).Any(use => IsInstallation(use, source));
    }

    // A sign-in makes a session of what the token endpoint answered, unless the token is seen to come with the request.
    private static bool IsInstallation(IOperation use, Source source) =>
        use switch
        {
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property } } =>
                (property.Name == "User" && property.ContainingType.Name == "HttpContext")
                || (property.Name == "CurrentPrincipal" && property.ContainingType.Name == "Thread")
                || (property.Name == "Principal" && property.ContainingType.IsIn("Microsoft.AspNetCore.Authentication") && source == Source.Request),
            IObjectCreationOperation { Type.Name: "AuthenticationTicket" } => true,
            IInvocationOperation { TargetMethod.Name: "SignInAsync" } => source == Source.Request,
            _ => false,
        };

    private static Source SourceOf(IOperation text, TokenFlow flow, int depth) =>
        depth <= 0 ? Source.Unknown : flow.Origins(text).Select(origin => SourceOfOrigin(origin, flow, depth - 1)).Append(Source.Unknown).Max();

    private static Source SourceOfOrigin(IOperation origin, TokenFlow flow, int depth) =>
        origin switch
        {
            IPropertyReferenceOperation { Property.ContainingType.Name: "IHeaderDictionary" or "IQueryCollection" or "IRequestCookieCollection" or "IFormCollection" } => Source.Request,
            IPropertyReferenceOperation { Property.ContainingType.Name: "MessageReceivedContext" } => Source.Request,
            IPropertyReferenceOperation { Property.ContainingType.Name: "StringValues" or "AuthenticationHeaderValue", Instance: { } instance } => SourceOf(instance, flow, depth),
            IInvocationOperation { TargetMethod: { Name: "TryGetValue", ContainingType.Name: "IHeaderDictionary" or "IDictionary" or "IQueryCollection" or "IRequestCookieCollection" } } => Source.Request,
            IInvocationOperation { Instance: { } instance, TargetMethod.ContainingType: { SpecialType: SpecialType.System_String } or { Name: "StringValues" } } => SourceOf(instance, flow, depth),
            IInvocationOperation { TargetMethod: { ContainingType.Name: "Enumerable" or "AuthenticationHeaderValue" }, Arguments: [{ Value: var first }, ..] } => SourceOf(first, flow, depth),
            IArrayElementReferenceOperation { ArrayReference: var array } => SourceOf(array, flow, depth),
            IOperation { Syntax: ElementAccessExpressionSyntax } access when access.ChildOperations.FirstOrDefault() is { } holder => SourceOf(holder, flow, depth),
            IConditionalAccessOperation access => SourceOf(access.Operation, flow, depth),
            IConversionOperation conversion => SourceOf(conversion.Operand, flow, depth),
            IMemberReferenceOperation or IAwaitOperation => Source.Own,
            _ => Source.Unknown,
        };
}
