using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Flow;

/// <summary>Whether claims go into a token, or only into the encrypted cookie of a signed-in user.</summary>
internal static class TokenSinks
{
    private static readonly HashSet<string> MintingMethods = new(StringComparer.Ordinal)
    {
        "CreateToken", "CreateEncodedJwt", "CreateJwtSecurityToken", "Encode", "EncodeBytes", "AddClaim", "AddClaims",
    };

    private static readonly HashSet<string> MintedTypes = new(StringComparer.Ordinal) { "JwtSecurityToken", "JwtPayload", "SecurityTokenDescriptor", "JwtBuilder" };

    private static readonly HashSet<string> FillingMethods = new(StringComparer.Ordinal) { "Add", "TryAdd", "AddRange", "AddClaim", "AddClaims" };

    private static readonly HashSet<string> SigningInMethods = new(StringComparer.Ordinal) { "SignInAsync", "SignIn", "SignInWithClaimsAsync", "RedirectToAction" };

    private static readonly HashSet<string> SigningInTypes = new(StringComparer.Ordinal) { "AuthenticationTicket", "AuthenticationState", "SignInResult", "FormsAuthenticationTicket", "ClaimsIdentity" };

    private static readonly string[] MintingTypes =
    [
        "System.IdentityModel.Tokens.Jwt.JwtSecurityTokenHandler", "System.IdentityModel.Tokens.Jwt.JwtPayload", "Microsoft.IdentityModel.JsonWebTokens.JsonWebTokenHandler",
        "Microsoft.IdentityModel.Tokens.SecurityTokenHandler", "JWT.Builder.JwtBuilder", "JWT.Builder.JwtBuilderExtensions", "JWT.IJwtEncoder", "JWT.JwtEncoderExtensions", "Jose.JWT",
        "FastEndpoints.Security.JwtBearer", "FastEndpoints.Security.JWTBearer",
    ];

    /// <summary>Whether an operation that takes claims makes a token of them.</summary>
    public static bool TakesClaims(IOperation operation) => FillsClaims(operation) || Mints(operation) || IsNamedAsMinting(operation);

    /// <summary>Whether an operation makes a token, or the description of one.</summary>
    public static bool Mints(IOperation operation) =>
        operation switch
        {
            // new JwtSecurityToken(string) reads one.
            IObjectCreationOperation { Constructor.Parameters: var parameters, Type: { } type } when MintedTypes.Contains(type.Name) =>
                !(parameters is [{ Type.SpecialType: SpecialType.System_String }] && type.Name == "JwtSecurityToken")
                && (type.IsIn("System.IdentityModel.Tokens.Jwt") || type.IsIn("Microsoft.IdentityModel.Tokens") || type.IsIn("JWT.Builder")),
            IInvocationOperation { TargetMethod: var method } => MintingMethods.Contains(method.Name) && MintingTypes.Any(method.IsMemberOf),
            _ => false,
        };

    /// <summary>Whether an operation signs a user in with a cookie, or makes the identity of the current request.</summary>
    public static bool SignsIn(IOperation operation) =>
        operation switch
        {
            IInvocationOperation { TargetMethod.Name: var name } => SigningInMethods.Contains(name),
            IObjectCreationOperation { Type.Name: "ClaimsIdentity", Arguments: var arguments } => arguments.Any(argument => argument.Parameter?.Name == "authenticationType" && IsCookieScheme(argument.Value)),
            IObjectCreationOperation { Type.Name: var type } => SigningInTypes.Contains(type),
            _ => false,
        };

    // CookieAuthenticationDefaults.AuthenticationScheme, "ApplicationCookie"
    private static bool IsCookieScheme(IOperation scheme) =>
        scheme.ConstantValue is { HasValue: true, Value: string name } && (name.EndsWith("cookie", StringComparison.OrdinalIgnoreCase) || name.EndsWith("cookies", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a value leaves the body where it was made, for a place that is not known.</summary>
    public static bool Escapes(IOperation operation) =>
        operation is IArgumentOperation { Parent: IInvocationOperation call } && call.IsOwn()
        || operation is IReturnOperation
            or ISimpleAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation };

    /// <summary>Whether the type around an operation makes tokens, and signs nobody in with a cookie.</summary>
    public static bool IsInMintingType(OperationContext context) => TypeAround(context) is { Mints: true, SignsIn: false };

    /// <summary>Whether the type around an operation encrypts what it makes, as far as names tell.</summary>
    public static bool IsEncrypted(OperationContext context) => TypeAround(context)?.Encrypts == true;

    private static MintingType? TypeAround(OperationContext context)
    {
        var type = context.ContainingSymbol as INamedTypeSymbol ?? context.ContainingSymbol.ContainingType;
        while (type?.ContainingType is { } outer)
        {
            type = outer;
        }

        return type is null ? null : context.FactsOf(type).Get(() => new MintingType(type, context));
    }

    private static bool FillsClaims(IOperation operation) =>
        operation switch
        {
            ISimpleAssignmentOperation { Target: var target } => IsClaimsOfToken(target) || (target is IPropertyReferenceOperation { Property.IsIndexer: true, Instance: var holder } && IsClaimsOfToken(holder)),
            IMemberInitializerOperation { InitializedMember: var member } => IsClaimsOfToken(member),
            IInvocationOperation { TargetMethod.Name: var name } call when FillingMethods.Contains(name) => IsClaimsOfToken(call.Instance ?? call.Arguments.FirstOrDefault()?.Value),
            _ => false,
        };

    // descriptor.Subject, descriptor.Claims; context.IssuedClaims of Duende IdentityServer and IdentityServer4
    private static bool IsClaimsOfToken(IOperation? member) =>
        member is IPropertyReferenceOperation { Property: var property }
        && property.Name switch
        {
            "Subject" or "Claims" => property.ContainingType.HasMetadataName("Microsoft.IdentityModel.Tokens.SecurityTokenDescriptor"),
            "IssuedClaims" => property.ContainingType.Name == "ProfileDataRequestContext",
            _ => false,
        };

    // tokenService.GenerateAccessToken(claims)
    private static bool IsNamedAsMinting(IOperation operation)
    {
        if (operation is not IInvocationOperation { TargetMethod: { ReturnType: var type } method } call || !call.IsOwn())
        {
            return false;
        }

        var words = IdentifierWords.Split(method.Name);
        return words.Length > 1
            && words[0] is "create" or "generate" or "issue" or "build" or "make" or "get" or "write" or "encode" or "mint" or "sign"
            && words.Any(word => word is "token" or "jwt")
            && (type.IsText() || type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [{ SpecialType: SpecialType.System_String }] });
    }

    /// <summary>What the code of a type does with tokens, wherever in it. Only what has a name that matters is bound.</summary>
    private sealed class MintingType
    {
        private readonly OperationContext context;

        public MintingType(INamedTypeSymbol type, OperationContext context)
        {
            this.context = context;
            foreach (var node in type.DeclarationsIn(context.Compilation).SelectMany(reference => reference.GetSyntax(context.CancellationToken).DescendantNodes()))
            {
                switch (node)
                {
                    case IdentifierNameSyntax { Identifier.ValueText: var name }:
                        Encrypts |= name.Equals("EncryptingCredentials", StringComparison.OrdinalIgnoreCase);
                        break;
                    case InvocationExpressionSyntax call when NameOf(call.Expression) is { } name:
                        Read(call, signsIn: SigningInMethods.Contains(name), mints: MintingMethods.Contains(name) || (FillingMethods.Contains(name) && IsNamedAsClaims((call.Expression as MemberAccessExpressionSyntax)?.Expression)));
                        break;
                    case ObjectCreationExpressionSyntax creation when NameOf(creation.Type) is { } name:
                        Read(creation, signsIn: SigningInTypes.Contains(name), mints: MintedTypes.Contains(name));
                        break;
                    case ImplicitObjectCreationExpressionSyntax creation:
                        Read(creation, signsIn: true, mints: true);
                        break;
                    case AssignmentExpressionSyntax assignment:
                        Read(assignment, signsIn: false, mints: IsNamedAsClaims(assignment.Left));
                        break;
                }
            }
        }

        public bool Mints { get; private set; }

        public bool SignsIn { get; private set; }

        public bool Encrypts { get; }

        private void Read(ExpressionSyntax node, bool signsIn, bool mints)
        {
            signsIn &= !SignsIn;
            mints &= !Mints;
            if ((signsIn || mints) && context.OperationOf(node) is { } operation)
            {
                SignsIn |= signsIn && TokenSinks.SignsIn(operation);
                Mints |= mints && (TokenSinks.Mints(operation) || FillsClaims(operation));
            }
        }

        // descriptor.Subject, Claims = ..., context.IssuedClaims[...]
        private static bool IsNamedAsClaims(ExpressionSyntax? expression) =>
            NameOf(expression is ElementAccessExpressionSyntax element ? element.Expression : expression) is "Subject" or "Claims" or "IssuedClaims";

        private static string? NameOf(ExpressionSyntax? expression) =>
            expression switch
            {
                SimpleNameSyntax name => name.Identifier.ValueText,
                MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
                MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
                QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
                AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
                _ => null,
            };
    }
}
