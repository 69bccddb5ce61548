using Microsoft.IdentityModel.Tokens;

namespace TokenGuard.AspNetCore;

/// <summary>Issues access tokens that keep the rules: signed by a fit key, with an end, and with nothing in them that must not be read. That the issuer or the audience is missing is reported.</summary>
public interface ITokenIssuer
{
    /// <summary>
    /// Signs an access token (RFC 9068). What is missing and can be told is filled in: the type <c>at+jwt</c>, an ID, and an expiry within the
    /// policy. <paramref name="descriptor"/> stays as it is.
    /// </summary>
    /// <param name="descriptor">What it says, and how it is signed.</param>
    /// <exception cref="TokenGuardException">It breaks a rule that is enforced.</exception>
    string Issue(SecurityTokenDescriptor descriptor);
}
