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
        var flow = context.Flow;
        if (RequestToken.Of(context.Operation) is { } sent)
        {
            var parts = Values(sent.Value, flow).SelectMany(value => TokenParts.Of(value, flow));
            Report(context, parts, part => RefreshToken(part, Confidence.Medium, flow) ?? Hinted(part, sent.Name, flow), sent.Carrier, sent.IsEveryRequest);
        }
        else if (RequestBody.Of(context.Operation, flow) is { } body && RequestUrl.Read(body.Url, flow).IsKnown)
        {
            var parts = body.Values.SelectMany(value => TokenParts.Of(value, flow));
            Report(context, parts, part => RefreshToken(part, Confidence.High, flow), body.Url, isEveryRequest: false);
        }
    }

    private static void Report(OperationContext context, IEnumerable<IOperation> parts, Func<IOperation, string?> nameOf, IOperation? carrier, bool isEveryRequest)
    {
        foreach (var part in parts)
        {
            if (nameOf(part) is { } name && new RequestDestination(context).IsResourceServer(context.Operation, part, carrier, isEveryRequest))
            {
                var isHere = context.Operation.Syntax.Span.Contains(part.Syntax.Span);
                context.Report(Rule, isHere ? part.Syntax : context.Operation.Syntax, name);
                return;
            }
        }
    }

    // The name of the refresh token that a value surely is: not useRefresh ? refreshToken : accessToken.
    private static string? RefreshToken(IOperation part, Confidence atLeast, TokenFlow flow) =>
        flow.Classify(part) is { Kind: TokenKind.Refresh } token
        && token.Confidence >= atLeast
        && !flow.Origins(part).Any(origin => flow.Classify(origin).Kind is TokenKind.Access or TokenKind.Id)
            ? token.Origin
            : null;

    // headers.Add("refresh", refresh): neither name is enough, both are.
    private static string? Hinted(IOperation part, string? header, TokenFlow flow)
    {
        if (header is null || !TokenNames.HintsAtRefreshToken(header) || !part.Type.IsText() || flow.Classify(part).IsKnown)
        {
            return null;
        }

        var name = part switch
        {
            ILocalReferenceOperation { Local.Name: var local } => local,
            IParameterReferenceOperation { Parameter.Name: var parameter } => parameter,
            _ when TokenSources.LookupName(part) is { } key => key,
            IMemberReferenceOperation { Member.Name: var member } => member,
            _ => string.Empty,
        };
        return TokenNames.HintsAtRefreshToken(name) ? $"'{name}'" : null;
    }

    // A function that is asked for the token, or the token.
    private static ImmutableArray<IOperation> Values(IOperation value, TokenFlow flow) =>
        value.Type?.TypeKind != TypeKind.Delegate ? ImmutableArray.Create(value)
        : flow.BodyOf(value) is { } body ? TokenFlow.ReturnsOf(body)
        : ImmutableArray<IOperation>.Empty;
}
