namespace TokenGuard.RefreshTokens;

/// <summary>Says whether a subject may have sessions, and which of them have to end.</summary>
/// <remarks>Asked when a session begins and at each use of its token, before the token is replaced. What it throws goes to the caller, and the token still works.</remarks>
public interface IRefreshSubjectValidator
{
    /// <summary>A text that changes when the sessions that began before have to end: a version, a security stamp.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The text, of which the session keeps a hash; an empty one where there is none; null when the subject may have no session.</returns>
    ValueTask<string?> GetStampAsync(string subject, CancellationToken cancellationToken);
}
