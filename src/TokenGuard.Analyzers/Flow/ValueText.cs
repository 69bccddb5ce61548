using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.Analyzers.Flow;

/// <summary>What a value is made of, as a text: values of one text are made in the same way of the same things, wherever in a type they are made.</summary>
internal static class ValueText
{
    private const int MaxDepth = 12;

    /// <summary>The text of a value; null when it is not known what it is made of.</summary>
    public static string? Of(IOperation value, TokenFlow flow) => Of(value, flow, MaxDepth);

    private static string? Of(IOperation value, TokenFlow flow, int depth)
    {
        value = value.WithoutConversions();
        return depth == 0 ? null : value switch
        {
            { ConstantValue: { HasValue: true, Value: var constant } } => Convert.ToString(constant, CultureInfo.InvariantCulture) is { } text ? $"\"{text}\"" : "null",
            IArgumentOperation argument => Of(argument.Value, flow, depth),
            IAwaitOperation awaited => Of(awaited.Operation, flow, depth),
            IInstanceReferenceOperation => "this",
            ICoalesceOperation { WhenNull: var other } coalesce => With(Of(coalesce.Value, flow, depth - 1), other is IThrowOperation || other.WithoutConversions() is IThrowOperation ? [] : [other], flow, depth),
            IParameterReferenceOperation { Parameter: var parameter } when flow.Definitions(parameter, value) is [{ IsEntry: true }] => OfParameter(parameter),
            ILocalReferenceOperation or IParameterReferenceOperation => flow.Definitions(value.Variable()!, value) is [{ Value: { } only }] ? Of(only, flow, depth - 1) : null,
            IPropertyReferenceOperation property => With(OfMember(property.Property, property.Instance, flow, depth), property.Arguments, flow, depth),
            IFieldReferenceOperation field => OfMember(field.Field, field.Instance, flow, depth),
            IInvocationOperation call => With(OfMember(call.TargetMethod, call.Instance, flow, depth), call.Arguments, flow, depth),
            IObjectCreationOperation { Initializer: null, Type: { } type } creation => With($"new {type.ToDisplayString()}", creation.Arguments, flow, depth),
            _ => null,
        };
    }

    // What the constructor of the type is given is the same in all of its methods.
    private static string? OfParameter(IParameterSymbol parameter) =>
        parameter.ContainingSymbol switch
        {
            IMethodSymbol { MethodKind: MethodKind.Constructor } => parameter.Name,
            IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } => null,
            var method => $"{method.ToDisplayString()}:{parameter.Name}",
        };

    private static string? OfMember(ISymbol member, IOperation? instance, TokenFlow flow, int depth) =>
        instance is null ? member.ToDisplayString()
        : Of(instance, flow, depth - 1) is { } holder ? $"{holder}.{member.Name}"
        : null;

    private static string? With(string? text, IEnumerable<IOperation> others, TokenFlow flow, int depth)
    {
        foreach (var other in others)
        {
            text = text is not null && Of(other, flow, depth - 1) is { } more ? $"{text}({more})" : null;
        }

        return text;
    }
}
