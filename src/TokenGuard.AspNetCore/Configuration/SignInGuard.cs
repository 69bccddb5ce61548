using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using TokenGuard.AspNetCore.Checkpoints;
using TokenGuard.AspNetCore.Violations;
using TokenGuard.Rules.Configuration;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Leakage;

namespace TokenGuard.AspNetCore.Configuration;

/// <summary>TKG7003, TKG7004, TKG7005, TKG7007, TKG5007: how schemes talk to the authorization server, and what they keep of it.</summary>
internal static class SignInGuard
{
    public static void Check(StartupContext context)
    {
        foreach (var scheme in context.Schemes)
        {
            switch (scheme.Options)
            {
                case JwtBearerOptions bearer:
                    CheckMetadata(context, scheme, bearer.RequireHttpsMetadata, bearer.MetadataAddress ?? bearer.Authority);
                    break;
                case OpenIdConnectOptions signIn:
                    CheckMetadata(context, scheme, signIn.RequireHttpsMetadata, signIn.MetadataAddress ?? signIn.Authority);
                    CheckFlow(context, scheme, signIn);
                    CheckCookie(context, scheme, signIn.NonceCookie, nameof(signIn.NonceCookie));
                    CheckRemote(context, scheme, signIn);
                    break;
                case OAuthOptions oauth:
                    // Derived options, such as those of Google, know better; and many a server that only speaks OAuth does not know PKCE.
                    if (!oauth.UsePkce && oauth.GetType() == typeof(OAuthOptions))
                    {
                        context.Add(new Finding(PkceDisabled.Definition, $"'UsePkce' of {scheme.Subject} is false", "set it to true") { IsInDoubt = true });
                    }

                    CheckRemote(context, scheme, oauth);
                    break;
            }
        }
    }

    // Within a cluster there may be no HTTPS; without a fixed address the application may set the keys itself.
    private static void CheckMetadata(StartupContext context, SchemeOptions scheme, bool isHttpsRequired, string? address)
    {
        if (!isHttpsRequired && !context.Environment.IsDevelopment())
        {
            context.Add(new Finding(HttpsMetadataNotRequired.Definition, $"'RequireHttpsMetadata' of {scheme.Subject} is false", "the keys that verify tokens may be fetched", "leave it true, except in development")
            {
                IsInDoubt = address is null || !Urls.IsHttpOnInternet(address),
            });
        }
    }

    private static void CheckFlow(StartupContext context, SchemeOptions scheme, OpenIdConnectOptions options)
    {
        var responseType = options.ResponseType ?? string.Empty;
        if (SignIns.AskForAccessToken(responseType))
        {
            context.Add(new Finding(ImplicitFlow.Definition, $"'ResponseType' of {scheme.Subject} asks for an access token in a redirect", "ask for a code"));
        }
        else if (responseType == "id_token" && !string.IsNullOrEmpty(options.ClientSecret))
        {
            context.Add(new Finding(ImplicitFlow.Definition, $"'ResponseType' of {scheme.Subject} is 'id_token', so that neither the client secret nor PKCE is used", "ask for a code") { IsInDoubt = true });
        }

        if (!options.UsePkce && SignIns.AskForCode(responseType))
        {
            context.Add(new Finding(PkceDisabled.Definition, $"'UsePkce' of {scheme.Subject} is false", "set it to true"));
        }

        foreach (var (member, value) in new[] { ("RequireNonce", options.ProtocolValidator.RequireNonce), ("RequireState", options.ProtocolValidator.RequireState) })
        {
            if (!value)
            {
                context.Add(new Finding(NonceOrStateDisabled.Definition, $"'{member}' of {scheme.Subject} is false, so that an answer to another request is accepted", "leave it true"));
            }
        }
    }

    private static void CheckRemote(StartupContext context, SchemeOptions scheme, RemoteAuthenticationOptions options)
    {
        CheckCookie(context, scheme, options.CorrelationCookie, nameof(options.CorrelationCookie));
        if (options.SaveTokens && context.Schemes.FirstOrDefault(other => other.Name == options.SignInScheme)?.Options is CookieAuthenticationOptions { SessionStore: null })
        {
            context.Add(new Finding(SaveTokensInCookie.Definition)
            {
                Text = $"'SaveTokens' of {scheme.Subject} is true and its sign-in scheme has no 'SessionStore', so that the cookie holds the tokens; keep them on the server",
            });
        }
    }

    private static void CheckCookie(StartupContext context, SchemeOptions scheme, CookieBuilder cookie, string member)
    {
        if (cookie.SecurePolicy == CookieSecurePolicy.None)
        {
            context.Add(new Finding(NonceOrStateDisabled.Definition, $"'{member}' of {scheme.Subject} is sent over plain HTTP too, where others can read and set it", "leave its 'SecurePolicy'"));
        }
    }
}
