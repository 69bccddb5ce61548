using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using TokenGuard.Analyzers.Flow;

namespace TokenGuard.Analyzers.Issuing;

/// <summary>Where tokens leave the application: which calls make a JWT, and what they make it from.</summary>
internal static class Issuance
{
    public const string JwtHandler = "System.IdentityModel.Tokens.Jwt.JwtSecurityTokenHandler";
    public const string JsonHandler = "Microsoft.IdentityModel.JsonWebTokens.JsonWebTokenHandler";
    public const string AnyHandler = "Microsoft.IdentityModel.Tokens.SecurityTokenHandler";

    private static readonly string[] MakingCalls = ["CreateToken", "CreateEncodedJwt", "CreateJwtSecurityToken"];

    private static readonly string[] ReadingVerbs = ["Read", "Parse", "Decode", "Validate", "Deserialize"];

    /// <summary>Whether a call is one of a library's methods that make a JWT of what they are given; handlers of SAML tokens do not.</summary>
    public static bool MakesToken(IInvocationOperation call, TokenFlow flow) =>
        call.TargetMethod is { Name: "CreateToken" or "CreateEncodedJwt" or "CreateJwtSecurityToken" } method
        && (IsDeclaredBy(method, JwtHandler) || IsDeclaredBy(method, JsonHandler) || (IsDeclaredBy(method, AnyHandler) && call.Instance is { } handler && IsJwtHandler(handler, flow)))
        && !IsHandedOn(call);

    // base.CreateToken(payload): a handler of the project, whose callers say what the token is.
    private static bool IsHandedOn(IInvocationOperation call) =>
        call is { Instance.Syntax: BaseExpressionSyntax, Arguments: [{ Value: var given }, ..] } && given.WithoutConversions() is IParameterReferenceOperation;

    /// <summary>The calls around an operation that make a JWT of a <c>SecurityTokenDescriptor</c>, with that argument; of a new descriptor, only the calls that may get it.</summary>
    public static IEnumerable<(IInvocationOperation Call, IOperation Descriptor)> CallsWithDescriptor(IOperation around, TokenFlow flow)
    {
        var calls = flow.FactOf(around, static (body, flow) => new DescribedCalls(body, flow));
        return around is IObjectCreationOperation ? calls.ByOrigin[around.Syntax] : calls.All;
    }

    /// <summary>
    /// Whether a descriptor lacks a member where it is used, because of <paramref name="cause"/>: it was made and the member is set nowhere,
    /// or this value was written to it, and all are null.
    /// </summary>
    public static bool Lacks(TokenFlow flow, IOperation descriptor, string member, IOperation cause)
    {
        var state = flow.Member(descriptor, member);
        return cause is IObjectCreationOperation
            ? state.IsUnset && flow.MayBe(descriptor, cause)
            : state is { IsUnknown: false, MayBeUnset: false } && state.Values.Any(value => value.Syntax == cause.Syntax) && state.Values.All(value => flow.IsNull(value));
    }

    /// <summary>The names of the claims that a descriptor is given by its claims and its subject.</summary>
    public static EntryNames ClaimsOf(TokenFlow flow, IOperation descriptor)
    {
        var claims = EntryNames.None;
        foreach (var name in new[] { "Claims", "Subject" })
        {
            var member = flow.Member(descriptor, name);
            claims = claims with { IsComplete = claims.IsComplete && !member.IsUnknown };
            foreach (var value in member.Values)
            {
                claims = claims.And(flow.Entries(value));
            }

            foreach (var creation in member.Creations)
            {
                claims = claims.And(flow.EntriesAddedTo(creation, name));
            }
        }

        return claims;
    }

    /// <summary>The value that an assignment writes to a member of a <c>SecurityTokenDescriptor</c>, in its initialiser or later.</summary>
    public static IOperation? ValueWritten(IOperation assignment, string member) =>
        assignment is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { ContainingType.Name: "SecurityTokenDescriptor" } property }, Value: var value }
        && property.Name == member
        && property.IsMemberOf("Microsoft.IdentityModel.Tokens.SecurityTokenDescriptor")
            ? value
            : null;

    /// <summary>Whether a <c>JwtSecurityToken</c> is written as text, or handed to the caller as a token to be written.</summary>
    public static bool IsIssued(IObjectCreationOperation token, TokenFlow flow) => IssuedIn(token, flow).Tokens.Contains(token.Syntax);

    /// <summary>Whether a <c>JwtHeader</c> or <c>JwtPayload</c> becomes part of a token that is issued.</summary>
    public static bool IsPartOfIssued(IObjectCreationOperation part, TokenFlow flow) => IssuedIn(part, flow).Parts.Contains(part.Syntax);

    /// <summary>The argument of a parameter, written or default; null when there is no such parameter.</summary>
    public static IArgumentOperation? ArgumentOf(ImmutableArray<IArgumentOperation> arguments, string parameter) =>
        arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter);

    /// <summary>Where to report a missing or null argument: at the argument where it is written, else at <c>new X</c> or the name of the method.</summary>
    public static Location PlaceOf(IOperation operation, IArgumentOperation? argument = null) =>
        argument is { IsImplicit: false, ArgumentKind: ArgumentKind.Explicit }
            ? argument.Syntax.GetLocation()
            : operation.Syntax switch
            {
                ObjectCreationExpressionSyntax creation => Location.Create(creation.SyntaxTree, TextSpan.FromBounds(creation.SpanStart, creation.Type.Span.End)),
                ImplicitObjectCreationExpressionSyntax creation => creation.NewKeyword.GetLocation(),
                InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name.GetLocation(),
                InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax access } => access.Name.GetLocation(),
                InvocationExpressionSyntax call => call.Expression.GetLocation(),
                var syntax => syntax.GetLocation(),
            };

    // Validators and readers make a token of the one that they are given; so do lambdas, which are mostly SignatureValidators.
    private static bool ReturnsWhatWasRead(SyntaxNode returned) =>
        returned.FirstAncestorOrSelf<SyntaxNode>(node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MethodDeclarationSyntax) switch
        {
            AnonymousFunctionExpressionSyntax => true,
            LocalFunctionStatementSyntax function => IsReader(function.Identifier.ValueText),
            MethodDeclarationSyntax method => IsReader(method.Identifier.ValueText),
            _ => false,
        };

    private static bool IsReader(string method) => ReadingVerbs.Any(verb => method.StartsWith(verb, StringComparison.Ordinal));

    private static IssuedObjects IssuedIn(IOperation operation, TokenFlow flow) => flow.FactOf(operation, static (body, flow) => new IssuedObjects(body, flow));

    private static bool IsDeclaredBy(IMethodSymbol method, string type) => method.ContainingType.HasMetadataName(type);

    private static bool IsJwtHandler(IOperation handler, TokenFlow flow) =>
        flow.Origin(handler)?.Type is { } type && (type.IsOrDerivesFrom(JwtHandler) || type.IsOrDerivesFrom(JsonHandler));

    /// <summary>The calls of a body that make a JWT of a descriptor.</summary>
    private sealed class DescribedCalls
    {
        // At once: the flow of the first who asks may be cancelled when the next one does.
        public DescribedCalls(Body body, TokenFlow flow)
        {
            All = MakingCalls
                .SelectMany(body.Calls)
                .Where(call => call.Arguments is [{ Parameter.Name: "tokenDescriptor" }] && MakesToken(call, flow))
                .OrderBy(call => call.Syntax.SpanStart)
                .Select(call => (call, call.Arguments[0].Value))
                .ToImmutableArray();
            ByOrigin = All.SelectMany(call => flow.Origins(call.Descriptor).Select(origin => (origin.Syntax, call))).ToLookup(pair => pair.Syntax, pair => pair.call);
        }

        public ImmutableArray<(IInvocationOperation Call, IOperation Descriptor)> All { get; }

        /// <summary>By the expressions that the descriptor may come from.</summary>
        public ILookup<SyntaxNode, (IInvocationOperation Call, IOperation Descriptor)> ByOrigin { get; }
    }

    /// <summary>The <c>new</c> expressions of a body whose objects become tokens for others.</summary>
    private sealed class IssuedObjects
    {
        public IssuedObjects(Body body, TokenFlow flow)
        {
            foreach (var operation in body.Operations)
            {
                var issued = operation switch
                {
                    IInvocationOperation { TargetMethod: { Name: "WriteToken" } method, Arguments: [var argument] } when method.IsMemberOf(AnyHandler) => argument.Value,
                    IReturnOperation { ReturnedValue: { } returned } when !ReturnsWhatWasRead(returned.Syntax) => returned,
                    _ => null,
                };
                Tokens.UnionWith(issued is null ? [] : flow.Origins(issued).Select(origin => origin.Syntax));
            }

            foreach (var token in body.Operations.OfType<IObjectCreationOperation>())
            {
                if (token is { Constructor.ContainingType.Name: "JwtSecurityToken", Arguments: [var header, var payload] } && Tokens.Contains(token.Syntax))
                {
                    Parts.UnionWith(flow.Origins(header.Value).Concat(flow.Origins(payload.Value)).Select(origin => origin.Syntax));
                }
            }
        }

        public HashSet<SyntaxNode> Tokens { get; } = [];

        public HashSet<SyntaxNode> Parts { get; } = [];
    }
}
