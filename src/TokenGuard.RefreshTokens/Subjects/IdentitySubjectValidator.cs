using Microsoft.AspNetCore.Identity;

namespace TokenGuard.RefreshTokens.Subjects;

/// <summary>The user of ASP.NET Core Identity with the subject as its id: it exists, may sign in, is not locked out, and has the security stamp that it had.</summary>
/// <remarks>A new password, a changed second factor and <c>UpdateSecurityStampAsync</c> change the stamp.</remarks>
internal sealed class IdentitySubjectValidator<TUser>(SignInManager<TUser> signIn) : IRefreshSubjectValidator
    where TUser : class
{
    public async ValueTask<string?> GetStampAsync(string subject, CancellationToken cancellationToken)
    {
        var users = signIn.UserManager;
        return await users.FindByIdAsync(subject) is not { } user
            || !await signIn.CanSignInAsync(user)
            || (users.SupportsUserLockout && await users.IsLockedOutAsync(user)) ? null
            : users.SupportsUserSecurityStamp ? await users.GetSecurityStampAsync(user)
            : string.Empty;
    }
}
