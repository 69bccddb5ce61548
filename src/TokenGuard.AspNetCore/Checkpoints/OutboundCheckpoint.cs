using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.Http;
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

    private readonly JsonMembers members = new(policy.Facts);
    private readonly string[] allowedHosts = [.. policy.Options.AllowedHosts.Select(Hosts.Of).OfType<string>()];

    public RuntimePolicy Policy => policy;

    public AuthorizationServers Servers => servers;

    /// <summary>Whether tokens may go to a URL by <see cref="TokenGuardOptions.AllowedHosts"/>.</summary>
    public bool IsAllowed(Uri url)
    {
        foreach (var host in allowedHosts)
        {
            if (Hosts.IsOrIsBelow(Hosts.Of(url), host))
            {
                return true;
            }
        }

        return allowedHosts.Length == 0 || servers.Contains(url);
    }

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

    /// <summary>Looks at a client that is made. When that fails its requests are looked at all the same.</summary>
    public void Check(HttpMessageHandlerBuilder builder, HttpClientFactoryOptions options)
    {
        try
        {
            OutboundClientGuard.Check(this, builder, options);
        }
        catch (Exception exception) when (exception is not TokenGuardException)
        {
            reporter.GuardFailed(TokenGuardCheckpoint.OutboundRequest, exception, "the handler of one HTTP client was not checked");
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

    /// <summary>Reports a finding, and puts it right where the rule is enforced; what <paramref name="repair"/> cannot put right is only reported.</summary>
    public void Repair(Finding finding, Func<bool> repair) =>
        reporter.Report(finding, TokenGuardCheckpoint.OutboundRequest, policy.EnforcementOf(finding.Rule, finding.IsInDoubt) == Enforcement.Block && repair() ? TokenGuardAction.Repaired : TokenGuardAction.Reported);

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

        if (request.Content is ByteArrayContent or ReadOnlyMemoryContent && request.Content is { Headers.ContentType.MediaType: { } type } content)
        {
            OutboundTokenGuard.CheckBody(this, url, type, content);
        }
        else if (request.Content is JsonContent json && members.RefreshTokenOf(json) is var (name, token))
        {
            OutboundTokenGuard.CheckMember(this, url, name, token);
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

    /// <summary>The beginning of a body whose bytes lie in memory already; empty where a derived content cannot be read again.</summary>
    public static string ReadStart(HttpContent content)
    {
        var stream = content.ReadAsStream();
        if (!stream.CanSeek)
        {
            return string.Empty;
        }

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
