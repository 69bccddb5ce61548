using System.Collections.Immutable;

namespace TokenGuard.Rules;

/// <summary>What a user can tune: limits and word lists, each by a key <c>tokenguard.&lt;key&gt;</c>.</summary>
internal sealed class TokenPolicy
{
    /// <summary>What stands before every key.</summary>
    public const string Prefix = "tokenguard.";

    /// <summary>Keys, without prefix, that mean nothing to a running application.</summary>
    public static readonly ImmutableArray<string> BuildKeys = ImmutableArray.Create("confidence", "defer_to_netanalyzers", "excluded_settings");

    /// <param name="read">The text of a key, without prefix, or null when it is not set.</param>
    public TokenPolicy(Func<string, string?> read)
    {
        var reader = new PolicyReader(read);
        MaxAccessTokenLifetime = reader.Duration("max_access_token_lifetime", TimeSpan.FromHours(1));
        MinRsaBits = reader.Number("min_rsa_bits", 2048, 2048, 16384);
        MaxClockSkew = reader.Duration("max_clock_skew", TimeSpan.FromMinutes(5));
        MaxRefreshTokenLifetime = reader.Duration("max_refresh_token_lifetime", TimeSpan.FromDays(90));
        MaxCookieSession = reader.Duration("max_cookie_session", TimeSpan.FromDays(30));
        SensitiveClaims = reader.List("sensitive_claims");
        TokenCookieNames = reader.List("token_cookie_names");
        AuthorizationServers = reader.List("authorization_servers");
        AllowedQueryHosts = reader.List("allowed_query_hosts");
        AdditionalTokenNames = reader.List("additional_token_names");
        ExcludedTokenNames = reader.List("excluded_token_names");
        ExcludedSettings = reader.List("excluded_settings");
        TrustedFrontProxy = reader.Flag("trusted_front_proxy", false);
        Confidence = reader.Choice("confidence", ReportedConfidence.Normal);
        DeferToNetAnalyzers = reader.Flag("defer_to_netanalyzers", false);
        Keys = reader.Keys;
        Problems = reader.Problems;
    }

    /// <summary>The policy of a project that sets nothing.</summary>
    public static TokenPolicy Default { get; } = new(_ => null);

    /// <summary>The longest time an access token may live. One hour by default: RFC 6750 section 5.3.</summary>
    public TimeSpan MaxAccessTokenLifetime { get; init; }

    /// <summary>The smallest RSA key that may sign. 2048 bits, which no policy can lower: RFC 7518 section 3.3.</summary>
    public int MinRsaBits { get; init; }

    /// <summary>The longest time for which an expired token may still be accepted because clocks differ. Five minutes by default, as in the libraries.</summary>
    public TimeSpan MaxClockSkew { get; init; }

    /// <summary>The longest time a refresh token may live. 90 days by default.</summary>
    public TimeSpan MaxRefreshTokenLifetime { get; init; }

    /// <summary>The longest time for which a cookie may keep a user signed in. 30 days by default.</summary>
    public TimeSpan MaxCookieSession { get; init; }

    /// <summary>Claim types that are sensitive besides the built-in ones.</summary>
    public ImmutableArray<string> SensitiveClaims { get; init; }

    /// <summary>Names of cookies that carry a token besides those recognised by their words.</summary>
    public ImmutableArray<string> TokenCookieNames { get; init; }

    /// <summary>Hosts or URLs of authorization servers: refresh tokens may go there.</summary>
    public ImmutableArray<string> AuthorizationServers { get; init; }

    /// <summary>Hosts whose APIs take a token from the query.</summary>
    public ImmutableArray<string> AllowedQueryHosts { get; init; }

    /// <summary>Identifiers that hold a token although their words do not say so.</summary>
    public ImmutableArray<string> AdditionalTokenNames { get; init; }

    /// <summary>Identifiers that hold no token although their words say so.</summary>
    public ImmutableArray<string> ExcludedTokenNames { get; init; }

    /// <summary>Settings and sections, by their paths, of which nothing is reported; <c>*</c> is all of a file.</summary>
    public ImmutableArray<string> ExcludedSettings { get; }

    /// <summary>A gateway in front of the application has validated every token already.</summary>
    public bool TrustedFrontProxy { get; init; }

    /// <summary>How sure a finding must be to be reported.</summary>
    public ReportedConfidence Confidence { get; }

    /// <summary>Leave to CA5404 and CA5405 what they report too.</summary>
    public bool DeferToNetAnalyzers { get; }

    /// <summary>Every key there is, without prefix.</summary>
    public ImmutableArray<string> Keys { get; }

    /// <summary>The values that could not be read; their defaults apply.</summary>
    public ImmutableArray<PolicyProblem> Problems { get; }
}

/// <summary>How sure a finding must be to be reported.</summary>
internal enum ReportedConfidence
{
    /// <summary>Sure enough for the severity of its rule.</summary>
    Normal,

    /// <summary>Weaker evidence too.</summary>
    Low,
}
