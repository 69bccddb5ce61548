using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.Analyzers.Flow;

/// <summary>What a value is made of, as a text: values of one text are made in the same way of the same things, wherever in a type they are made.</summary>
internal static class ValueText
{
    private const int MaxDepth = 12;

    /// <summary>The text of a value; null when it is not known what it is made of.</summary>
    /// <param name="value">The value.</param>
    /// <param name="flow">The flow of its body.</param>
    /// <param name="parametersByName">Whether parameters of different methods are the same when they have one name: <c>user.Id</c>.</param>
    public static string? Of(IOperation value, TokenFlow flow, bool parametersByName = false) => Of(value, flow, parametersByName, MaxDepth);

    private static string? Of(IOperation value, TokenFlow flow, bool byName, int depth)
    {
        value = value.WithoutConversions();
        return depth == 0 ? null : value switch
        {
            { ConstantValue: { HasValue: true, Value: var constant } } => constant is null ? "null" : $"\"{Convert.ToString(constant, CultureInfo.InvariantCulture)}\"",
            IArgumentOperation argument => Of(argument.Value, flow, byName, depth),
            IAwaitOperation awaited => Of(awaited.Operation, flow, byName, depth),
            IInstanceReferenceOperation => "this",
            ICoalesceOperation { WhenNull: var other } coalesce => With(Of(coalesce.Value, flow, byName, depth - 1), other is IThrowOperation || other.WithoutConversions() is IThrowOperation ? [] : [other], flow, byName, depth),
            IParameterReferenceOperation { Parameter: var parameter } when flow.Definitions(parameter, value) is [{ IsEntry: true }] => OfParameter(parameter, byName),
            ILocalReferenceOperation or IParameterReferenceOperation => flow.Definitions(value.Variable()!, value) is [{ Value: { } only }] ? Of(only, flow, byName, depth - 1) : null,
            IPropertyReferenceOperation property => With(OfMember(property.Property, property.Instance, flow, byName, depth), property.Arguments, flow, byName, depth),
            IFieldReferenceOperation field => OfMember(field.Field, field.Instance, flow, byName, depth),
            IInvocationOperation call => With(OfMember(call.TargetMethod, call.Instance, flow, byName, depth), call.Arguments, flow, byName, depth),
            IObjectCreationOperation { Initializer: null, Type: { } type } creation => With($"new {type.ToDisplayString()}", creation.Arguments, flow, byName, depth),
            _ => null,
        };
    }

    // What the constructor of the type is given is the same in all of its methods.
    private static string? OfParameter(IParameterSymbol parameter, bool byName) =>
        parameter.ContainingSymbol switch
        {
            IMethodSymbol { MethodKind: MethodKind.Constructor } => parameter.Name,
            IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } => null,
            _ when byName => parameter.Name,
            var method => $"{method.ToDisplayString()}:{parameter.Name}",
        };

    private static string? OfMember(ISymbol member, IOperation? instance, TokenFlow flow, bool byName, int depth) =>
        instance is null ? member.ToDisplayString()
        : Of(instance, flow, byName, depth - 1) is { } holder ? $"{holder}.{member.Name}"
        : null;

    private static string? With(string? text, IEnumerable<IOperation> others, TokenFlow flow, bool byName, int depth)
    {
        foreach (var other in others)
        {
            text = text is not null && Of(other, flow, byName, depth - 1) is { } more ? $"{text}({more})" : null;
        }

        return text;
    }
}
