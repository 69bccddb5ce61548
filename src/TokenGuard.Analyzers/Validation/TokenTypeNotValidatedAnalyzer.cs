using Microsoft.CodeAnalysis;
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

    // Tokens that are no access tokens, and those of XML, which have no type.
    private static readonly string[] OtherTokens = ["saml", "saml2", "id", "identity", "logout", "proof", "dpop", "assertion", "refresh", "expired", "reset", "confirmation", "invitation", "email"];

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
            && (parameters.Creation is not null || BearerSetupOf(context.Operation) is null)
            && !parameters.Sets(context.Flow, Members)
            && !parameters.Names.Concat(NamesAround(context)).SelectMany(name => IdentifierWords.Split(name)).Any(OtherTokens.Contains)
            && !LooksAtType(context.Flow.BodyAround(context.Operation)))
        {
            context.Report(Rule, parameters.Place, properties: null, "'TokenValidationParameters'");
        }
    }

    // AddJwtBearer(options => ...) whose options keep the parameters that they come with.
    private static void AnalyzeBearer(OperationContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name == "AddJwtBearer"
            && call.Arguments.Select(argument => argument.Value).OfType<IDelegateCreationOperation>().Select(function => function.Target).OfType<IAnonymousFunctionOperation>().FirstOrDefault() is { Symbol.Parameters.Length: 1, Body: var body }
            && !body.Descendants().Any(operation => MaySetParameters(operation)))
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
            IInvocationOperation call => call.Arguments.Any(argument => argument.Value.WithoutConversions().Type.IsOrDerivesFrom(BearerOptions)),
            _ => false,
        };

    private static IInvocationOperation? BearerSetupOf(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IInvocationOperation { TargetMethod.Name: "AddJwtBearer" } call)
            {
                return call;
            }
        }

        return null;
    }

    // By hand: jwt.Header.Typ, jwt.Typ
    private static bool LooksAtType(Body body) =>
        body.OfKind(OperationKind.PropertyReference).Any(operation => operation is IPropertyReferenceOperation { Property: { Name: "Typ", ContainingType.Name: "JwtHeader" or "JsonWebToken" } });

    private static IEnumerable<string> NamesAround(OperationContext context) =>
        context.Operation.Syntax.Ancestors().Select(scope => scope switch
        {
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            LocalFunctionStatementSyntax function => function.Identifier.ValueText,
            PropertyDeclarationSyntax property => property.Identifier.ValueText,
            _ => string.Empty,
        });
}
