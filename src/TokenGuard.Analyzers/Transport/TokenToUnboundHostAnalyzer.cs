using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Transport;

namespace TokenGuard.Analyzers.Transport;

/// <summary>TKG4008: a handler adds a token to every request of its client, and looks at no URL.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenToUnboundHostAnalyzer() : TokenGuardAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.TokenToUnboundHost, RuleDefinition.Category, TokenToUnboundHost.Definition);

    private protected override void Register(RuleContext context) =>
        context.OnOperation(Mentions.OfTokens.Add(Mentions.Authentication), Analyze, OperationKind.Invocation, OperationKind.ObjectCreation);

    private static void Analyze(OperationContext context)
    {
        if (context.Operation is IInvocationOperation { TargetMethod: { Name: "ConfigureHandler", ContainingType.Name: "AuthorizationMessageHandler" } } configure)
        {
            AnalyzeUrls(configure, context);
        }
        else if (context.Operation is IInvocationOperation { TargetMethod.Name: "Add" or "TryAddWithoutValidation" or "Parse" or "SetBearerToken" or "SetToken" } or IObjectCreationOperation { Type.Name: "AuthenticationHeaderValue" }
            && context.ContainingSymbol is IMethodSymbol { ContainingType: { } handler } && handler.IsOrDerivesFrom("System.Net.Http.DelegatingHandler")
            && RequestToken.Of(context.Operation) is { Carrier.Type: { } carrier } sent && carrier.HasMetadataName("System.Net.Http.HttpRequestMessage") && IsGiven(sent.Carrier, context) && !LooksAtUrl(handler, context))
        {
            foreach (var part in sent.Tokens(context.Flow))
            {
                if (RequestToken.TokenIn(part, sent.IsBearer, context.Flow) is { } token)
                {
                    context.Report(Rule, part.Syntax, token.Describe(part.Syntax));
                    return;
                }
            }
        }
    }

    // The request that the handler is given; one of its own, as to refresh the token, it knows.
    private static bool IsGiven(IOperation request, OperationContext context) => context.Flow.Origins(request).All(origin => origin is IParameterReferenceOperation);

    // authorizedUrls: ["https://"] is every host.
    private static void AnalyzeUrls(IInvocationOperation configure, OperationContext context)
    {
        var urls = configure.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "authorizedUrls")?.Value.WithoutConversions();
        foreach (var url in urls is null ? ImmutableArray<IOperation>.Empty : TokenParts.ElementsOf(urls))
        {
            if (context.Flow.ConstantText(url) is { } text && text.Trim('/').ToLowerInvariant() is "" or "*" or "http:" or "https:")
            {
                context.Report(Rule, url.Syntax, "The access token");
            }
        }
    }

    private static bool LooksAtUrl(INamedTypeSymbol handler, OperationContext context)
    {
        var (compilation, cancellation) = (context.Compilation, context.CancellationToken);
        return context.FactsOf(handler).Get(() => new UrlTests(handler.DeclarationsIn(compilation), cancellation)).Any;
    }

    /// <summary>Whether the code of a type looks at the URL of requests, found once.</summary>
    private sealed class UrlTests(ImmutableArray<SyntaxReference> declarations, CancellationToken cancellation)
    {
        public bool Any { get; } = declarations
            .SelectMany(declaration => declaration.GetSyntax(cancellation).DescendantNodes())
            .Any(node => node is SimpleNameSyntax { Identifier.ValueText: "RequestUri" or "Host" });
    }
}
