using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Validation;

namespace TokenGuard.Analyzers.Validation;

/// <summary>TKG2008: <c>TokenValidationParameters</c> for access tokens, of JwtBearer or one's own, without <c>ValidTypes</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenTypeNotValidatedAnalyzer() : TokenGuardAnalyzer(Rule)
{
    private const string BearerOptions = "Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerOptions";

    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.TokenTypeNotValidated, RuleDefinition.Category, TokenTypeNotValidated.Definition);

    private static readonly string[] Members = ["ValidTypes", "TypeValidator"];

    private protected override void Register(RuleContext context)
    {
        if (context.Types.TokenValidationParameters is not null)
        {
            context.OnOperation(Mentions.OfTokens, AnalyzeParameters, OperationKind.ObjectCreation, OperationKind.SimpleAssignment);
            context.OnOperation(Mentions.OfTokens, AnalyzeBearer, OperationKind.Invocation);
        }
    }

    private static void AnalyzeParameters(OperationContext context)
    {
        if (ValidationParameters.BeginningAt(context.Operation, context.Flow) is { } parameters
            && (parameters.Holder is { } holder ? holder.Type.IsOrDerivesFrom(BearerOptions) : parameters.Creation is not null)
            && (parameters.Creation is not null || !IsInBearerSetup(context.Operation))
            && !parameters.Sets(context.Flow, Members)
            && !(parameters.Holder is not null && (IsHandedOn(context.Operation) || AreSetElsewhere(context)))
            && PurposeOf(context, parameters.Names) is TokenPurpose.Unknown or TokenPurpose.Access
            && !LooksAtType(context.Flow.BodyAround(context.Operation))
            && !ValidationContexts.IsCertifiedStatement(context))
        {
            context.Report(Rule, parameters.Place, properties: null, "'TokenValidationParameters'");
        }
    }

    // AddJwtBearer(options => ...) whose options keep the parameters that they come with.
    private static void AnalyzeBearer(OperationContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name == "AddJwtBearer"
            && SetupIn(call) is { Body: var body }
            && !body.Descendants().Any(operation => MaySetParameters(operation))
            && !LooksAtType(context.Flow.BodyAround(call))
            && !AreSetElsewhere(context))
        {
            context.Report(Rule, call.NameSyntax().GetLocation(), properties: null, "'AddJwtBearer'");
        }
    }

    private static bool MaySetParameters(IOperation operation) =>
        operation switch
        {
            IObjectCreationOperation creation => creation.Type.IsOrDerivesFrom("Microsoft.IdentityModel.Tokens.TokenValidationParameters"),
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "TokenValidationParameters" } } => true,
            IPropertyReferenceOperation reference => Members.Contains(reference.Property.Name),

            // Bind(configuration), Configure(options): by what is not seen here.
            IInvocationOperation call => call.Arguments.Any(argument => argument.Value.WithoutConversions().Type is var type && (type.IsOrDerivesFrom(BearerOptions) || type.IsOrDerivesFrom("Microsoft.IdentityModel.Tokens.TokenValidationParameters"))),
            _ => false,
        };

    // Others may have a method of this name, for options of their own.
    private static IAnonymousFunctionOperation? SetupIn(IInvocationOperation call) =>
        call.Arguments.Select(argument => argument.Value).OfType<IDelegateCreationOperation>().Select(function => function.Target).OfType<IAnonymousFunctionOperation>().FirstOrDefault() is { Symbol.Parameters: [{ Type: var options }] } setup && options.IsOrDerivesFrom(BearerOptions)
            ? setup
            : null;

    private static bool IsInBearerSetup(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IInvocationOperation { TargetMethod.Name: "AddJwtBearer" } call && SetupIn(call) is not null)
            {
                return true;
            }
        }

        return false;
    }

    // Bind(configuration, options), Harden(options), in the same function.
    private static bool IsHandedOn(IOperation operation)
    {
        var function = operation;
        while (function.Parent is { } parent && function is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
        {
            function = parent;
        }

        return function.Descendants().Any(inner => inner is IInvocationOperation && MaySetParameters(inner));
    }

    // services.Configure<JwtBearerOptions>(options => options.TokenValidationParameters.ValidTypes = ...)
    private static bool AreSetElsewhere(OperationContext context) =>
        context.FactsOf(context.Compilation.Assembly).Get(() => new SetByOtherSetup(context.Compilation, context.CancellationToken)).Any;

    // By hand: jwt.Header.Typ, jwt.Typ
    private static bool LooksAtType(Body body) =>
        body.OfKind(OperationKind.PropertyReference).Any(operation => operation is IPropertyReferenceOperation { Property: { Name: "Typ", ContainingType.Name: "JwtHeader" or "JsonWebToken" } });

    // The nearest names count most.
    private static TokenPurpose PurposeOf(OperationContext context, IEnumerable<string> names) =>
        names.Select(TokenPurposes.OfReader)
            .Concat(context.Operation.Syntax.Ancestors().SelectMany(scope => scope switch
            {
                MethodDeclarationSyntax method => [TokenPurposes.OfReader(method.Identifier.ValueText), .. OfTexts(method.ParameterList)],
                LocalFunctionStatementSyntax function => [TokenPurposes.OfReader(function.Identifier.ValueText), .. OfTexts(function.ParameterList)],
                PropertyDeclarationSyntax property => [TokenPurposes.OfReader(property.Identifier.ValueText)],
                TypeDeclarationSyntax type => [TokenPurposes.OfReaderType(type.Identifier.ValueText)],
                _ => Array.Empty<TokenPurpose>(),
            }))
            .FirstOrDefault(purpose => purpose != TokenPurpose.Unknown);

    // Validate(string identityToken)
    private static IEnumerable<TokenPurpose> OfTexts(ParameterListSyntax parameters) =>
        parameters.Parameters.Where(parameter => parameter.Type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.StringKeyword }).Select(parameter => TokenPurposes.OfReader(parameter.Identifier.ValueText));

    /// <summary>Whether options of JwtBearer get their types anywhere but at <c>AddJwtBearer</c>, of which there may be several.</summary>
    private sealed class SetByOtherSetup(Compilation compilation, CancellationToken cancellation)
    {
        public bool Any { get; } = compilation.SyntaxTrees.Any(tree => tree.GetRoot(cancellation).DescendantNodes().Any(IsSetByOtherSetup));

        private static bool IsSetByOtherSetup(SyntaxNode node)
        {
            if (node is not AssignmentExpressionSyntax { Left: var target, Right: var value }
                || ((target as MemberAccessExpressionSyntax)?.Name ?? target as SimpleNameSyntax)?.Identifier.ValueText is not ("ValidTypes" or "TypeValidator")
                || value.IsKind(SyntaxKind.NullLiteralExpression))
            {
                return false;
            }

            var setup = node.Ancestors().FirstOrDefault(scope => scope is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax || (scope is InvocationExpressionSyntax call && call.ArgumentList.Arguments.Any(argument => argument.Expression is AnonymousFunctionExpressionSyntax)));
            return (setup switch
            {
                InvocationExpressionSyntax call => call.Expression,
                BaseMethodDeclarationSyntax method => method.ParameterList,
                LocalFunctionStatementSyntax function => function.ParameterList,
                _ => (SyntaxNode?)null,
            })?.DescendantNodes().Any(name => name is IdentifierNameSyntax { Identifier.ValueText: "JwtBearerOptions" }) == true;
        }
    }
}
