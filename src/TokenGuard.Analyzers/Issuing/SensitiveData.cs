using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Issuing;

/// <summary>What makes a claim sensitive.</summary>
/// <param name="Name">The claim type, or the name of the value.</param>
/// <param name="Place">Where it is written.</param>
internal readonly record struct SensitiveData(string Name, SyntaxNode Place)
{
    /// <summary>What is sensitive about a claim: its type, the value put into it, or a member of a whole object put into it. Null when nothing is.</summary>
    public static SensitiveData? In(ClaimWrite claim, OperationContext context)
    {
        var policy = context.Policy;
        if (claim.Name is { } name && (IsSpecialCategory(name, claim.Value, context) || (ClaimLexicon.IsSecret(name, policy) && !IsAboutTheData(claim.Value))))
        {
            return context.Flow.ConstantText(claim.Value) is "" ? null : new SensitiveData(name, claim.NamePlace);
        }

        return NameOfValue(claim.Value, context) is { } valueName ? new SensitiveData(valueName, claim.Value.Syntax)
            : MemberOf(claim.Value, context) is { } member ? new SensitiveData(member, claim.Value.Syntax)
            : null;
    }

    /// <summary>Whether a value is sensitive, or names something that is.</summary>
    public static bool IsAbout(IOperation value, OperationContext context) =>
        context.Flow.ConstantText(value) is { } name ? ClaimLexicon.IsSecret(name, context.Policy) || ClaimLexicon.IsSpecialCategory(name) : NameOfValue(value, context) is not null;

    /// <summary>A sensitive member of the object that an operation puts into a token as a whole, by itself or as JSON; null when there is none.</summary>
    public static string? MemberOf(IOperation value, OperationContext context)
    {
        var entity = context.Flow.Origin(value) is IInvocationOperation { TargetMethod: { Name: "Serialize" or "SerializeObject" } method, Arguments: [{ Value: var serialized }, ..] }
            && method.ContainingType.Name is "JsonSerializer" or "JsonConvert"
                ? serialized
                : value;
        for (var type = entity.WithoutConversions().Type; type is { SpecialType: SpecialType.None, TypeKind: TypeKind.Class or TypeKind.Struct, IsAnonymousType: false } && !IsOfFramework(type); type = type.BaseType)
        {
            foreach (var member in type.GetMembers())
            {
                if (member is IPropertySymbol { IsStatic: false, DeclaredAccessibility: Accessibility.Public, GetMethod: not null, Type: var memberType }
                    && IsContent(memberType) && ClaimLexicon.IsSecret(member.Name, context.Policy) && !member.GetAttributes().Any(attribute => attribute.AttributeClass?.Name is "JsonIgnoreAttribute"))
                {
                    return member.Name;
                }
            }
        }

        return null;
    }

    /// <summary>The sensitive name of the variable or member that a value comes from: <c>user.PasswordHash</c>.</summary>
    private static string? NameOfValue(IOperation value, OperationContext context)
    {
        foreach (var (name, origin) in ClaimValues.NamedOrigins(value, context.Flow))
        {
            if (IsContent(origin.Type) && (IsSpecialCategory(name, origin, context) || ClaimLexicon.IsSecret(name, context.Policy)))
            {
                return name;
            }
        }

        return null;
    }

    private static bool IsSpecialCategory(string name, IOperation value, OperationContext context) =>
        ClaimLexicon.IsSpecialCategory(name) && !(ClaimLexicon.IsAmbiguous(name) && IsIdentifier(value, context.Flow));

    // A number that is not by its own name the thing itself, or whatever is called an ID.
    private static bool IsIdentifier(IOperation value, TokenFlow flow)
    {
        IOperation? inner = value;
        for (var depth = 0; depth <= ClaimValues.MaxDepth && inner is not null; depth++, inner = ClaimValues.InnerOf(value))
        {
            value = (flow.Origins(inner) is [var first, ..] ? first : inner).WithoutConversions();
            if (IsId(inner.WithoutConversions()) || IsId(value))
            {
                return true;
            }
        }

        return IsNumber(value.Type) && !(ClaimValues.NameOf(value) is { } own && ClaimLexicon.IsSpecialCategory(own));

        static bool IsId(IOperation value) => ClaimValues.NameOf(value) is { } name && ClaimLexicon.IsIdentifier(name);
    }

    /// <summary>A yes or no, or a time: it tells about the data, and is not the data.</summary>
    private static bool IsAboutTheData(IOperation value, int depth = 0)
    {
        value = value.WithoutConversions();
        return depth > ClaimValues.MaxDepth || value switch
        {
            { ConstantValue: { HasValue: true, Value: string text } } => bool.TryParse(text, out _),
            IInvocationOperation { TargetMethod.Name: "ToString" or "ToLower" or "ToLowerInvariant", Instance: { } instance } => IsAboutTheData(instance, depth + 1),
            IConditionalOperation { WhenTrue: var yes, WhenFalse: { } no } => IsAboutTheData(yes, depth + 1) && IsAboutTheData(no, depth + 1),
            ICoalesceOperation { Value: var maybe } => IsAboutTheData(maybe, depth + 1),
            IConditionalAccessOperation access => IsAboutTheData(access.WhenNotNull, depth + 1),
            _ => !IsContent(value.Type),
        };
    }

    private static bool IsContent(ITypeSymbol? type) =>
        type switch
        {
            INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] } => IsContent(inner),
            { SpecialType: SpecialType.System_Boolean or SpecialType.System_DateTime } or { Name: "DateTimeOffset" or "DateOnly" or "TimeSpan" } or { TypeKind: TypeKind.Enum } => false,
            _ => true,
        };

    private static bool IsNumber(ITypeSymbol? type) =>
        type switch
        {
            INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] } => IsNumber(inner),
            { SpecialType: SpecialType.System_Boolean or (>= SpecialType.System_SByte and <= SpecialType.System_UInt64) } or { Name: "Guid" } or { TypeKind: TypeKind.Enum } => true,
            _ => false,
        };

    private static bool IsOfFramework(ITypeSymbol type) =>
        type.OutermostNamespace() is "System" or "Newtonsoft";
}
