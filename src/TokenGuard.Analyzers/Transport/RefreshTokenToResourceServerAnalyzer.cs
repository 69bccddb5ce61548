using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Transport;

namespace TokenGuard.Analyzers.Transport;

/// <summary>TKG4005: a refresh token is sent to somebody other than the authorization server.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RefreshTokenToResourceServerAnalyzer() : TokenGuardAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule =
        Descriptor.Create(RuleIds.RefreshTokenToResourceServer, RuleDefinition.Category, RefreshTokenToResourceServer.Definition);

    private protected override void Register(RuleContext context) =>
        context.OnOperation(Check, OperationKind.Invocation, OperationKind.ObjectCreation, OperationKind.SimpleAssignment);

    private static void Check(OperationContext context)
    {
        if (RequestToken.Of(context.Operation) is { } sent)
        {
            Report(context, Values(sent.Value, context.Flow), Confidence.Medium, sent.Carrier, sent.IsEveryRequest);
        }
        else if (RequestBody.Of(context.Operation, context.Flow) is { } body)
        {
            Report(context, body.Values, Confidence.High, body.Url, isEveryRequest: false);
        }
    }

    private static void Report(OperationContext context, IEnumerable<IOperation> values, Confidence atLeast, IOperation? carrier, bool isEveryRequest)
    {
        foreach (var part in values.SelectMany(value => TokenParts.Of(value, context.Flow)))
        {
            if (context.Flow.Classify(part) is { Kind: TokenKind.Refresh } token
                && token.Confidence >= atLeast
                && !MayBeAccessToken(part, context.Flow)
                && new RequestDestination(context).IsResourceServer(context.Operation, carrier, isEveryRequest))
            {
                var isHere = context.Operation.Syntax.Span.Contains(part.Syntax.Span);
                context.Report(Rule, isHere ? part.Syntax : context.Operation.Syntax, token.Origin);
                return;
            }
        }
    }

    // A function that is asked for the token, or the token.
    private static ImmutableArray<IOperation> Values(IOperation value, TokenFlow flow) =>
        value.Type?.TypeKind != TypeKind.Delegate ? ImmutableArray.Create(value)
        : flow.BodyOf(value) is { } body ? TokenFlow.ReturnsOf(body)
        : ImmutableArray<IOperation>.Empty;

    // useRefresh ? refreshToken : accessToken
    private static bool MayBeAccessToken(IOperation part, TokenFlow flow) =>
        flow.Origins(part).Any(origin => flow.Classify(origin).Kind is TokenKind.Access or TokenKind.Id);
}
