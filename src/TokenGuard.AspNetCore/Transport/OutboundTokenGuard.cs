using System.Text.RegularExpressions;
using TokenGuard.AspNetCore.Checkpoints;
using TokenGuard.AspNetCore.Policy;
using TokenGuard.AspNetCore.Violations;
using TokenGuard.Rules.Configuration;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Transport;

namespace TokenGuard.AspNetCore.Transport;

/// <summary>TKG4001, TKG4003, TKG4005, TKG4006, TKG4008, TKG7006: how a token leaves, and where to.</summary>
internal static partial class OutboundTokenGuard
{
    private const string Form = "application/x-www-form-urlencoded";

    /// <summary>A token that is sent in the right way; only the place may be wrong.</summary>
    public static void Check(OutboundCheckpoint checkpoint, Uri url, CarriedToken token)
    {
        if (IsPlain(url))
        {
            // Within a cluster the network itself may encrypt.
            checkpoint.Report(new Finding(TokenOverHttp.Definition, $"The token in {token.Carrier} of a request to '{SafeText.Name(url.Host)}' is")
            {
                IsInDoubt = !token.IsCertain || !Urls.IsHttpOnInternet(url.AbsoluteUri),
                Token = token.Value,
            });
        }

        if (token.Kind == TokenKind.Refresh && !checkpoint.Servers.MayGetRefreshTokens(url))
        {
            checkpoint.Report(new Finding(RefreshTokenToResourceServer.Definition, $"The refresh token in {token.Carrier} of a request to '{SafeText.Name(url.Host)}'")
            {
                IsInDoubt = !token.IsCertain || !checkpoint.Servers.AreKnown,
                Token = token.Value,
            });
        }

        if (token.IsCertain && !checkpoint.IsAllowed(url))
        {
            checkpoint.Report(new Finding(TokenToUnboundHost.Definition)
            {
                Text = $"A token in {token.Carrier} was to be sent to '{SafeText.Name(url.Host)}', which is not among 'AllowedHosts'; add the host, or look at who chose the URL",
                Token = token.Value,
            });
        }
    }

    public static void CheckHeader(OutboundCheckpoint checkpoint, Uri url, TokenParameter header)
    {
        if (CustomHeaders.IsForToken(header.Name))
        {
            checkpoint.Report(new Finding(TokenInCustomHeader.Definition, $"A token for '{SafeText.Name(url.Host)}'", SafeText.Name(header.Name)) { Token = header.Value });
        }

        Check(checkpoint, url, new CarriedToken($"header '{SafeText.Name(header.Name)}'", header.Value, header.Kind, header.IsCertain));
    }

    public static void CheckQuery(OutboundCheckpoint checkpoint, Uri url, List<TokenParameter> parameters)
    {
        var belongsThere = UrlTokens.TakesTokens(Hosts.Of(url), checkpoint.Policy.Facts) || UrlTokens.IsForTokens(url.AbsolutePath);
        foreach (var parameter in parameters)
        {
            if (!belongsThere && (parameter.IsCertain || !UrlTokens.IsLink(url.AbsolutePath)))
            {
                checkpoint.Report(new Finding(TokenInUrl.Definition, $"'{SafeText.Name(parameter.Name)}' of a request to '{SafeText.Name(url.Host)}'", UrlTokens.PlaceFor(parameter.Kind)) { IsInDoubt = !parameter.IsCertain, Token = parameter.Value });
            }

            Check(checkpoint, url, new CarriedToken($"parameter '{SafeText.Name(parameter.Name)}'", parameter.Value, parameter.Kind, parameter.IsCertain));
        }
    }

    /// <summary>Looks at forms, and at what JSON says of refresh tokens; other bodies are not read.</summary>
    public static void CheckBody(OutboundCheckpoint checkpoint, Uri url, string mediaType, HttpContent content)
    {
        if (mediaType.Equals(Form, StringComparison.OrdinalIgnoreCase))
        {
            var form = OutboundCheckpoint.ReadStart(content);
            foreach (var field in Parameters.TokensIn(form, checkpoint.Policy.Facts) ?? [])
            {
                Check(checkpoint, url, new CarriedToken($"field '{SafeText.Name(field.Name)}'", field.Value, field.Kind, field.IsCertain));
            }

            if (Parameters.Has(form, "grant_type", "password"))
            {
                checkpoint.Report(new Finding(PasswordGrant.Definition, $"'grant_type' is 'password' in a request to '{SafeText.Name(url.Host)}'"));
            }
        }
        else if (mediaType.EndsWith("json", StringComparison.OrdinalIgnoreCase) && RefreshTokenInJson().Match(OutboundCheckpoint.ReadStart(content)) is { Success: true } match)
        {
            CheckMember(checkpoint, url, match.Groups[1].Value, match.Groups[2].Value);
        }
    }

    /// <summary>A refresh token in JSON.</summary>
    public static void CheckMember(OutboundCheckpoint checkpoint, Uri url, string name, string token) =>
        Check(checkpoint, url, new CarriedToken($"member '{SafeText.Name(name)}'", token, TokenKind.Refresh, IsCertain: true));

    private static bool IsPlain(Uri url) => url.Scheme is "http" or "ws" && !url.IsLoopback;

    [GeneratedRegex("\"(refresh_?token)\"\\s*:\\s*\"([^\"]+)\"", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RefreshTokenInJson();
}
