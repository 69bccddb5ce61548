using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Transport;

namespace TokenGuard.Analyzers.Transport;

/// <summary>TKG4007: the client that sends a request for a token follows redirects.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenRequestFollowsRedirectAnalyzer() : TokenGuardAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.TokenRequestFollowsRedirect, RuleDefinition.Category, TokenRequestFollowsRedirect.Definition);

    /// <summary>These set the handler of a registered client.</summary>
    private static readonly HashSet<string> HandlerSetters = new(StringComparer.Ordinal) { "ConfigurePrimaryHttpMessageHandler", "ConfigureHttpMessageHandlerBuilder", "UseSocketsHttpHandler" };

    private protected override void Register(RuleContext context) =>
        context.OnOperation(Mentions.OfTokens.Add(Mentions.Grant).Add(Mentions.Secret), Analyze, OperationKind.Invocation);

    private static void Analyze(OperationContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (ClientOf(call, context.Flow) is { } client && Follower(client, context) is { } follower)
        {
            context.Report(Rule, call.NameSyntax().GetLocation(), follower.GetLocation() is var made && made.SourceTree == call.Syntax.SyntaxTree ? [made] : null, properties: null);
        }
    }

    // The client that sends a secret, a code or a refresh token.
    private static IOperation? ClientOf(IInvocationOperation call, TokenFlow flow)
    {
        var method = call.TargetMethod;
        return method.Name switch
        {
            var name when RequestBody.Senders.Contains(name) => RequestBody.IsOfOAuth(call, flow) ? call.Instance ?? call.Arguments[0].Value : null,
            "SendAsync" when method.IsMemberOf("System.Net.Http.HttpMessageInvoker") => call.Arguments is [{ Value: var request }, ..] && ContentOf(request, flow).Any(content => RequestBody.IsOfOAuth(content, flow)) ? call.Instance : null,
            "RequestTokenAsync" or "RequestClientCredentialsTokenAsync" or "RequestRefreshTokenAsync" or "RequestAuthorizationCodeTokenAsync" or "RequestPasswordTokenAsync" or "RequestDeviceTokenAsync" or "RequestTokenExchangeTokenAsync"
                or "RevokeTokenAsync" or "IntrospectTokenAsync" when method.IsIn("Duende.IdentityModel.Client") || method.IsIn("IdentityModel.Client") => call.Instance ?? call.Arguments[0].Value,
            _ => null,
        };
    }

    private static IEnumerable<IOperation> ContentOf(IOperation request, TokenFlow flow)
    {
        var path = ObjectPath.Of(request);
        var written = flow.BodyAround(request).AssignmentsOf("Content")
            .Where(assignment => path is not null && path.Equals(ObjectPath.Of(((IMemberReferenceOperation)assignment.Target).Instance)))
            .Select(assignment => assignment.Value)
            .ToList();
        return written.Count > 0 || flow.Origin(request)?.WithoutConversions() is not IObjectCreationOperation { Initializer: { } initializer } ? written
            : initializer.Initializers.OfType<ISimpleAssignmentOperation>().Where(assignment => assignment.Target is IMemberReferenceOperation { Member.Name: "Content" }).Select(assignment => assignment.Value);
    }

    // What makes the client one that follows redirects; null when it does not, or when that is not known.
    private static SyntaxNode? Follower(IOperation client, OperationContext context)
    {
        client = client.WithoutConversions();
        var flow = context.Flow;
        if (flow.Origin(client)?.WithoutConversions() is IObjectCreationOperation { Type: { } type } made && type.HasMetadataName("System.Net.Http.HttpClient"))
        {
            return made.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "handler") is not { } handler ? made.Syntax
                : flow.Origin(handler.Value)?.WithoutConversions() is IObjectCreationOperation { Type.Name: "HttpClientHandler" or "SocketsHttpHandler" } created && !Sets(created, flow) ? created.Syntax
                : null;
        }

        var registrations = ClientRegistrations.KeeperOf(client) is { } keeper ? ClientRegistrations.Of(context).OfType(keeper).ToImmutableArray() : ImmutableArray<ClientRegistration>.Empty;
        return !registrations.IsEmpty && registrations.All(registration => registration.Calls[registration.Calls.Length - 1].Parent is IExpressionStatementOperation or IReturnOperation && !registration.Calls.Any(call => HandlerSetters.Contains(call.TargetMethod.Name)))
            ? client.Syntax
            : null;
    }

    private static bool Sets(IObjectCreationOperation handler, TokenFlow flow)
    {
        var path = ObjectPath.OfNew(handler);
        return handler.Descendants().Any(IsSwitch)
            || flow.BodyAround(handler).AssignmentsOf("AllowAutoRedirect").Any(assignment => !IsTrue(assignment) && (path is null || path.Equals(ObjectPath.Of(((IMemberReferenceOperation)assignment.Target).Instance))));

        // To write down what is the default changes nothing.
        static bool IsSwitch(IOperation part) => part is IPropertyReferenceOperation { Property.Name: "AllowAutoRedirect" } && !IsTrue(part.Parent);

        static bool IsTrue(IOperation? assignment) => assignment is ISimpleAssignmentOperation { Value.ConstantValue: { HasValue: true, Value: true } };
    }
}
