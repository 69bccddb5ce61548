using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Storage;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.RefreshTokens;

/// <summary>Whether an application stores the refresh tokens of its users, and where it ends them.</summary>
internal static class StoredRefreshTokens
{
    /// <summary>Where a browser, and nobody else, is told to forget something.</summary>
    private static readonly string[] OfBrowser =
    [
        "Microsoft.AspNetCore.Http.IResponseCookies", "Microsoft.AspNetCore.Http.ISession", "Microsoft.AspNetCore.Http.IHeaderDictionary", "Microsoft.AspNetCore.Mvc.ViewFeatures.ITempDataDictionary",
        "Microsoft.AspNetCore.Authentication.Cookies.ICookieManager",
    ];

    /// <summary>Whether the project, or another one of its application, keeps refresh tokens: in an entity, at its users, or in a store that is named after them.</summary>
    public static bool AreKept(OperationContext context) => context.FactsOf(context.Compilation.Assembly).Get(() => new Kept(Exist(context))).IsTrue;

    /// <summary>Whether an operation ends a session or token of the server, as far as names tell.</summary>
    public static bool AreEndedBy(IOperation operation) =>
        operation switch
        {
            IInvocationOperation { TargetMethod: var method } call => RefreshTokenFacts.IsRevoking(method.Name) && !IsOfBrowser(call) && method.ContainingType.SpecialType != SpecialType.System_String,
            IAssignmentOperation { Target: IMemberReferenceOperation { Member: var member } } => !IsOfLibrary(member) && RefreshTokenFacts.IsRevoked(member.Name),
            _ => false,
        };

    private static bool IsOfBrowser(IInvocationOperation call) =>
        (call.Instance ?? (call.Arguments.IsEmpty ? null : call.Arguments[0].Value))?.WithoutConversions().Type is { } type && OfBrowser.Any(type.IsOrDerivesFrom);

    // The options of a cookie.
    private static bool IsOfLibrary(ISymbol member) => member.IsInOrUnder("Microsoft") || member.IsInOrUnder("System");

    private static bool Exist(OperationContext context)
    {
        var (policy, entities) = (context.Policy, Entities.Of(context));
        foreach (var symbol in context.Compilation.GetSymbolsWithName(static name => name.IndexOf("RefreshToken", StringComparison.Ordinal) >= 0, SymbolFilter.TypeAndMember, context.CancellationToken))
        {
            if (symbol is INamedTypeSymbol type ? IsStore(type) || (entities.Contains(type) && TokenNames.OfHolder(type.Name, policy) == TokenKind.Refresh)
                : symbol is IPropertySymbol property && property.Type.IsText() && TokenNames.OfIdentifier(property.Name, policy).Kind == TokenKind.Refresh && entities.Contains(property.ContainingType))
            {
                return true;
            }
        }

        // The users of an application that is made of several projects.
        var application = FirstWord(context.Compilation.Assembly.Name);
        return context.Compilation.SourceModule.ReferencedAssemblySymbols.Any(other => FirstWord(other.Name) == application && HasUsersWithTokens(other.GlobalNamespace, policy));
    }

    private static bool IsStore(INamedTypeSymbol type) => type.TypeKind == TypeKind.Class && IdentifierWords.Split(type.Name) is [.., "refresh", "token" or "tokens", "store" or "repository"];

    private static bool HasUsersWithTokens(INamespaceSymbol @namespace, TokenPolicy policy) =>
        @namespace.GetNamespaceMembers().Any(inner => HasUsersWithTokens(inner, policy))
        || @namespace.GetTypeMembers().Any(type => type.IsOrDerivesFrom("Microsoft.AspNetCore.Identity.IdentityUser`1") && type.GetMembers().Any(member => member is IPropertySymbol property && property.Type.IsText() && TokenNames.OfIdentifier(property.Name, policy).Kind == TokenKind.Refresh));

    private static string FirstWord(string assembly) => assembly.Split('.')[0];

    private sealed record Kept(bool IsTrue);
}
