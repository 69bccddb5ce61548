using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Issuing;

namespace TokenGuard.Analyzers.Issuing;

/// <summary>TKG1008: a time claim that is a date, or seconds of local time. What the libraries convert themselves is right.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NonNumericExpiryAnalyzer() : TokenGuardAnalyzer(Rule)
{
    /// <summary>A value that is computed from more than this is not read.</summary>
    private const int MaxDepth = 10;

    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.NonNumericExpiry, RuleDefinition.Category, NonNumericExpiry.Definition);

    private protected override void Register(RuleContext context)
    {
        var types = context.Types;
        if (types.SecurityTokenDescriptor is not null || types.JwtSecurityToken is not null || types.JwtBuilder is not null || types.JoseJwt is not null)
        {
            context.OnOperation(Mentions.OfTokens, Judge, ClaimWrite.Kinds);
        }
    }

    private static void Judge(OperationContext context)
    {
        var flow = context.Flow;
        foreach (var claim in ClaimWrite.Of(context.Operation, flow))
        {
            // JwtBuilder.ExpirationTime(DateTime) converts it.
            if (claim is not { Name: "exp" or "nbf" or "iat" } || context.Operation is IInvocationOperation { TargetMethod.Name: "ExpirationTime" })
            {
                continue;
            }

            var problem = IsDate(claim.Value, flow) ? ("is a date as text, and not the seconds since 1970", "use ToUnixTimeSeconds")
                : IsLocal(claim.Value, flow, MaxDepth) ? ("counts the seconds in local time", "count from UtcNow")
                : default;
            if (problem != default && ClaimSinks.IsInToken(context, claim))
            {
                context.Report(Rule, claim.Value.Syntax, claim.Name, problem.Item1, problem.Item2);
            }
        }
    }

    // time.ToString(), $"{time}", or the time itself, which JSON writes as text.
    private static bool IsDate(IOperation value, TokenFlow flow) =>
        flow.Origin(value) is { } origin && (IsTime(origin.Type) || origin switch
        {
            IInvocationOperation { TargetMethod.Name: "ToString", Instance: { } time } => IsTime(time.Type),
            IInterpolatedStringOperation { Parts: [IInterpolationOperation { Expression: var time }] } => IsTime(time.Type),
            _ => false,
        });

    // (DateTime.Now - new DateTime(1970, 1, 1)).TotalSeconds, through conversions and rounding
    private static bool IsLocal(IOperation value, TokenFlow flow, int depth) =>
        depth > 0 && flow.Origin(value) switch
        {
            IInvocationOperation { TargetMethod.Name: "ToString", Instance: { } number } => IsLocal(number, flow, depth - 1),
            IInvocationOperation { TargetMethod: { Name: "Round" or "Floor" or "Truncate" or "Ceiling" or "ToInt64" or "ToInt32" or "ToString", ContainingType.Name: "Math" or "Convert" }, Arguments: [{ Value: var number }, ..] } => IsLocal(number, flow, depth - 1),
            IPropertyReferenceOperation { Property: { Name: "TotalSeconds", ContainingType.Name: "TimeSpan" }, Instance: { } span } => flow.Origin(span) switch
            {
                IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract, LeftOperand: var left, RightOperand: var right } => IsNow(left, flow, depth - 1) && IsEpoch(right, flow),
                IInvocationOperation { TargetMethod.Name: "Subtract", Instance: { } left, Arguments: [{ Value: var right }] } => IsNow(left, flow, depth - 1) && IsEpoch(right, flow),
                _ => false,
            },
            _ => false,
        };

    // DateTime.Now.AddHours(1); DateTime.Now.ToUniversalTime() is right.
    private static bool IsNow(IOperation time, TokenFlow flow, int depth) =>
        depth > 0 && flow.Origin(time) switch
        {
            IPropertyReferenceOperation { Property: { Name: "Now" or "Today", ContainingType.SpecialType: SpecialType.System_DateTime } } => true,
            IInvocationOperation { TargetMethod: { Name: var name, ContainingType.SpecialType: SpecialType.System_DateTime }, Instance: { } start } when name.StartsWith("Add", StringComparison.Ordinal) => IsNow(start, flow, depth - 1),
            _ => false,
        };

    private static bool IsEpoch(IOperation time, TokenFlow flow) =>
        flow.Origin(time) switch
        {
            IObjectCreationOperation { Type.SpecialType: SpecialType.System_DateTime, Arguments: [{ Value.ConstantValue: { HasValue: true, Value: 1970 } }, ..] } => true,
            IFieldReferenceOperation { Field: { Name: "UnixEpoch", ContainingType.SpecialType: SpecialType.System_DateTime } } => true,
            _ => false,
        };

    private static bool IsTime(ITypeSymbol? type) =>
        type is { SpecialType: SpecialType.System_DateTime } || (type is { Name: "DateTimeOffset" } && type.IsIn("System"));
}
