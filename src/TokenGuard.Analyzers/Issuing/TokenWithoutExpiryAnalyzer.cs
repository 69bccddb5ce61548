using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Issuing;

namespace TokenGuard.Analyzers.Issuing;

/// <summary>TKG1002: a JWT is issued without <c>exp</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenWithoutExpiryAnalyzer() : TokenGuardAnalyzer(Rule)
{
    /// <summary>The property of a diagnostic that holds the lifetime, in minutes, that its fix sets.</summary>
    internal const string Minutes = nameof(Minutes);

    private const string AddClaim = "add the claim 'exp'";

    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.TokenWithoutExpiry, RuleDefinition.Category, TokenWithoutExpiry.Definition);

    private protected override void Register(RuleContext context)
    {
        var types = context.Types;
        if (types.SecurityTokenDescriptor is not null || types.JwtSecurityToken is not null)
        {
            context.OnOperation(Mentions.OfTokens, JudgeCreation, OperationKind.ObjectCreation);
        }

        if (types.SecurityTokenDescriptor is not null)
        {
            context.OnOperation(Mentions.OfTokens, JudgeAssignment, OperationKind.SimpleAssignment);
        }

        if (types.JwtSecurityTokenHandler is not null || types.JsonWebTokenHandler is not null || types.JwtBuilder is not null || types.JwtNetEncoder is not null || types.JoseJwt is not null)
        {
            context.OnOperation(Mentions.OfTokens, JudgeCall, OperationKind.Invocation);
        }
    }

    private static void JudgeCreation(OperationContext context)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        var flow = context.Flow;
        switch (creation.Type?.Name)
        {
            case "SecurityTokenDescriptor" when Is(context.Types.SecurityTokenDescriptor):
                JudgeDescriptor(context, creation, Issuance.PlaceOf(creation));
                break;

            // Whoever makes a token of text reads it; whoever makes one of a header and a payload set the expiry in the payload.
            case "JwtSecurityToken" when Is(context.Types.JwtSecurityToken) && Issuance.ArgumentOf(creation.Arguments, "expires") is { } expires:
                if (flow.IsNull(expires)
                    && NeverExpires(flow.Entries(Issuance.ArgumentOf(creation.Arguments, "claims")).And(flow.EntriesAddedTo(creation, "Payload")))
                    && Issuance.IsIssued(creation, flow))
                {
                    Report(context, creation, Issuance.PlaceOf(creation, expires), "JwtSecurityToken", "pass expires");
                }

                break;
            case "JwtPayload" when Is(context.Types.JwtPayload) && NeverExpires(flow.EntriesOfNew(creation)) && Issuance.IsPartOfIssued(creation, flow):
                var place = Issuance.PlaceOf(creation, Issuance.ArgumentOf(creation.Arguments, "expires"));
                Report(context, creation, place, "JwtPayload", creation.Arguments.Length > 1 ? "pass expires" : AddClaim);
                break;
        }

        bool Is(INamedTypeSymbol? type) => SymbolEqualityComparer.Default.Equals(creation.Type, type);
    }

    private static void JudgeAssignment(OperationContext context)
    {
        if (Issuance.ValueWritten(context.Operation, "Expires") is { } expires && context.Flow.IsNull(expires))
        {
            JudgeDescriptor(context, expires, context.Operation.Syntax.GetLocation());
        }
    }

    // Without Expires a handler gives a token its default lifetime, unless it is told not to.
    private static void JudgeDescriptor(OperationContext context, IOperation cause, Location place)
    {
        var flow = context.Flow;
        foreach (var (call, descriptor) in Issuance.CallsWithDescriptor(context.Operation, flow))
        {
            if (SetsNoDefault(flow, call) && Issuance.Lacks(flow, descriptor, "Expires", cause) && NeverExpires(Issuance.ClaimsOf(flow, descriptor)))
            {
                Report(context, call, place, "SecurityTokenDescriptor", "set Expires");
                return;
            }
        }
    }

    private static void JudgeCall(OperationContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        var flow = context.Flow;
        var method = call.TargetMethod;
        switch (method.Name)
        {
            case "CreateToken" when Issuance.ArgumentOf(call.Arguments, "payload") is { } payload && Issuance.MakesToken(call, flow):
                if ((IsAtLeast(method, 8) || SetsNoDefault(flow, call)) && NeverExpires(flow, payload))
                {
                    Report(context, call, Issuance.PlaceOf(call), "JsonWebTokenHandler.CreateToken", AddClaim + " to the payload");
                }

                break;
            case "CreateEncodedJwt" or "CreateJwtSecurityToken" when Issuance.ArgumentOf(call.Arguments, "expires") is { } expires && Issuance.MakesToken(call, flow):
                if (flow.IsNull(expires)
                    && SetsNoDefault(flow, call)
                    && NeverExpires(flow.Entries(Issuance.ArgumentOf(call.Arguments, "subject")).And(flow.Entries(Issuance.ArgumentOf(call.Arguments, "claimCollection")))))
                {
                    Report(context, call, Issuance.PlaceOf(call, expires), $"JwtSecurityTokenHandler.{method.Name}", "pass expires");
                }

                break;
            case "Encode" when JwtBuilderCalls.IsOnBuilder(call):
                if (NeverExpires(JwtBuilderCalls.Of(call, flow).Claims(flow)))
                {
                    Report(context, call, Issuance.PlaceOf(JwtBuilderCalls.StartOf(call)), "JwtBuilder", AddClaim);
                }

                break;
            case "Encode" when EncodesSigned(method) && Issuance.ArgumentOf(call.Arguments, "payload") is { } payload && NeverExpires(flow, payload):
                Report(context, call, Issuance.PlaceOf(call), $"{method.ContainingType.Name}.Encode", AddClaim + " to the payload");
                break;
        }
    }

    // What jose-jwt encrypts is often no token of anybody's, but data.
    private static bool EncodesSigned(IMethodSymbol method) =>
        method.ContainingType.Name switch
        {
            "JWT" => method.ContainingType.HasMetadataName("Jose.JWT") && method.Parameters.Any(parameter => parameter.Name is "algorithm" or "jwsAlg"),
            "IJwtEncoder" or "JwtEncoder" or "JwtEncoderExtensions" => method.ContainingNamespace is { Name: "JWT", ContainingNamespace.IsGlobalNamespace: true },
            _ => false,
        };

    private static bool NeverExpires(TokenFlow flow, IArgumentOperation payload) =>
        flow.ConstantText(payload.Value) is { } json ? !ExpiryClaims.MayExpire(json)
        : flow.Origin(payload.Value) is IInvocationOperation { TargetMethod: { Name: "Serialize" or "SerializeObject", ContainingType.Name: "JsonSerializer" or "JsonConvert" }, Arguments: [var serialized, ..] }
            ? NeverExpires(flow.Entries(serialized))
            : payload.Value is not { Type.SpecialType: SpecialType.System_String } && NeverExpires(flow.Entries(payload));

    private static bool NeverExpires(EntryNames claims) => claims.IsComplete && ExpiryClaims.NeverExpire(claims.Names);

    private static bool SetsNoDefault(TokenFlow flow, IInvocationOperation call) =>
        call.Instance is { } handler && flow.Member(handler, "SetDefaultTimesOnTokenCreation").OnlyValue is { } value && flow.Constant(value) is false;

    private static bool IsAtLeast(IMethodSymbol method, int major) => method.ContainingAssembly.Identity.Version.Major >= major;

    private static void Report(OperationContext context, IOperation token, Location place, string maker, string advice)
    {
        if (IssuedTokens.PurposeOf(context, context.Flow.Uses(token)) == TokenPurpose.Message)
        {
            return;
        }

        var minutes = Math.Max(1, (int)TokenLifetimes.SuggestedFor(context.Policy).TotalMinutes).ToString(CultureInfo.InvariantCulture);
        context.Report(Rule, place, ImmutableDictionary<string, string?>.Empty.Add(Minutes, minutes), maker, advice);
    }
}
