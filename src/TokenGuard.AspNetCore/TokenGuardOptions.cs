using TokenGuard.Rules;

namespace TokenGuard.AspNetCore;

/// <summary>
/// What TokenGuard enforces and how. Set by code, by the section <c>TokenGuard</c> of the configuration, and, where the analyzers are used too,
/// by their <c>.editorconfig</c>; in this order the first counts.
/// </summary>
public sealed class TokenGuardOptions
{
    /// <summary>How strict all rules are that are not set one by one.</summary>
    public TokenGuardMode Mode { get; set; }

    /// <summary>What is done about each rule, by its id; the others follow <see cref="Mode"/>. To switch one off use <see cref="TurnOff"/>, which asks for a reason.</summary>
    public IDictionary<string, Enforcement> Rules { get; } = new Dictionary<string, Enforcement>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why rules are off, by their id.</summary>
    public IDictionary<string, string> Reasons { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether violations that are found at the start keep the application from starting in development too. Otherwise they are logged there.</summary>
    public bool EnforceStartupInDevelopment { get; set; }

    /// <summary>Called for every violation, but not for those that it causes itself. What it throws is logged and ignored.</summary>
    public Action<TokenGuardViolation>? OnViolation { get; set; }

    /// <summary>The longest time an access token may live. One hour by default.</summary>
    public TimeSpan MaxAccessTokenLifetime { get; set; } = TokenPolicy.Default.MaxAccessTokenLifetime;

    /// <summary>The longest time a refresh token may live. 90 days by default.</summary>
    public TimeSpan MaxRefreshTokenLifetime { get; set; } = TokenPolicy.Default.MaxRefreshTokenLifetime;

    /// <summary>The longest time for which an expired token may still be accepted because clocks differ. Five minutes by default.</summary>
    public TimeSpan MaxClockSkew { get; set; } = TokenPolicy.Default.MaxClockSkew;

    /// <summary>The longest time for which a cookie may keep a user signed in. 30 days by default.</summary>
    public TimeSpan MaxCookieSession { get; set; } = TokenPolicy.Default.MaxCookieSession;

    /// <summary>The smallest RSA key that may sign tokens, in bits. 2048 by default, and never less.</summary>
    public int MinRsaBits { get; set; } = TokenPolicy.Default.MinRsaBits;

    /// <summary>Claim types that are sensitive besides the built-in ones.</summary>
    public IList<string> SensitiveClaims { get; } = [];

    /// <summary>Names of cookies that carry a token besides those recognised by their words.</summary>
    public IList<string> TokenCookieNames { get; } = [];

    /// <summary>Hosts or URLs of authorization servers besides those that the authentication schemes name: refresh tokens may go there.</summary>
    public IList<string> AuthorizationServers { get; } = [];

    /// <summary>Hosts whose APIs take a token from the query, besides those of providers that are known to.</summary>
    public IList<string> AllowedQueryHosts { get; } = [];

    /// <summary>Names that are those of tokens although their words do not say so.</summary>
    public IList<string> AdditionalTokenNames { get; } = [];

    /// <summary>Names that are not those of tokens although their words say so.</summary>
    public IList<string> ExcludedTokenNames { get; } = [];

    /// <summary>Hosts to which requests with a token may go, and those below them. Empty, and they may go to any.</summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>Paths below which tokens may come in the query, such as <c>/hubs</c>, besides those of SignalR.</summary>
    public IList<string> QueryTokenPaths { get; } = [];

    /// <summary>Paths below which refresh tokens may come, besides those whose words say so.</summary>
    public IList<string> RefreshTokenPaths { get; } = [];

    /// <summary>A gateway in front of the application has validated every token already.</summary>
    public bool TrustedFrontProxy { get; set; }

    /// <summary>What is wrong in the configuration; the validator of these options tells.</summary>
    internal List<string> Problems { get; } = [];

    /// <summary>Switches a rule off.</summary>
    /// <param name="ruleId">Its id: <c>TKG3001</c>.</param>
    /// <param name="reason">Why: for whoever reads this later, and for the log.</param>
    public void TurnOff(string ruleId, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(ruleId);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        Rules[ruleId] = Enforcement.Off;
        Reasons[ruleId] = reason;
    }

    internal TokenPolicy ToPolicy() =>
        new(_ => null)
        {
            MaxAccessTokenLifetime = MaxAccessTokenLifetime,
            MaxRefreshTokenLifetime = MaxRefreshTokenLifetime,
            MaxClockSkew = MaxClockSkew,
            MaxCookieSession = MaxCookieSession,
            MinRsaBits = MinRsaBits,
            SensitiveClaims = [.. SensitiveClaims],
            TokenCookieNames = [.. TokenCookieNames],
            AuthorizationServers = [.. AuthorizationServers],
            AllowedQueryHosts = [.. AllowedQueryHosts],
            AdditionalTokenNames = [.. AdditionalTokenNames],
            ExcludedTokenNames = [.. ExcludedTokenNames],
            TrustedFrontProxy = TrustedFrontProxy,
        };
}
