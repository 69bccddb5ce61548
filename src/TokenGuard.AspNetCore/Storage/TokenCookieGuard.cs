using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using TokenGuard.AspNetCore.Violations;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Storage;

namespace TokenGuard.AspNetCore.Storage;

/// <summary>
/// TKG3001 to TKG3005, TKG3012: the cookies of a response, as browsers will read them. What is missing is appended to the text as it stands:
/// nothing else of it is changed, and no other cookie.
/// </summary>
internal static class TokenCookieGuard
{
    private static readonly string[] Hints = ["token", "jwt", "eyJ", "tgr_"];

    /// <summary>Looks at all cookies of a response; says whether one carries a token.</summary>
    public static bool Check(HttpContext context, TokenPolicy policy, ViolationReporter reporter)
    {
        var headers = context.Response.Headers.SetCookie;
        string?[]? changed = null;
        var setsToken = false;
        for (var i = 0; i < headers.Count; i++)
        {
            if (headers[i] is { } header && MayCarryToken(header, policy) && Judge(context, header, policy, reporter) is { } judged)
            {
                setsToken |= judged.CarriesToken;
                if (!ReferenceEquals(judged.Text, header))
                {
                    // A copy: the array may be one that the application uses again.
                    (changed ??= [.. headers])[i] = judged.Text;
                }
            }
        }

        if (changed is not null)
        {
            context.Response.Headers.SetCookie = new StringValues(Array.FindAll(changed, header => header is not null));
        }

        return setsToken;
    }

    // Cheap: most cookies end here.
    private static bool MayCarryToken(string header, TokenPolicy policy)
    {
        foreach (var hint in Hints)
        {
            if (header.Contains(hint, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return HasOneOf(policy.TokenCookieNames, header) || HasOneOf(policy.AdditionalTokenNames, header);
    }

    private static bool HasOneOf(ImmutableArray<string> names, string header)
    {
        foreach (var name in names)
        {
            if (header.Contains(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    // The text that leaves, null for none; null where nothing was a token.
    private static (string? Text, bool CarriesToken)? Judge(HttpContext context, string header, TokenPolicy policy, ViolationReporter reporter)
    {
        if (SetCookieText.Parse(header) is not { } cookie)
        {
            // Browsers ignore both, but something on the way may read what has control characters.
            return header.Any(char.IsControl) ? (RefuseUnreadable(context, header, reporter), false) : null;
        }

        var value = cookie.Value.Trim('"');
        var shape = TokenText.IsOurRefreshToken(value) ? TokenKind.Refresh : TokenText.FindToken(value, 0).Length > 0 ? TokenKind.AnyToken : TokenKind.None;
        var name = CookieFacts.KindOf(cookie.Name, TokenKind.None, policy) == TokenKind.None ? PlainName(cookie.Name) : cookie.Name;
        var kind = CookieFacts.KindOf(name, shape, policy);

        // A cookie that is taken back carries nothing.
        if (kind == TokenKind.None || value.Length == 0 || CookieLifetime.Of(cookie) <= TimeSpan.Zero)
        {
            return null;
        }

        var report = new CookieReport(context, reporter, cookie, kind, value);
        var flaws = CookieFacts.Judge(name, shape, cookie.HttpOnly, cookie.Secure, cookie.SameSite, policy);
        var missing = string.Empty;
        if ((flaws & CookieFlaws.NotHttpOnly) != 0 && report.IsRepaired(TokenCookieNotHttpOnly.Definition, "HttpOnly"))
        {
            missing += "; HttpOnly";
        }

        if ((flaws & CookieFlaws.NotSecure) != 0 && report.IsRepaired(TokenCookieNotSecure.Definition, "Secure", isInDoubt: IsPlainHttpAtHome(context.Request)))
        {
            missing += "; Secure";
        }

        if ((flaws & CookieFlaws.WithoutSameSite) != 0 && report.IsRepaired(TokenCookieWithoutSameSite.Definition, "SameSite"))
        {
            missing += "; SameSite=Lax";
        }

        var isRefused = (flaws & CookieFlaws.CrossSite) != 0 && report.IsRefused(TokenCookieCrossSite.Definition, "SameSite to Strict or Lax");
        isRefused |= IsKeptTooLong(report, cookie, kind, shape, policy) | ReachesTooFar(report, cookie, kind);
        return (isRefused ? null : missing.Length == 0 ? header : header + missing, true);
    }

    // ASP.NET Core reads access%5Ftoken as it does access_token, and writes a long cookie in parts: that holds "chunks-2" then, access_tokenC1 the first half.
    private static string PlainName(string name)
    {
        name = name.Contains('%') ? Uri.UnescapeDataString(name) : name;
        var stem = name.AsSpan().TrimEnd("0123456789");
        return stem.Length < name.Length && stem is [.., 'C'] ? name[..(stem.Length - 1)] : name;
    }

    private static string? RefuseUnreadable(HttpContext context, string header, ViolationReporter reporter) =>
        reporter.Report(
            new Finding(TokenCookieNotHttpOnly.Definition) { Text = "A 'Set-Cookie' header with control characters looks like that of a token cookie; write it with 'Response.Cookies.Append'" },
            TokenGuardCheckpoint.SetCookie,
            TokenGuardAction.Blocked,
            context.GetEndpoint()) is { Action: TokenGuardAction.Blocked } ? null : header;

    private static bool IsKeptTooLong(CookieReport report, SetCookieText cookie, TokenKind kind, TokenKind shape, TokenPolicy policy)
    {
        // A JWT is an access token, unless something else is said.
        var forLifetime = kind == TokenKind.AnyToken && shape == TokenKind.AnyToken ? TokenKind.Access : kind;
        var longest = CookieFacts.MaxLifetime(forLifetime, policy);
        return CookieLifetime.Of(cookie) > longest
            && report.IsRefused(LongLivedTokenCookie.Definition, TokenLifetimes.Describe(longest), TokenLifetimes.Describe(CookieFacts.SuggestedLifetime(forLifetime, policy)));
    }

    private static bool ReachesTooFar(CookieReport report, SetCookieText cookie, TokenKind kind)
    {
        var flaws = CookieFacts.JudgeScope(cookie.Name, kind, !string.IsNullOrEmpty(cookie.LastValue("Domain")), cookie.LastValue("Path"));
        return ((flaws & CookieScopeFlaws.Domain) != 0 && report.IsRefused(TokenCookieScope.Definition, "is sent to every host of its domain", "leave 'Domain' unset"))
            | ((flaws & CookieScopeFlaws.Path) != 0 && report.IsRefused(TokenCookieScope.Definition, "is sent with every request", "set 'Path' to the endpoint that takes it"))
            | ((flaws & CookieScopeFlaws.Prefix) != 0 && report.IsRefused(TokenCookieScope.Definition, "can be set by other hosts of its domain, and over plain HTTP", "let its name begin with '__Host-' or '__Secure-'"));
    }

    // A browser that came over HTTP does not keep a Secure cookie: on a developer's machine or within a company that would end a sign-in that works.
    private static bool IsPlainHttpAtHome(HttpRequest request) =>
        !request.IsHttps
        && !request.Headers["X-Forwarded-Proto"].ToString().Contains("https", StringComparison.OrdinalIgnoreCase)
        && !Urls.IsHttpOnInternet("http://" + request.Host.Value);

    /// <summary>Reports what is wrong with one cookie.</summary>
    private sealed class CookieReport(HttpContext context, ViolationReporter reporter, SetCookieText cookie, TokenKind kind, string value)
    {
        public bool IsRepaired(RuleDefinition rule, string advice, bool isInDoubt = false) => Report(rule, TokenGuardAction.Repaired, isInDoubt, advice);

        public bool IsRefused(RuleDefinition rule, params string[] arguments) => Report(rule, TokenGuardAction.Blocked, false, arguments);

        private bool Report(RuleDefinition rule, TokenGuardAction enforced, bool isInDoubt, params string[] arguments) =>
            reporter.Report(
                new Finding(rule, [$"Cookie '{SafeText.Name(cookie.Name)}'", CookieFacts.Describe(kind), .. arguments]) { IsInDoubt = isInDoubt, Token = value },
                TokenGuardCheckpoint.SetCookie,
                enforced,
                context.GetEndpoint()) is { Action: not TokenGuardAction.Reported };
    }
}
