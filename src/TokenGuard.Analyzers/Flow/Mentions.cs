using System.Collections.Immutable;

namespace TokenGuard.Analyzers.Flow;

/// <summary>
/// What stands in every file in which a rule can find something, as a part of a word and without its first letter, which may be a capital:
/// a rule looks at nothing where it does not stand. An alias stands for the name of its type.
/// </summary>
internal static class Mentions
{
    public const string Token = "oken";
    public const string Refresh = "efresh";
    public const string RefreshInCapitals = "EFRESH";
    public const string Claim = "laim";
    public const string Cookie = "ookie";
    public const string SecurityKey = "ecurityKey";
    public const string Secret = "ecret";
    public const string Authentication = "uth";
    public const string Identity = "dentity";
    public const string OpenId = "penId";
    public const string Grant = "rant";
    public const string Pkce = "kce";
    public const string Validator = "alidator";
    public const string ClockSkew = "lockSkew";
    public const string HttpsMetadata = "ttpsMetadata";
    public const string JwtText = "eyJ";
    public const string RefreshTokenText = "tgr_";
    public const string Jwt = "wt";
    public const string JwtInCapitals = "WT";
    public const string Hmac = "MAC";
    public const string Pii = "Pii";
    public const string PiiInCapitals = "PII";
    public const string SecurityArtifact = "ecurityArtifact";
    public const string SensitiveData = "ensitiveData";
    public const string HttpLogging = "ttpLogging";
    public const string W3CLogger = "3CLogger";
    public const string W3CLogging = "3CLogging";
    public const string LoggedHeaders = "oggedHeaders";
    public const string RequestHeaders = "equestHeaders";
    public const string ResponseHeaders = "esponseHeaders";
    public const string SaveTokens = "aveTokens";
    public const string SessionStore = "essionStore";
    public const string TicketStore = "icketStore";
    public const string Registry = "egistry";
    public const string EnvironmentVariable = "nvironmentVariable";
    public const string Credentials = "redentials";
    public const string Certificate = "ertificate";

    /// <summary>Of whatever issues or reads tokens.</summary>
    public static readonly ImmutableArray<string> OfTokens = ImmutableArray.Create(Token, Jwt, JwtInCapitals);

    /// <summary>Of whatever has to do with refresh tokens.</summary>
    public static readonly ImmutableArray<string> OfRefreshTokens = ImmutableArray.Create(Refresh, RefreshInCapitals);

    /// <summary>Of whatever sets authentication up. The last ones stand alone where options are given from another file.</summary>
    public static readonly ImmutableArray<string> OfSetup = OfTokens.AddRange(Authentication, Identity, OpenId, Grant, Pkce, ClockSkew, HttpsMetadata);

    /// <summary>Of whatever says what libraries log.</summary>
    public static readonly ImmutableArray<string> OfLoggingSetup =
        ImmutableArray.Create(Pii, PiiInCapitals, SecurityArtifact, SensitiveData, HttpLogging, W3CLogger, W3CLogging, LoggedHeaders, RequestHeaders, ResponseHeaders);

    /// <summary>Of tokens that are written in the code.</summary>
    public static readonly ImmutableArray<string> OfLiteralTokens = ImmutableArray.Create(JwtText, RefreshTokenText);

    /// <summary>Of whatever reads from the header of a token which key to use (RFC 7515 section 4.1).</summary>
    public static readonly ImmutableArray<string> OfHeaderKeys = ImmutableArray.Create("jku", "Jku", "jwk", "Jwk", "x5u", "X5u", "x5c", "X5c", "kid", "Kid", "KeyResolver");

    private static readonly string[] All =
    [
        Token, Refresh, RefreshInCapitals, Claim, Cookie, SecurityKey, Secret, Authentication, Identity, OpenId, Grant, Pkce, Validator, ClockSkew, HttpsMetadata, JwtText, RefreshTokenText, Jwt, JwtInCapitals, Hmac,
        Pii, PiiInCapitals, SecurityArtifact, SensitiveData, HttpLogging, W3CLogger, W3CLogging, LoggedHeaders, RequestHeaders, ResponseHeaders,
        SaveTokens, SessionStore, TicketStore, Registry, EnvironmentVariable, Credentials, Certificate, .. OfHeaderKeys,
    ];

    /// <summary>The bits of some of them.</summary>
    public static ulong BitsOf(IEnumerable<string> mentions) => mentions.Aggregate(0UL, (bits, mention) => bits | BitOf(mention));

    private static ulong BitOf(string mention) => Array.IndexOf(All, mention) is >= 0 and var index ? 1UL << index : throw new ArgumentException($"'{mention}' is not looked for.", nameof(mention));

    /// <summary>The bits of those that are part of a word; that an operation can be cancelled is no token.</summary>
    public static ulong In(string word)
    {
        var bits = 0UL;
        if (word.EndsWith("ancellationToken", StringComparison.Ordinal) || word.EndsWith("ancellationTokenSource", StringComparison.Ordinal))
        {
            return bits;
        }

        for (var i = 0; i < All.Length; i++)
        {
            bits |= word.IndexOf(All[i], StringComparison.Ordinal) >= 0 ? 1UL << i : 0;
        }

        return bits;
    }
}
