using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.RefreshTokens;

/// <summary>Something that is named a refresh token, and the value that it gets.</summary>
internal readonly record struct RefreshTokenTarget(string Name, IOperation Value)
{
    /// <summary>What stands for a token in a type that is named after one, or that makes one.</summary>
    private static readonly string[] Makers = ["Generator", "Factory", "Provider", "Service", "Manager", "Helper", "Handler", "Repository", "Store"];

    /// <summary>The refresh tokens that an operation sets, passes on or returns.</summary>
    /// <param name="operation">Any operation.</param>
    /// <param name="containing">The member whose body holds it.</param>
    /// <param name="policy">The policy of its file.</param>
    public static IEnumerable<RefreshTokenTarget> Of(IOperation operation, ISymbol containing, TokenPolicy policy)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation { Target: var target, Value: var value }:
                return One(OfReference(target, policy), value);
            case ICoalesceAssignmentOperation { Target: var target, Value: var value }:
                return One(OfReference(target, policy), value);
            case IVariableDeclaratorOperation { Symbol: var local } declarator:
                return One(Named(local.Name, local.Type, policy), declarator.GetVariableInitializer()?.Value);
            case IFieldInitializerOperation { InitializedFields: [var field, ..], Value: var value }:
                return One(Named(field.Name, field.Type, policy) ?? OfInitializer(field, field.Type, policy), value);
            case IPropertyInitializerOperation { InitializedProperties: [var property, ..], Value: var value }:
                return One(Named(property.Name, property.Type, policy) ?? OfInitializer(property, property.Type, policy), value);
            case IArgumentOperation { Parameter: { } parameter, ArgumentKind: ArgumentKind.Explicit } argument:
                return One(OfArgument(parameter, argument, policy), argument.Value);
            case ITupleOperation tuple:
                return OfTuple(tuple, policy);
            case IReturnOperation { ReturnedValue: { } value }:
                return One(OfReturn(operation, containing, policy), value);
            default:
                return [];
        }
    }

    private static RefreshTokenTarget[] One(string? name, IOperation? value) =>
        name is null || value is null ? [] : [new RefreshTokenTarget(name, value)];

    private static string? OfReference(IOperation target, TokenPolicy policy) =>
        target switch
        {
            ILocalReferenceOperation { Local: var local } => Named(local.Name, local.Type, policy),
            IParameterReferenceOperation { Parameter: var parameter } => Named(parameter.Name, parameter.Type, policy),
            IPropertyReferenceOperation { Property.IsIndexer: true } => WireName(TokenSources.LookupName(target), policy),
            IMemberReferenceOperation { Type: { } type } reference => Named(reference.Member.Name, type, policy) ?? OfHolder(reference, type, policy),
            _ => null,
        };

    // new RefreshToken { Token = ... }
    private static string? OfHolder(IMemberReferenceOperation reference, ITypeSymbol type, TokenPolicy policy) =>
        IsText(type) && TokenHolder.KindOf(reference, policy) == TokenKind.Refresh ? TokenHolder.NameOf(reference) : null;

    // class RefreshToken { string Token { get; set; } = ...; }
    private static string? OfInitializer(ISymbol member, ITypeSymbol type, TokenPolicy policy) =>
        IsText(type) && TokenHolder.IsLoneToken(member.Name, policy) && TokenHolder.KindOf(member.ContainingType, policy) == TokenKind.Refresh
            ? $"{member.ContainingType.Name}.{member.Name}"
            : null;

    // new RefreshToken(token: ...), cookies.Append("refreshToken", ...)
    private static string? OfArgument(IParameterSymbol parameter, IArgumentOperation argument, TokenPolicy policy)
    {
        if (Named(parameter.Name, parameter.Type, policy) is { } named)
        {
            return named;
        }

        if (!IsText(parameter.Type) || !TokenHolder.IsLoneToken(parameter.Name, policy))
        {
            return null;
        }

        if (parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType: var type } && TokenHolder.KindOf(type, policy) == TokenKind.Refresh)
        {
            return type.Name;
        }

        return argument.Parent is IInvocationOperation call
            ? call.Arguments.Select(other => WireName(other.Value.ConstantValue is { HasValue: true, Value: string text } ? text : null, policy)).FirstOrDefault(name => name is not null)
            : null;
    }

    private static IEnumerable<RefreshTokenTarget> OfTuple(ITupleOperation tuple, TokenPolicy policy)
    {
        // The names of the tuple that it becomes: return (access, Guid.NewGuid().ToString()).
        var type = (tuple.Parent is IConversionOperation { Type: INamedTypeSymbol { IsTupleType: true } converted } ? converted : tuple.Type) as INamedTypeSymbol;
        for (var i = 0; type is not null && i < tuple.Elements.Length && i < type.TupleElements.Length; i++)
        {
            if (Named(type.TupleElements[i].Name, type.TupleElements[i].Type, policy) is { } name)
            {
                yield return new RefreshTokenTarget(name, tuple.Elements[i]);
            }
        }
    }

    private static string? OfReturn(IOperation operation, ISymbol containing, TokenPolicy policy)
    {
        if (FunctionOf(operation, containing) is not { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation or MethodKind.LocalFunction } function
            || !IsText(function.ReturnType.WithoutTask()))
        {
            return null;
        }

        var name = function.Name.EndsWith("Async", StringComparison.Ordinal) ? function.Name.Substring(0, function.Name.Length - 5) : function.Name;
        return TokenNames.OfMethod(name, policy).Kind == TokenKind.Refresh || IsMaker(name, function.ContainingType.Name, policy) ? function.Name : null;
    }

    // GenerateToken() of a RefreshTokenService; Generate() of a RefreshTokenGenerator.
    private static bool IsMaker(string method, string type, TokenPolicy policy)
    {
        var suffix = Makers.FirstOrDefault(maker => type.EndsWith(maker, StringComparison.Ordinal));
        if (suffix is null || TokenNames.OfHolder(type.Substring(0, type.Length - suffix.Length), policy) != TokenKind.Refresh)
        {
            return false;
        }

        return method is "Generate" or "Create" ? suffix is "Generator" or "Factory"
            : IdentifierWords.Split(method) is ["generate" or "create" or "new" or "issue", .., "token"];
    }

    private static IMethodSymbol? FunctionOf(IOperation operation, ISymbol containing)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case IAnonymousFunctionOperation:
                    return null;
                case ILocalFunctionOperation local:
                    return local.Symbol;
            }
        }

        return containing as IMethodSymbol;
    }

    private static string? Named(string name, ITypeSymbol type, TokenPolicy policy) =>
        IsText(type) && TokenNames.OfIdentifier(name, policy).Kind == TokenKind.Refresh ? name : null;

    private static string? WireName(string? name, TokenPolicy policy) =>
        name is not null && TokenNames.OfWireName(name, policy).Kind == TokenKind.Refresh ? name : null;

    private static bool IsText(ITypeSymbol type) =>
        type.IsText() || type is { Name: "Guid", ContainingNamespace.Name: "System" };
}
