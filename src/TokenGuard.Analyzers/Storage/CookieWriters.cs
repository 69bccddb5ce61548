using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Analyzers.Flow.Sinks;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Storage;

/// <summary>The calls and assignments that write a cookie.</summary>
internal static class CookieWriters
{
    /// <summary>Words in the name of a class or method that say what a lone <c>token</c> is for.</summary>
    private static readonly HashSet<string> SignInWords = new(StringComparer.Ordinal)
    {
        "auth", "authentication", "authenticate", "authorization", "login", "logon", "signin", "sign", "jwt", "oauth", "identity", "bearer",
    };

    /// <summary>Whether a node looks as if it writes a cookie: by the name of what is called or assigned, before anything is bound.</summary>
    public static bool IsCandidate(SyntaxNode node, SinkNames sinks) =>
        node switch
        {
            InvocationExpressionSyntax call when NameOf(call.Expression) is { } name => sinks.MayReach(name, CookieSinks.Instance) || name is "Append" or "AppendResponseCookie" or "ToString" or "AddCookies" or "Add" or "Set" or "SetCookie"
                or "AppendCookie" or "TryAdd" or "AddHeader" or "AppendHeader" or "TryAddWithoutValidation",
            AssignmentExpressionSyntax assignment => assignment.Left is ElementAccessExpressionSyntax or ImplicitElementAccessSyntax
                || NameOf(assignment.Left) is "SetCookie" or "HttpOnly" or "SecurePolicy" or "SameSite" or "Cookie" or "NonceCookie",
            _ => false,
        };

    /// <summary>The cookies that an operation writes; empty for almost every operation.</summary>
    public static ImmutableArray<TokenCookie> Of(OperationContext context, IOperation operation) =>
        operation switch
        {
            IInvocationOperation call => OfCall(context, call),
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } assignment =>
                CookieHeaders.IsSetCookie(target) ? CookieHeaders.Of(context, assignment, assignment.Value) : CookieRoles.Of(context, assignment, target),
            _ => ImmutableArray<TokenCookie>.Empty,
        };

    private static ImmutableArray<TokenCookie> OfCall(OperationContext context, IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var sinks = CookieSinks.Instance.Of(context).Concat(SinkSummaries.Through(context, CookieSinks.Instance)).ToList();
        if (sinks.Count > 0)
        {
            return sinks.Select(sink => CookieSinks.CookieOf(context, sink)).OfType<TokenCookie>().ToImmutableArray();
        }

        switch (method.Name)
        {
            case "ToString" when call.Instance is { } instance && method.IsMemberOf("Microsoft.Net.Http.Headers.SetCookieHeaderValue"):
                return One(OfObject(context, call, instance, "Microsoft.Net.Http.Headers.SetCookieHeaderValue", unset: false, CookieSameSite.Unset, passesPolicy: true));

            // Web API: the defaults are certain, and there is no SameSite.
            case "AddCookies" when method.IsIn("System.Net.Http"):
                return call.Arguments.SelectMany(argument => ElementsOf(argument.Value))
                    .SelectMany(cookie => One(OfObject(context, call, cookie, "System.Net.Http.Headers.CookieHeaderValue", unset: false, sameSite: null, passesPolicy: true)))
                    .ToImmutableArray();

            case "SetCookie" or "AppendCookie" when method.IsMemberOf("System.Net.HttpListenerResponse") && call.Arguments is [{ Value: var cookie }]:
                return One(OfObject(context, call, cookie, "System.Net.Cookie", unset: false, sameSite: null, passesPolicy: true));

            // ASP.NET: web.config may set the defaults, so that only what the code sets is known.
            case "Add" or "Set" or "SetCookie" or "AppendCookie" when call.Arguments is [{ Value: var cookie }] && cookie.Type.IsOrDerivesFrom("System.Web.HttpCookie"):
                return One(OfObject(context, call, cookie, "System.Web.HttpCookie", unset: null, sameSite: null, passesPolicy: true));

            default:
                return CookieHeaders.IsSetCookie(call) is { } text ? CookieHeaders.Of(context, call, text) : ImmutableArray<TokenCookie>.Empty;
        }
    }

    // A cookie that is an object of its own: its constructor takes name and value.
    private static TokenCookie? OfObject(OperationContext context, IInvocationOperation call, IOperation cookie, string type, bool? unset, CookieSameSite? sameSite, bool passesPolicy)
    {
        if (context.Flow.Creations(cookie) is not [{ Arguments: [{ Value: var nameText }, ..] } creation] || IsExpiring(context.Flow, cookie))
        {
            return null;
        }

        var name = context.Flow.ConstantText(nameText.WithoutConversions());
        var content = context.Flow.Member(cookie, "Value").OnlyValue ?? creation.Arguments.Skip(1).FirstOrDefault()?.Value;
        if ((content is null ? TokenKind.None : KindOf(context.Flow, context.Policy, name, content)) is not { } value)
        {
            return null;
        }

        var read = new CookieObject(context.Flow, cookie, type);
        return new TokenCookie
        {
            Writer = call.Syntax,
            Name = name,
            Value = value,
            Origin = content is null ? TokenValue.Unknown : context.Flow.Classify(content),
            HttpOnly = read.Flag("HttpOnly", unset),
            Secure = read.Flag("Secure", unset),
            SameSite = read.SameSite("SameSite", sameSite),
            Lifetime = CookieLifetime.Of(context.Flow, cookie),
            PassesPolicy = passesPolicy,
        };
    }

    /// <summary>What a cookie's value is known to be; null when it is known to be no token: hashed, protected, constant.</summary>
    public static TokenKind? KindOf(TokenFlow flow, TokenPolicy policy, string? name, IOperation value)
    {
        var known = flow.Classify(value);
        return known switch
        {
            { IsKnown: true, Kind: TokenKind.None } => null,
            _ when known.IsToken(CookieFacts.LeastConfidence(policy)) => known.Kind,
            _ when name is not null && CookieFacts.IsLoneTokenName(name) && (known.IsToken(Confidence.Low) || IsAboutSignIn(value.Syntax)) => TokenKind.AnyToken,
            _ => TokenKind.None,
        };
    }

    private static string? NameOf(ExpressionSyntax expression) =>
        expression switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
            SimpleNameSyntax name => name.Identifier.ValueText,
            _ => null,
        };

    private static bool IsAboutSignIn(SyntaxNode node) =>
        node.Ancestors().Any(ancestor => ancestor switch
        {
            BaseTypeDeclarationSyntax type => IsAboutSignIn(type.Identifier.ValueText),
            MethodDeclarationSyntax method => IsAboutSignIn(method.Identifier.ValueText),
            LocalFunctionStatementSyntax function => IsAboutSignIn(function.Identifier.ValueText),
            _ => false,
        });

    private static bool IsAboutSignIn(string identifier) => IdentifierWords.Split(identifier).Any(SignInWords.Contains);

    /// <summary>Whether a cookie is deleted by the browser, because it ends in the past.</summary>
    public static bool IsExpiring(TokenFlow flow, IOperation instance) =>
        (flow.Member(instance, "MaxAge").OnlyValue is { } age && flow.LongestDuration(age) <= TimeSpan.Zero)
        || (flow.Member(instance, "Expires").OnlyValue is { } expires
            && (flow.LongestTimeFromNow(expires.WithoutConversions()) < TimeSpan.Zero
                || flow.Origin(expires.WithoutConversions()) is IFieldReferenceOperation { Field.Name: "MinValue" or "UnixEpoch" }));

    private static ImmutableArray<IOperation> ElementsOf(IOperation collection) =>
        collection.WithoutConversions() is IArrayCreationOperation { Initializer: { } elements } ? elements.ElementValues : ImmutableArray<IOperation>.Empty;

    private static ImmutableArray<TokenCookie> One(TokenCookie? cookie) =>
        cookie is null ? ImmutableArray<TokenCookie>.Empty : ImmutableArray.Create(cookie);
}
