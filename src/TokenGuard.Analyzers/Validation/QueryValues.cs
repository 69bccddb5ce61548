using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;

namespace TokenGuard.Analyzers.Validation;

/// <summary>Tells values that come from the query of the request that is being answered.</summary>
internal static class QueryValues
{
    /// <summary>The type of <c>Request.Query</c>.</summary>
    public const string Collection = "Microsoft.AspNetCore.Http.IQueryCollection";

    /// <summary>How deep values are looked into: helpers, and what is done to texts.</summary>
    private const int MaxDepth = 8;

    /// <summary>Whether a value may be, or may contain, one from the query.</summary>
    public static bool IsFromQuery(IOperation value, TokenFlow flow) => IsFromQuery(value, flow, MaxDepth);

    private static bool IsFromQuery(IOperation? value, TokenFlow flow, int depth) =>
        value is not null && depth > 0 && flow.Origins(value).Any(origin => IsQuery(origin, flow, depth - 1));

    private static bool IsQuery(IOperation origin, TokenFlow flow, int depth) =>
        origin switch
        {
            // Request.Query["access_token"], and one of several values
            IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { Type: { } type } holder } => type.HasMetadataName(Collection) || (type.Name == "StringValues" && IsFromQuery(holder, flow, depth)),
            IInvocationOperation call => IsQuery(call, flow, depth),
            IConditionalAccessOperation access => IsFromQuery(access.Operation, flow, depth),
            IInterpolatedStringOperation text => text.Parts.OfType<IInterpolationOperation>().Any(part => IsFromQuery(part.Expression, flow, depth)),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => IsFromQuery(sum.LeftOperand, flow, depth) || IsFromQuery(sum.RightOperand, flow, depth),
            IObjectCreationOperation { Type.Name: "StringValues", Arguments: [{ Value: var single }, ..] } => IsFromQuery(single, flow, depth),
            IConversionOperation conversion => IsFromQuery(conversion.Operand, flow, depth),
            _ => false,
        };

    private static bool IsQuery(IInvocationOperation call, TokenFlow flow, int depth) =>
        call switch
        {
            { TargetMethod.Name: "TryGetValue", Instance.Type: { } type } => type.HasMetadataName(Collection),
            _ when call.IsOwn() =>
                flow.BodyOf(call.TargetMethod) is { } body && !RequestConditions.AreIn(body) && TokenFlow.ReturnsOf(body).Any(returned => IsFromQuery(returned, flow, depth - 2)),
            { Instance: { } instance } => instance.Type is { Name: "StringValues" } or { SpecialType: SpecialType.System_String } && IsFromQuery(instance, flow, depth),
            { TargetMethod.ContainingType.Name: "Enumerable" or "String", Arguments: var arguments } => arguments.Any(argument => IsFromQuery(argument.Value, flow, depth)),
            _ => false,
        };
}
