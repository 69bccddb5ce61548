using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Storage;

/// <summary>Reads the attributes of a cookie from the object that holds them, where that object is used.</summary>
/// <param name="flow">Tells what it is set to.</param>
/// <param name="instance">The object, where it is used.</param>
/// <param name="type">The metadata name of the object's type; what a derived type's constructor does is not known.</param>
internal readonly struct CookieObject(TokenFlow flow, IOperation instance, string type)
{
    /// <summary>The argument of a call that an attribute comes from, where the object is made by another method: it is told of there.</summary>
    public Func<IOperation, SyntaxNode?>? GivenBy { get; init; }

    /// <summary>A member that is true or false; <paramref name="unset"/> is its default, null when that is not known.</summary>
    public CookieAttribute<bool> Flag(string member, bool? unset) =>
        Read(member, unset, static value => value as bool?);

    /// <summary>A member of type <c>CookieSecurePolicy</c>. Its default, as the request is, is not judged.</summary>
    public CookieAttribute<bool> SecurePolicy(string member) =>
        Read<bool>(member, null, CookieConstants.IsSecure);

    /// <summary>A member of type <c>SameSiteMode</c>. An explicit <c>Unspecified</c> is a decision, and not judged.</summary>
    public CookieAttribute<CookieSameSite> SameSite(string member, CookieSameSite? unset) =>
        Read(member, unset, CookieConstants.SameSite);

    private CookieAttribute<T> Read<T>(string member, T? unset, Func<object, T?> read)
        where T : struct
    {
        var (known, typeName, givenBy) = (flow, type, GivenBy);
        var state = known.Member(instance, member);
        if (state.IsUnknown || state.Creations.Any(creation => creation.Type?.HasMetadataName(typeName) != true))
        {
            return default;
        }

        // What is set in development only says nothing about production.
        var written = state.Values.Where(value => value.Parent is not { } assignment || !Contexts.IsDevelopmentOnly(assignment, known)).ToList();
        var values = written.Select(value => known.Constant(value) is { } constant ? read(constant) : null).ToList();
        if (state.MayBeUnset)
        {
            values.Add(unset);
        }

        if (values.Count == 0 || values[0] is not { } first || !values.All(value => Equals(value, first)))
        {
            return default;
        }

        var assignments = written.Select(value => value.Parent).OfType<ISimpleAssignmentOperation>().Select(assignment => assignment.Syntax).ToList();
        var creations = state.MayBeUnset ? state.Creations.Where(creation => !Sets(creation, member)).Select(creation => creation.Syntax).ToList() : [];
        var given = givenBy is null ? null : written.Select(givenBy).FirstOrDefault(argument => argument is not null);
        var place = given is not null ? given.GetLocation() : assignments.Count > 0 ? assignments[0].GetLocation() : creations.Count > 0 ? HeadOf(creations[0]) : null;
        return place is null ? default : new CookieAttribute<T>(
            first,
            place,
            assignments.Select(node => new CookieRepair(CookieRepairKind.Assignment, member, node.GetLocation()))
                .Concat(creations.Select(node => new CookieRepair(CookieRepairKind.Creation, member, node.GetLocation())))
                .ToImmutableArray());
    }

    private static bool Sets(IObjectCreationOperation creation, string member) =>
        creation.Initializer?.Initializers.Any(
            initializer => initializer is ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } && target.Member.Name == member) == true;

    /// <summary><c>new CookieOptions</c>, without the braces that may span many lines.</summary>
    public static Location HeadOf(SyntaxNode creation)
    {
        var end = creation switch
        {
            ObjectCreationExpressionSyntax { Initializer: not null, ArgumentList: null } typed => typed.Type.Span.End,
            BaseObjectCreationExpressionSyntax { ArgumentList: { } arguments } => arguments.Span.End,
            _ => creation.Span.End,
        };
        return Location.Create(creation.SyntaxTree, TextSpan.FromBounds(creation.SpanStart, end));
    }
}

/// <summary>What the constants of the cookie enumerations mean.</summary>
internal static class CookieConstants
{
    private const int SecureAlways = 1;
    private const int SecureNone = 2;

    /// <summary>A <c>CookieSecurePolicy</c>; null for <c>SameAsRequest</c>.</summary>
    public static bool? IsSecure(object value) =>
        value switch
        {
            SecureAlways => true,
            SecureNone => false,
            _ => null,
        };

    /// <summary>A <c>SameSiteMode</c>, of whichever namespace; null for <c>Unspecified</c>.</summary>
    public static CookieSameSite? SameSite(object value) =>
        value switch
        {
            0 => CookieSameSite.None,
            1 => CookieSameSite.Lax,
            2 => CookieSameSite.Strict,
            _ => null,
        };
}
