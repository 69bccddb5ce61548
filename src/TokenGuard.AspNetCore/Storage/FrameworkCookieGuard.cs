using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Session;
using Microsoft.Extensions.DependencyInjection;
using TokenGuard.AspNetCore.Checkpoints;
using TokenGuard.AspNetCore.Violations;
using TokenGuard.Rules.Configuration;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Storage;

namespace TokenGuard.AspNetCore.Storage;

/// <summary>TKG3001, TKG3002, TKG3003, TKG7008: the cookies that the framework itself writes, which sign a user in.</summary>
internal static class FrameworkCookieGuard
{
    /// <summary>That a browser has passed the second factor is remembered by a cookie that signs nobody in.</summary>
    private const string SecondFactor = "TwoFactor";

    public static void Check(StartupContext context)
    {
        foreach (var scheme in context.Schemes)
        {
            if (scheme.Options is not CookieAuthenticationOptions options)
            {
                continue;
            }

            Check(context, options.Cookie, $"The authentication cookie of {scheme.Subject}", "the user's sign-in");
            if (TokenLifetimes.IsTooLongSession(options.ExpireTimeSpan, context.Policy) && !scheme.Name.Contains(SecondFactor, StringComparison.Ordinal))
            {
                context.Add(new Finding(LongCookieSession.Definition, scheme.Member("ExpireTimeSpan"), TokenLifetimes.Describe(context.Policy.MaxCookieSession)));
            }
        }

        if (context.Services.GetService<ISessionStore>() is not null && context.OptionsOf<SessionOptions>() is { } session)
        {
            Check(context, session.Cookie, "The session cookie", "the key to the user's session", isSecureExpected: false);
        }
    }

    // That Secure is as the request is (the default of authentication), or never is (that of sessions), nobody has chosen.
    private static void Check(StartupContext context, CookieBuilder cookie, string subject, string content, bool isSecureExpected = true)
    {
        var isSecure = cookie.SecurePolicy != CookieSecurePolicy.None;
        var flaws = CookieFacts.Judge(name: null, TokenKind.AnyToken, cookie.HttpOnly, isSecure || !isSecureExpected, SameSiteOf(cookie.SameSite, isSecure), context.Policy);
        if ((flaws & CookieFlaws.NotHttpOnly) != 0)
        {
            context.Add(new Finding(TokenCookieNotHttpOnly.Definition, subject, content, "HttpOnly"));
        }

        if ((flaws & CookieFlaws.NotSecure) != 0)
        {
            context.Add(new Finding(TokenCookieNotSecure.Definition, subject, content, "SecurePolicy to Always"));
        }

        if ((flaws & CookieFlaws.CrossSite) != 0)
        {
            context.Add(new Finding(TokenCookieCrossSite.Definition, subject, content, "SameSite to Strict or Lax"));
        }
    }

    // An explicit Unspecified is a decision.
    private static CookieSameSite? SameSiteOf(SameSiteMode mode, bool isSecure) =>
        mode switch
        {
            SameSiteMode.None when !isSecure => CookieSameSite.None,
            _ => null,
        };
}
