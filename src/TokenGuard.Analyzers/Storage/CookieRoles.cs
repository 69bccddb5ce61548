using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Storage;

/// <summary>The cookies that the framework writes itself: what is seen is how they are configured, not that they are written.</summary>
internal static class CookieRoles
{
    private const string CookieBuilder = "Microsoft.AspNetCore.Http.CookieBuilder";
    private const string SecurePolicy = "SecurePolicy";
    private const string SecureAdvice = "SecurePolicy to Always";

    private static readonly ImmutableArray<Role> Roles = ImmutableArray.Create(
        new Role("Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions", "Cookie", "The authentication cookie", "the user's sign-in"),
        new Role("Microsoft.AspNetCore.Builder.SessionOptions", "Cookie", "The session cookie", "the key to the user's session") { IsSecureByDefault = false },
        new Role("Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectOptions", "NonceCookie", "The nonce cookie", "the nonce of a sign-in") { IsCrossSite = true });

    /// <summary>The cookie that an assignment configures: <c>options.Cookie.HttpOnly = false</c>, <c>options.Cookie = new CookieBuilder { ... }</c>.</summary>
    public static ImmutableArray<TokenCookie> Of(OperationContext context, ISimpleAssignmentOperation assignment, IPropertyReferenceOperation target)
    {
        var cookie = target.Property.Name switch
        {
            "HttpOnly" or SecurePolicy or "SameSite" when OwnerOf(context, target) is { } owner => OfMember(context, assignment, target, owner),
            "Cookie" or "NonceCookie" when RoleOf(target) is { } role => OfBuilder(context, assignment, role),
            _ => null,
        };
        return cookie is null ? ImmutableArray<TokenCookie>.Empty : ImmutableArray.Create(cookie);
    }

    private static TokenCookie? OfMember(OperationContext context, ISimpleAssignmentOperation assignment, IPropertyReferenceOperation target, Role role)
    {
        if (context.Flow.Constant(assignment.Value) is not { } value)
        {
            return null;
        }

        var place = assignment.Syntax.GetLocation();
        var member = target.Property.Name;
        return new TokenCookie
        {
            Writer = assignment.Syntax,
            Value = TokenKind.AnyToken,
            Role = (role.Subject, role.Content),
            HttpOnly = member == "HttpOnly" && value is bool isHttpOnly ? CookieAttribute<bool>.At(isHttpOnly, place, CookieRepairKind.Assignment, member) : default,
            Secure = member == SecurePolicy && CookieConstants.IsSecure(value) is { } isSecure ? CookieAttribute<bool>.At(isSecure, place, CookieRepairKind.Assignment, member)
                : member == "SameSite" && IsSecure(context, assignment, role) is { } secure ? CookieAttribute<bool>.Known(secure)
                : default,
            SecureAdvice = SecureAdvice,
            SameSite = member == "SameSite" && !role.IsCrossSite && CookieConstants.SameSite(value) is { } sameSite
                ? CookieAttribute<CookieSameSite>.At(sameSite, place, CookieRepairKind.Assignment, member)
                : default,
        };
    }

    private static TokenCookie OfBuilder(OperationContext context, ISimpleAssignmentOperation assignment, Role role)
    {
        var read = new CookieObject(context.Flow, assignment.Value, CookieBuilder);
        return new TokenCookie
        {
            Writer = assignment.Syntax,
            Value = TokenKind.AnyToken,
            Role = (role.Subject, role.Content),
            HttpOnly = read.Flag("HttpOnly", unset: false),
            Secure = read.SecurePolicy(SecurePolicy),
            SecureAdvice = SecureAdvice,
            SameSite = role.IsCrossSite ? default : read.SameSite("SameSite", CookieSameSite.Unset),
        };
    }

    // What the same options say of Secure, wherever in the same function; null when they may say several things.
    private static bool? IsSecure(OperationContext context, IOperation assignment, Role role)
    {
        var function = assignment;
        while (function.Parent is { } parent and not IAnonymousFunctionOperation)
        {
            function = parent;
        }

        var values = context.Flow.BodyAround(assignment).AssignmentsOf(SecurePolicy)
            .Where(other => function.Syntax.Span.Contains(other.Syntax.Span) && OwnerOf(context, (IPropertyReferenceOperation)other.Target)?.Subject == role.Subject)
            .Select(other => context.Flow.Constant(other.Value) is { } value ? CookieConstants.IsSecure(value) : null)
            .ToList();
        return values switch
        {
            [] => role.IsSecureByDefault,
            [var only] => only,
            _ => null,
        };
    }

    private static Role? OwnerOf(OperationContext context, IPropertyReferenceOperation member)
    {
        if (!member.Property.ContainingType.IsOrDerivesFrom(CookieBuilder) || member.Instance is not { } instance)
        {
            return null;
        }

        var owner = instance switch
        {
            IInstanceReferenceOperation { Parent.Parent.Parent.Parent: IMemberInitializerOperation initializer } => initializer.InitializedMember,
            ILocalReferenceOperation => context.Flow.Origin(instance),
            _ => instance,
        };
        return owner is IPropertyReferenceOperation property ? RoleOf(property) : null;
    }

    private static Role? RoleOf(IPropertyReferenceOperation property)
    {
        foreach (var role in Roles)
        {
            if (property.Property.Name == role.Property && property.Instance?.Type.IsOrDerivesFrom(role.Options) == true)
            {
                return role;
            }
        }

        return null;
    }

    /// <summary>A cookie that stands for a signed-in user.</summary>
    /// <param name="Options">The options that configure it.</param>
    /// <param name="Property">Their property.</param>
    /// <param name="Subject">What messages call it.</param>
    /// <param name="Content">What it carries.</param>
    private sealed record Role(string Options, string Property, string Subject, string Content)
    {
        /// <summary>Whether it is Secure when nothing is set; null when that depends on the request.</summary>
        public bool? IsSecureByDefault { get; init; }

        /// <summary>Another site has to send the browser back with it.</summary>
        public bool IsCrossSite { get; init; }
    }
}
