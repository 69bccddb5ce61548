using System.Net.Http.Headers;
using System.Text;
using TokenGuard.AspNetCore.Policy;
using TokenGuard.AspNetCore.Transport;
using TokenGuard.AspNetCore.Violations;
using TokenGuard.Rules.Facts;

namespace TokenGuard.AspNetCore.Checkpoints;

/// <summary>Looks at every request that a client of <see cref="IHttpClientFactory"/> sends, after all its handlers have added what they add.</summary>
internal sealed class OutboundCheckpoint(RuntimePolicy policy, ViolationReporter reporter, AuthorizationServers servers)
{
    private const int MaxBody = 64 * 1024;
    private const string Authorization = "Authorization";

    public RuntimePolicy Policy => policy;

    public AuthorizationServers Servers => servers;

    /// <summary>Throws for a request that is refused.</summary>
    public void Check(HttpRequestMessage request)
    {
        try
        {
            Inspect(request);
        }
        catch (Exception exception) when (exception is not TokenGuardException)
        {
            reporter.GuardFailed(TokenGuardCheckpoint.OutboundRequest, exception, "one request was refused");
            if (policy.Options.Mode != TokenGuardMode.Report)
            {
                throw new TokenGuardException($"TokenGuard has refused a request to '{SafeText.Name(request.RequestUri?.Host)}', because its check has failed with {exception.GetType().Name}.", []);
            }
        }
    }

    /// <summary>Reports a finding, and refuses the request where the rule is enforced.</summary>
    public void Report(Finding finding)
    {
        if (reporter.Report(finding, TokenGuardCheckpoint.OutboundRequest, TokenGuardAction.Blocked) is { Action: TokenGuardAction.Blocked } violation)
        {
            throw new TokenGuardException(violation);
        }
    }

    /// <summary>Reports a finding that was put right, unless its rule is not enforced: then it is left as it is.</summary>
    public bool MayRepair(Finding finding) =>
        reporter.Report(finding, TokenGuardCheckpoint.OutboundRequest, TokenGuardAction.Repaired) is { Action: TokenGuardAction.Repaired };

    private void Inspect(HttpRequestMessage request)
    {
        if (request.RequestUri is not { IsAbsoluteUri: true } url)
        {
            return;
        }

        foreach (var header in request.Headers.NonValidated)
        {
            if (header.Key.Equals(Authorization, StringComparison.OrdinalIgnoreCase))
            {
                // Put together of scheme and token each time it is asked for.
                var text = header.Value.ToString();
                if (TokenIn(text) is var start and > 0)
                {
                    OutboundTokenGuard.Check(this, url, new CarriedToken("the 'Authorization' header", text, TokenText.IsOurRefreshToken(text, start) ? TokenKind.Refresh : TokenKind.Access, IsCertain: true) { Start = start });
                }
            }
            else if (MayNameToken(header.Key) && Parameters.Of(header.Key, header.Value.ToString(), policy.Facts) is { } named)
            {
                OutboundTokenGuard.CheckHeader(this, url, named);
            }
        }

        if (Parameters.TokensIn(QueryOf(url), policy.Facts) is { } parameters)
        {
            OutboundTokenGuard.CheckQuery(this, url, parameters);
        }

        if (request.Content is ByteArrayContent { Headers.ContentType.MediaType: { } type } content)
        {
            OutboundTokenGuard.CheckBody(this, url, type, content);
        }
    }

    // Bearer and DPoP carry tokens; Basic and the like do not. Where the token begins, or 0.
    private static int TokenIn(string text)
    {
        var start = text.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? "Bearer ".Length : text.StartsWith("DPoP ", StringComparison.OrdinalIgnoreCase) ? "DPoP ".Length : 0;
        while (start > 0 && start < text.Length && text[start] == ' ')
        {
            start++;
        }

        return start;
    }

    // Uri.Query puts together a text of its own.
    private static ReadOnlySpan<char> QueryOf(Uri url)
    {
        var text = url.OriginalString.AsSpan();
        var fragment = text.IndexOf('#');
        text = fragment < 0 ? text : text[..fragment];
        var query = text.IndexOf('?');
        return query < 0 ? [] : text[(query + 1)..];
    }

    private static bool MayNameToken(string header) =>
        header.Contains("token", StringComparison.OrdinalIgnoreCase) || header.Contains("jwt", StringComparison.OrdinalIgnoreCase);

    /// <summary>The beginning of a body whose bytes lie in memory already, and can be read again.</summary>
    public static string ReadStart(ByteArrayContent content)
    {
        var stream = content.ReadAsStream();
        stream.Position = 0;
        var bytes = new byte[Math.Min(stream.Length, MaxBody)];
        stream.ReadExactly(bytes);
        stream.Position = 0;
        return Encoding.UTF8.GetString(bytes);
    }
}

/// <summary>A token that a request carries.</summary>
/// <param name="Carrier">What carries it, for messages.</param>
/// <param name="Text">The token, with what stands before it.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="IsCertain">Whether there is no doubt that it is one.</param>
internal readonly record struct CarriedToken(string Carrier, string Text, TokenKind Kind, bool IsCertain)
{
    /// <summary>Where it begins in its text.</summary>
    public int Start { get; init; }

    /// <summary>The token alone: only violations ask for it.</summary>
    public string Value => Start == 0 ? Text : Text[Start..].Trim();

    public override string ToString() => Carrier;
}
