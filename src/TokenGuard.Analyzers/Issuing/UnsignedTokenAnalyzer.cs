using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Issuing;

namespace TokenGuard.Analyzers.Issuing;

/// <summary>TKG1001: a JWT is issued without a signature.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnsignedTokenAnalyzer() : TokenGuardAnalyzer(Rule)
{
    private const string NoneAlgorithm = "JWT.Algorithms.NoneAlgorithm";
    private const string ChooseAlgorithm = "choose an algorithm that signs, such as ES256 or HS256";

    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.UnsignedToken, RuleDefinition.Category, UnsignedToken.Definition);

    private protected override void Register(RuleContext context)
    {
        var types = context.Types;
        if (types.SecurityTokenDescriptor is not null || types.JwtSecurityToken is not null || types.JwtNetEncoder is not null)
        {
            context.OnOperation(Mentions.OfTokens, JudgeCreation, OperationKind.ObjectCreation);
        }

        if (types.JwtSecurityTokenHandler is not null || types.JsonWebTokenHandler is not null || types.JwtBuilder is not null || types.JoseJwt is not null)
        {
            context.OnOperation(Mentions.OfTokens, JudgeCall, OperationKind.Invocation);
        }

        if (types.SecurityTokenDescriptor is not null)
        {
            context.OnOperation(Mentions.OfTokens, JudgeAssignment, OperationKind.SimpleAssignment);
        }
    }

    private static void JudgeCreation(OperationContext context)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        switch (creation.Type?.Name)
        {
            case "SecurityTokenDescriptor" when Is(context.Types.SecurityTokenDescriptor):
                JudgeDescriptor(context, creation, Issuance.PlaceOf(creation));
                break;
            case "JwtSecurityToken" when Is(context.Types.JwtSecurityToken) && LacksCredentials(context.Flow, creation):
                if (!context.Flow.EntriesAddedTo(creation, "Header").MayHold(Algorithms.HeaderName) && Issuance.IsIssued(creation, context.Flow))
                {
                    ReportCredentials(context, creation);
                }

                break;

            // A header that is told its algorithm belongs to a token that is signed by other means.
            case "JwtHeader" when Is(context.Types.JwtHeader) && LacksCredentials(context.Flow, creation):
                if (!context.Flow.EntriesOfNew(creation).MayHold(Algorithms.HeaderName) && Issuance.IsPartOfIssued(creation, context.Flow))
                {
                    ReportCredentials(context, creation);
                }

                break;
            case "SigningCredentials" when Is(context.Types.SigningCredentials):
                ReportIfNone(context, Issuance.ArgumentOf(creation.Arguments, "algorithm"), "SigningCredentials");
                break;
            case "NoneAlgorithm" when creation.Type.HasMetadataName(NoneAlgorithm) && IsReturned(creation):
                context.Report(Rule, creation.Syntax, "NoneAlgorithm", ChooseAlgorithm);
                break;
            case "JwtEncoder" when Is(context.Types.JwtNetEncoder):
                ReportIfNone(context, Issuance.ArgumentOf(creation.Arguments, "algorithm"), "JwtEncoder");
                break;
        }

        bool Is(INamedTypeSymbol? type) => SymbolEqualityComparer.Default.Equals(creation.Type, type);
    }

    private static void JudgeDescriptor(OperationContext context, IOperation cause, Location place)
    {
        var flow = context.Flow;
        foreach (var (_, descriptor) in Issuance.CallsWithDescriptor(context.Operation, flow))
        {
            // A token that is encrypted only cannot be made by those who lack the key.
            if (Issuance.Lacks(flow, descriptor, "SigningCredentials", cause) && flow.Member(descriptor, "EncryptingCredentials").IsUnset)
            {
                context.Report(Rule, place, null, "SecurityTokenDescriptor", "set SigningCredentials");
                return;
            }
        }
    }

    private static bool LacksCredentials(TokenFlow flow, IObjectCreationOperation creation) =>
        Issuance.ArgumentOf(creation.Arguments, "signingCredentials") is { } credentials ? flow.IsNull(credentials) : creation.Arguments.IsEmpty;

    private static void ReportCredentials(OperationContext context, IObjectCreationOperation creation) =>
        context.Report(Rule, Issuance.PlaceOf(creation, Issuance.ArgumentOf(creation.Arguments, "signingCredentials")), null, creation.Type!.Name, "pass signing credentials");

    private static void JudgeCall(OperationContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        var method = call.TargetMethod;
        switch (method.Name)
        {
            case "CreateToken" or "CreateEncodedJwt" or "CreateJwtSecurityToken" when Issuance.MakesToken(call, context.Flow):
                JudgeHandlerCall(context, call);
                break;
            case "Encode" or "EncodeBytes" when method.ContainingType.HasMetadataName("Jose.JWT"):
                ReportIfNone(context, Issuance.ArgumentOf(call.Arguments, "algorithm") ?? Issuance.ArgumentOf(call.Arguments, "jwsAlg"), "JWT." + method.Name);
                break;
            case "WithAlgorithm" when JwtBuilderCalls.IsOnBuilder(call) && JwtBuilderCalls.IsEncoded(call, context.Flow):
                ReportIfNone(context, Issuance.ArgumentOf(call.Arguments, "algorithm"), "JwtBuilder");
                break;
            case "Add" when method.ContainingType.IsOrDerivesFrom("System.Collections.Generic.Dictionary`2") && call.Instance?.Type.IsOrDerivesFrom(context.Types.JwtHeader) == true:
                JudgeHeaderEntry(context, call.Arguments[0].Value, call.Arguments[1].Value);
                break;
        }
    }

    private static void JudgeHandlerCall(OperationContext context, IInvocationOperation call)
    {
        var flow = context.Flow;
        var credentials = Issuance.ArgumentOf(call.Arguments, "signingCredentials");
        var encrypting = Issuance.ArgumentOf(call.Arguments, "encryptingCredentials");
        if (call.Arguments.Any(argument => argument.Parameter?.Name == "tokenDescriptor") || (encrypting is not null && !flow.IsNull(encrypting)))
        {
            return;
        }

        // CreateToken(payload, null) throws; CreateToken(payload) does not.
        if (call.TargetMethod.Name == "CreateToken" ? credentials is null : credentials is not null && flow.IsNull(credentials))
        {
            context.Report(Rule, Issuance.PlaceOf(call, credentials), null, $"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}", "pass signing credentials");
        }
    }

    private static void JudgeAssignment(OperationContext context)
    {
        if (Issuance.ValueWritten(context.Operation, "SigningCredentials") is { } credentials)
        {
            if (context.Flow.IsNull(credentials))
            {
                JudgeDescriptor(context, credentials, context.Operation.Syntax.GetLocation());
            }
        }
        else if (context.Operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [{ Value: var key }], Instance.Type: { Name: "JwtHeader" } header }, Value: var value }
            && header.IsOrDerivesFrom(context.Types.JwtHeader))
        {
            JudgeHeaderEntry(context, key, value);
        }
    }

    private static void JudgeHeaderEntry(OperationContext context, IOperation key, IOperation value)
    {
        if (context.Flow.ConstantText(key) == Algorithms.HeaderName && context.Flow.ConstantText(value) is { } algorithm && Algorithms.IsNone(algorithm))
        {
            context.Report(Rule, value.Syntax, "JwtHeader", ChooseAlgorithm);
        }
    }

    // By a method that chooses the algorithm.
    private static bool IsReturned(IOperation creation) =>
        creation.Parent is IReturnOperation or ISwitchExpressionArmOperation || (creation.Parent is IConversionOperation conversion && IsReturned(conversion));

    private static void ReportIfNone(OperationContext context, IArgumentOperation? algorithm, string maker)
    {
        if (algorithm is not null && IsNone(context.Flow, algorithm.Value))
        {
            context.Report(Rule, algorithm.Syntax, maker, ChooseAlgorithm);
        }
    }

    private static bool IsNone(TokenFlow flow, IOperation algorithm) =>
        flow.Origin(algorithm) switch
        {
            { ConstantValue: { HasValue: true, Value: int number }, Type: { TypeKind: TypeKind.Enum } type } =>
                type.HasMetadataName("Jose.JwsAlgorithm") && type.GetMembers("none") is [IFieldSymbol { ConstantValue: int none }] && number == none,
            IObjectCreationOperation { Type: { } type } => type.HasMetadataName(NoneAlgorithm),
            { ConstantValue: { HasValue: true, Value: string name } } => Algorithms.IsNone(name),
            _ => false,
        };
}
