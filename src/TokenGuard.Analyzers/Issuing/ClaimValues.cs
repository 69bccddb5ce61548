using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;

namespace TokenGuard.Analyzers.Issuing;

/// <summary>What the values of claims are called where they come from.</summary>
internal static class ClaimValues
{
    /// <summary>A value that depends on itself, as in a loop, has no end.</summary>
    public const int MaxDepth = 4;

    /// <summary>The variables and members that a value comes from, the nearest first: <c>user.PasswordHash</c>. A constant comes from none.</summary>
    public static IEnumerable<(string Name, IOperation Origin)> NamedOrigins(IOperation value, TokenFlow flow) => NamedOrigins(value, flow, 0);

    /// <summary>The name of a variable or member.</summary>
    public static string? NameOf(IOperation value) =>
        value switch
        {
            IMemberReferenceOperation { Member: IPropertySymbol { IsIndexer: false } or IFieldSymbol } member => member.Member.Name,
            ILocalReferenceOperation local => local.Local.Name,
            IParameterReferenceOperation parameter => parameter.Parameter.Name,
            _ => null,
        };

    /// <summary>The value that a text is made of: <c>user.Pin.ToString()</c>, <c>Convert.ToString(user.Pin)</c>, <c>user?.Password</c>, <c>$"{user.Password}"</c>.</summary>
    public static IOperation? InnerOf(IOperation text) =>
        text switch
        {
            IInvocationOperation { TargetMethod.Name: "ToString" or "Trim" or "ToLower" or "ToUpper" or "ToLowerInvariant" or "ToUpperInvariant", Instance: { } instance } => instance,
            IInvocationOperation { TargetMethod: { Name: "ToString", ContainingType.Name: "Convert" }, Arguments: [{ Value: var converted }, ..] } => converted,
            IConditionalAccessOperation access => access.WhenNotNull,
            IInterpolatedStringOperation { Parts: [IInterpolationOperation { Expression: var expression }] } => expression,
            _ => null,
        };

    private static IEnumerable<(string Name, IOperation Origin)> NamedOrigins(IOperation value, TokenFlow flow, int depth)
    {
        if (depth > MaxDepth || flow.Constant(value) is not null)
        {
            yield break;
        }

        foreach (var origin in flow.Origins(value).Prepend(value.WithoutConversions()))
        {
            if (NameOf(origin) is { } name)
            {
                yield return (name, origin);
            }

            foreach (var inner in InnerOf(origin) is { } text ? NamedOrigins(text, flow, depth + 1) : [])
            {
                yield return inner;
            }
        }
    }
}
