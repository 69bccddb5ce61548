using System.Collections.Immutable;
using System.Globalization;

namespace TokenGuard.Rules.Facts;

/// <summary>What the settings of an application mean for its tokens.</summary>
internal static class AppSettings
{
    private const string Prefix = "appsettings";
    private const string Extension = ".json";

    /// <summary>The environments in which nobody else's tokens are at stake.</summary>
    private static readonly string[] Development = ["development", "dev", "local", "localhost", "test", "testing", "tests", "debug", "e2e", "integration", "integrationtest", "integrationtests"];

    /// <summary>One of these in a section or name, and it is about tokens.</summary>
    private static readonly HashSet<string> TokenWords = Words("jwt token tokens bearer auth authentication authorization identity oauth oidc openid");

    /// <summary>The checks that libraries and applications read from settings.</summary>
    private static readonly HashSet<string> Checks = new(StringComparer.OrdinalIgnoreCase)
    {
        "ValidateIssuer", "ValidateAudience", "ValidateLifetime", "RequireSignedTokens", "RequireExpirationTime", "RequireAudience",
    };

    /// <summary>What <c>Authentication:Schemes:*</c> binds; other names there change nothing.</summary>
    private static readonly HashSet<string> BoundChecks = new(StringComparer.OrdinalIgnoreCase) { "ValidateIssuer", "ValidateAudience" };

    private static readonly HashSet<string> Addresses = new(StringComparer.OrdinalIgnoreCase) { "Authority", "AuthorityUrl", "AuthorityUri", "MetadataAddress", "MetadataUrl" };

    /// <summary>Names that say by themselves that the value is the secret of a client or the key that signs tokens.</summary>
    private static readonly string[] SecretNames =
        ["clientsecret", "appsecret", "consumersecret", "signingkey", "signingsecret", "symmetricsecuritykey", "jwtkey", "jwtsecret", "jwtsecretkey", "jwtsecuritykey", "tokenkey", "tokensecret", "tokensecretkey"];

    /// <summary>Names that say so in a section about tokens.</summary>
    private static readonly HashSet<string> NamesInTokenSection = Words("key secret secretkey securitykey privatekey signkey symmetrickey encryptionkey");

    /// <summary>Sections that are about the application as a whole.</summary>
    private static readonly HashSet<string> GeneralSections = new(StringComparer.OrdinalIgnoreCase) { "AppSettings", "AppConfiguration", "AppConfig", "AppOptions", "ApplicationSettings", "Settings" };

    private static readonly string[] FileEndings = [".pem", ".pfx", ".p12", ".key", ".json", ".xml", ".crt", ".cer", ".jwk"];

    private static readonly string[] LifetimeWords = ["expir", "expiry", "expire", "expires", "expiration", "lifetime", "validity", "duration", "ttl"];

    /// <summary>Other things that expire.</summary>
    private static readonly HashSet<string> OtherLifetimes =
        Words("cookie session password reset confirm confirmation verification code otp email invite invitation cache skew clock lockout lock key keys certificate rotation device");

    private const int MinimumSecretLength = 8;

    /// <summary>More than a TimeSpan of any framework is sure to hold is no lifetime.</summary>
    private const double MaxSeconds = 1e11;

    /// <summary>Whether a file of this name holds settings.</summary>
    public static bool IsSettingsFile(string fileName) =>
        fileName.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
        && fileName.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)
        && (fileName.Length == Prefix.Length + Extension.Length || fileName[Prefix.Length] == '.');

    /// <summary>Whether the settings are those of a developer's machine or of tests.</summary>
    public static bool IsForDevelopment(string fileName)
    {
        var environment = fileName.Substring(Prefix.Length, fileName.Length - Prefix.Length - Extension.Length).TrimStart('.');
        return Development.Contains(environment.Split('.')[0].ToLowerInvariant());
    }

    /// <summary>Whether the user said that a setting, or the section that it stands in, is not to be reported.</summary>
    public static bool IsExcluded(string path, TokenPolicy policy) =>
        policy.ExcludedSettings.Any(excluded =>
            excluded == "*"
            || string.Equals(path, excluded, StringComparison.OrdinalIgnoreCase)
            || path.StartsWith(excluded + ":", StringComparison.OrdinalIgnoreCase));

    /// <summary>What a setting switches off, as what is wrong and what to do; null when nothing.</summary>
    public static (string Mistake, string Remedy)? Weakness(Setting setting)
    {
        var (section, name) = Parts(setting.Path);
        if (string.Equals(setting.Value, "false", StringComparison.OrdinalIgnoreCase))
        {
            if (string.Equals(name, "RequireHttpsMetadata", StringComparison.OrdinalIgnoreCase))
            {
                return ("is false, so that the keys that verify tokens may be fetched over plain HTTP", "remove it, or move it to the settings for development");
            }

            return Checks.Contains(name) && IsRead(section, name) ? ("is false, so that a token is accepted without this check", "remove it, or set it to true") : null;
        }

        return setting.IsText && Addresses.Contains(name) && Urls.IsPublicHttp(setting.Value)
            ? ("is an address over plain HTTP, where others can replace the keys that verify tokens", "use https")
            : null;
    }

    /// <summary>Whether a setting is a client secret, or a key that signs tokens.</summary>
    public static bool IsSecret(Setting setting)
    {
        if (!setting.IsText || setting.Value.Length < MinimumSecretLength)
        {
            return false;
        }

        var (section, name) = Parts(setting.Path);
        return NamesSecret(section, string.Concat(IdentifierWords.Split(name)))
            && !SecretText.IsPlaceholder(setting.Value)
            && !FileEndings.Any(ending => setting.Value.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            && !setting.Value.StartsWith("-----BEGIN PUBLIC", StringComparison.Ordinal)
            && !setting.Value.StartsWith("-----BEGIN CERT", StringComparison.Ordinal);
    }

    /// <summary>How long a setting lets tokens live, and whether they are refresh tokens; null when it does not say, or its unit is unknown.</summary>
    public static (TimeSpan Lifetime, bool IsRefresh)? Lifetime(Setting setting)
    {
        var words = setting.Path.Split(':').SelectMany(part => IdentifierWords.Split(part)).ToImmutableArray();
        var name = IdentifierWords.Split(Parts(setting.Path).Name);
        if (!name.Any(word => LifetimeWords.Contains(word)) || !words.Any(IsTokenWord) || words.Any(OtherLifetimes.Contains))
        {
            return null;
        }

        var lifetime = double.TryParse(setting.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var count)
            ? Unit(name[name.Length - 1]) is { } seconds && count > 0 && count * seconds < MaxSeconds ? TimeSpan.FromSeconds(count * seconds) : (TimeSpan?)null
            : setting.IsText && setting.Value.Contains(":") && TimeSpan.TryParse(setting.Value, CultureInfo.InvariantCulture, out var time) ? time : null;
        return lifetime is { } known ? (known, words.Contains("refresh")) : null;
    }

    private static bool NamesSecret(ImmutableArray<string> section, string name)
    {
        if (SecretNames.Any(known => name.EndsWith(known, StringComparison.Ordinal)))
        {
            return true;
        }

        var isRoot = section.Length == 0 || (section.Length == 1 && GeneralSections.Contains(section[0]));
        return (NamesInTokenSection.Contains(name) && IsAboutTokens(section))
            || (isRoot && name is "secret")
            || (name is "token" && isRoot && section.Length == 1)
            || (name is "value" && section.Any(part => part.StartsWith("SigningKey", StringComparison.OrdinalIgnoreCase)));
    }

    // What stands below Authentication:Schemes is bound by the framework, which knows fewer names.
    private static bool IsRead(ImmutableArray<string> section, string name) =>
        section.Length > 1 && string.Equals(section[0], "Authentication", StringComparison.OrdinalIgnoreCase) && string.Equals(section[1], "Schemes", StringComparison.OrdinalIgnoreCase)
            ? BoundChecks.Contains(name)
            : IsAboutTokens(section);

    private static bool IsAboutTokens(ImmutableArray<string> section) => section.Any(part => IdentifierWords.Split(part).Any(IsTokenWord));

    private static bool IsTokenWord(string word) => TokenWords.Contains(word) || word.StartsWith("jwt", StringComparison.Ordinal);

    private static double? Unit(string word) =>
        word switch
        {
            "second" or "seconds" or "sec" or "secs" => 1,
            "minute" or "minutes" or "min" or "mins" => 60,
            "hour" or "hours" or "hrs" => 3600,
            "day" or "days" => 86400,
            _ => null,
        };

    private static (ImmutableArray<string> Section, string Name) Parts(string path)
    {
        var parts = path.Split(':').ToImmutableArray();
        return (parts.RemoveAt(parts.Length - 1), parts[parts.Length - 1]);
    }

    private static HashSet<string> Words(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
