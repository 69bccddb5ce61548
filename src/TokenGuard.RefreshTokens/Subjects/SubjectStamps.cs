using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace TokenGuard.RefreshTokens.Subjects;

/// <summary>Asks the validator of the application, in a scope of its own: what a request has loaded before may be old.</summary>
internal sealed class SubjectStamps(IServiceScopeFactory scopes)
{
    /// <summary>SHA-256 of the stamp; null when the subject may have no session.</summary>
    public async ValueTask<byte[]?> OfAsync(string subject, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var stamp = await scope.ServiceProvider.GetRequiredService<IRefreshSubjectValidator>().GetStampAsync(subject, cancellationToken);
        return stamp is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(stamp));
    }
}
