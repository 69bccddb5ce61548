using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace TokenGuard.RefreshTokens.Tests.Identity;

/// <summary>Users of ASP.NET Core Identity: what happens to one ends the sessions at their next use.</summary>
public sealed class IdentityTests : IAsyncLifetime
{
    private const string Password = "Correct-Horse-7";

    private readonly Application application = Application.Start(null, StoreKind.Sqlite, build: builder =>
    {
        builder.Services.AddAuthentication();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddIdentityCore<IdentityUser>(options => options.SignIn.RequireConfirmedEmail = true).AddEntityFrameworkStores<ShopContext>().AddSignInManager().AddDefaultTokenProviders();
        builder.UseIdentity<IdentityUser>();
    });

    private string userId = string.Empty;

    public async Task InitializeAsync()
    {
        var user = new IdentityUser { UserName = "ada", Email = "ada@example.com", EmailConfirmed = true, LockoutEnabled = true };
        await WithUsersAsync(async users => Assert.True((await users.CreateAsync(user, Password)).Succeeded));
        userId = user.Id;
    }

    public async Task DisposeAsync() => await application.DisposeAsync();

    [Fact]
    public async Task A_user_who_stays_the_same_stays_signed_in()
    {
        var token = await application.SignInAsync(userId);
        for (var i = 0; i < 3; i++)
        {
            token = await application.RotateAsync(token);
        }
    }

    [Fact]
    public Task A_new_password_ends_the_sessions() => EndsAsync(async (users, user) => await users.ChangePasswordAsync(user, Password, "Another-Horse-8"));

    [Fact]
    public Task A_reset_password_ends_the_sessions() => EndsAsync(async (users, user) => await users.ResetPasswordAsync(user, await users.GeneratePasswordResetTokenAsync(user), "Another-Horse-8"));

    [Fact]
    public Task A_new_security_stamp_ends_the_sessions() => EndsAsync((users, user) => users.UpdateSecurityStampAsync(user));

    [Fact]
    public Task A_lock_out_ends_the_sessions() => EndsAsync((users, user) => users.SetLockoutEndDateAsync(user, DateTimeOffset.MaxValue), maySignInAgain: false);

    [Fact]
    public Task A_user_who_may_not_sign_in_any_more_has_no_sessions() =>
        EndsAsync(
            async (users, user) =>
            {
                user.EmailConfirmed = false;
                return await users.UpdateAsync(user);
            },
            maySignInAgain: false);

    [Fact]
    public Task A_user_who_is_gone_has_no_sessions() => EndsAsync((users, user) => users.DeleteAsync(user), maySignInAgain: false);

    [Fact]
    public async Task Nobody_gets_a_session_who_is_no_user() =>
        Assert.Equal(RefreshTokenFailure.SubjectRefused, (await application.Service.IssueAsync(new("nobody"))).Failure);

    // Sessions that began afterwards go on.
    private async Task EndsAsync(Func<UserManager<IdentityUser>, IdentityUser, Task<IdentityResult>> change, bool maySignInAgain = true)
    {
        var token = await application.RotateAsync(await application.SignInAsync(userId));
        await WithUsersAsync(async users => Assert.True((await change(users, (await users.FindByIdAsync(userId))!)).Succeeded));
        Assert.Equal(RefreshTokenFailure.SubjectRefused, await application.RefusedAsync(token));
        Assert.Equal(RefreshTokenFailure.Revoked, await application.RefusedAsync(token));
        if (maySignInAgain)
        {
            await application.RotateAsync(await application.SignInAsync(userId));
        }
        else
        {
            Assert.Equal(RefreshTokenFailure.SubjectRefused, (await application.Service.IssueAsync(new(userId))).Failure);
        }
    }

    private async Task WithUsersAsync(Func<UserManager<IdentityUser>, Task> action)
    {
        await using var scope = application.Services.CreateAsyncScope();
        await action(scope.ServiceProvider.GetRequiredService<UserManager<IdentityUser>>());
    }
}
