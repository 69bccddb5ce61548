using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.Analyzers.Flow;

/// <summary>What is known of a URL in the source: its constant parts, and the names of the others.</summary>
/// <param name="Text">The constant parts; <c>{Options.TokenEndpoint}</c> for what is not.</param>
/// <param name="IsKnown">Whether some of it is constant.</param>
/// <param name="IsGiven">Whether some of it is a parameter of the method: the caller decides.</param>
internal readonly record struct RequestUrl(string Text, bool IsKnown, bool IsGiven)
{
    private const int MaxDepth = 8;

    private static readonly HashSet<string> ParameterNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "requestUri", "uri", "url", "address", "path", "endpoint", "resource", "route", "requestUrl", "segment", "segments", "baseUrl", "baseUri", "baseAddress",
        "uriString", "requestUriString", "relativeUri", "pattern", "hostUrl",
    };

    private static readonly HashSet<string> MemberNames = new(StringComparer.Ordinal)
    {
        "RequestUri", "BaseAddress", "BaseUrl", "Url", "Uri", "Resource", "Address", "Path",
    };

    /// <summary>The operation that is a URL where <paramref name="operation"/> passes or sets one; null elsewhere.</summary>
    public static IOperation? Of(IOperation operation) =>
        operation switch
        {
            IArgumentOperation { Parameter: { } parameter } argument when ParameterNames.Contains(parameter.Name) || parameter.Type is { Name: "Uri" } => argument.Value,
            ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member.Name: var name }, Value: var value } when MemberNames.Contains(name) => value,
            _ => null,
        };

    public static RequestUrl Read(IOperation operation, TokenFlow flow)
    {
        var text = new StringBuilder();
        var (isKnown, isGiven) = (false, false);
        Add(operation, MaxDepth);
        return new RequestUrl(text.ToString(), isKnown, isGiven);

        void Add(IOperation part, int depth)
        {
            if (part.ConstantValue is { HasValue: true, Value: var constant })
            {
                text.Append(constant);
                isKnown |= constant is string { Length: > 1 };
                return;
            }

            switch (part)
            {
                case var _ when depth == 0:
                    break;
                case IConversionOperation conversion:
                    Add(conversion.Operand, depth);
                    break;
                case IParenthesizedOperation parenthesized:
                    Add(parenthesized.Operand, depth);
                    break;
                case IInterpolatedStringOperation interpolated:
                    foreach (var piece in interpolated.Parts)
                    {
                        Add(piece is IInterpolationOperation hole ? hole.Expression : ((IInterpolatedStringTextOperation)piece).Text, depth - 1);
                    }

                    break;
                case IBinaryOperation sum:
                    Add(sum.LeftOperand, depth - 1);
                    Add(sum.RightOperand, depth - 1);
                    break;
                case IObjectCreationOperation creation:
                    AddAll(creation.Arguments.Select(argument => argument.Value), depth);
                    break;
                case IArrayCreationOperation { Initializer: { } elements }:
                    AddAll(elements.ElementValues, depth);
                    break;
                case IInvocationOperation call:
                    text.Append('{').Append(call.TargetMethod.Name).Append("}/");
                    AddAll(UrlsOf(call), depth);
                    break;
                default:
                    if (flow.Origin(part) is { } origin && origin != part)
                    {
                        Add(origin, depth - 1);
                        text.Append('/');
                    }

                    isGiven |= IsGivenBy(part);
                    text.Append('{').Append(part.Syntax).Append('}');
                    break;
            }
        }

        void AddAll(IEnumerable<IOperation> parts, int depth)
        {
            foreach (var part in parts)
            {
                Add(part, depth - 1);
                text.Append('/');
            }
        }
    }

    /// <summary>Whether the caller of the function gives a value; what a constructor is given, the object keeps.</summary>
    public static bool IsGivenBy(IOperation value)
    {
        while (value is IMemberReferenceOperation { Instance: { } instance })
        {
            value = instance;
        }

        return value is IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.Constructor } };
    }

    // string.Format(...) is made of all that it is given, url.AppendPathSegment("orders").WithTimeout(10) of the receiver and what is a URL.
    private static IEnumerable<IOperation> UrlsOf(IInvocationOperation call)
    {
        if (call.Instance is not null)
        {
            yield return call.Instance;
        }

        foreach (var argument in call.Arguments)
        {
            if (call.Type.IsText() || Of(argument) is not null || (call.TargetMethod.IsExtensionMethod && argument.Parameter?.Ordinal == 0))
            {
                yield return argument.Value;
            }
        }
    }
}
