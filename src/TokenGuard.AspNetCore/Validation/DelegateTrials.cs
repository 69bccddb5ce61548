using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TokenGuard.AspNetCore.Validation;

/// <summary>Asks the delegates of validation parameters about what nobody may accept: whoever accepts that checks nothing.</summary>
internal static class DelegateTrials
{
    private const string Stranger = "https://nobody.tokenguard.invalid";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>The members that accepted, and what.</summary>
    public static IEnumerable<(string Member, string Accepts)> AcceptedBy(TokenValidationParameters parameters)
    {
        var text = Forgery();
        var token = new JsonWebToken(text);
        var expired = DateTime.UtcNow.AddYears(-1);
        foreach (var (member, accepts, isAccepted) in new (string, string, Func<bool>?)[]
        {
            (nameof(parameters.SignatureValidator), "a forged token", parameters.SignatureValidator is { } signature ? () => signature(text, parameters) is not null : null),
            (nameof(parameters.SignatureValidatorUsingConfiguration), "a forged token", parameters.SignatureValidatorUsingConfiguration is { } configured ? () => configured(text, parameters, null) is not null : null),
            (nameof(parameters.LifetimeValidator), "a token that has expired a year ago", parameters.LifetimeValidator is { } lifetime ? () => lifetime(expired.AddHours(-1), expired, token, parameters) : null),
            (nameof(parameters.AudienceValidator), "a token for somebody else", parameters.AudienceValidator is { } audience ? () => audience([Stranger], token, parameters) : null),
            (nameof(parameters.IssuerValidator), "a token of somebody else", parameters.IssuerValidator is { } issuer ? () => issuer(Stranger, token, parameters) is not null : null),
            (nameof(parameters.IssuerValidatorUsingConfiguration), "a token of somebody else", parameters.IssuerValidatorUsingConfiguration is { } configuredIssuer ? () => configuredIssuer(Stranger, token, parameters, null) is not null : null),
            (nameof(parameters.AlgorithmValidator), "the algorithm 'none'", parameters.AlgorithmValidator is { } algorithm ? () => algorithm("none", AnyKey(), token, parameters) : null),
            (nameof(parameters.TypeValidator), "a type that does not exist", parameters.TypeValidator is { } type ? () => type("nobody+jwt", token, parameters) is not null : null),
        })
        {
            if (isAccepted is not null && IsAccepted(isAccepted))
            {
                yield return (member, accepts);
            }
        }
    }

    // Elsewhere, because nobody knows what a delegate waits for: one that does not answer is given the benefit of the doubt.
    private static bool IsAccepted(Func<bool> isAccepted)
    {
        var trial = Task.Run(() =>
        {
            try
            {
                return isAccepted();
            }
            catch (Exception)
            {
                return false; // to throw is to refuse
            }
        });
        return trial.Wait(Patience) && trial.Result;
    }

    private static string Forgery()
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        return Encode("""{"alg":"HS256","typ":"JWT"}""")
            + "." + Encode($$"""{"iss":"{{Stranger}}","aud":"{{Stranger}}","sub":"nobody","iat":{{now}},"nbf":{{now}},"exp":{{now + 60}}}""")
            + "." + Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));

        static string Encode(string json) => Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(json));
    }

    private static SymmetricSecurityKey AnyKey() => new(RandomNumberGenerator.GetBytes(32));
}
