using Microsoft.Extensions.DependencyInjection;

namespace TokenGuard.RefreshTokens.Tests.Contract;

public class SubjectValidatorTests(Servers servers) : StoreTests(servers)
{
    private string? stamp = "1";
    private bool isDown;
    private Action? onAsked;

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_new_stamp_ends_the_sessions_that_began_before(StoreKind kind)
    {
        await using var application = StartWithValidator(kind);
        var (before, other) = (await application.SignInAsync(), await application.SignInAsync());
        before = await application.RotateAsync(before);
        stamp = "2";
        var after = await application.SignInAsync();
        Assert.Equal(RefreshTokenFailure.SubjectRefused, await application.RefusedAsync(before));
        Assert.Equal(RefreshTokenFailure.Revoked, await application.RefusedAsync(before));
        await application.RotateAsync(after);
        stamp = "1";
        Assert.Equal(RefreshTokenFailure.Revoked, await application.RefusedAsync(before));
        await application.RotateAsync(other);
        Assert.Equal((0, 1), (application.Told("reuse"), application.Told("revoked")));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_subject_that_may_not_sign_in_gets_no_token(StoreKind kind)
    {
        await using var application = StartWithValidator(kind);
        var token = await application.SignInAsync();
        stamp = null;
        Assert.Equal(RefreshTokenFailure.SubjectRefused, (await application.Service.IssueAsync(new("ada"))).Failure);
        Assert.Equal(RefreshTokenFailure.SubjectRefused, await application.RefusedAsync(token));
        Assert.Empty(await application.Service.ListSessionsAsync("ada"));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_validator_that_cannot_answer_uses_no_token_up(StoreKind kind)
    {
        await using var application = StartWithValidator(kind);
        var token = await application.SignInAsync();
        isDown = true;
        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<IOException>(() => application.Service.RotateAsync(token).AsTask());
            application.Time.Advance(TimeSpan.FromMinutes(1));
        }

        isDown = false;
        await application.RotateAsync(token);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_validator_is_asked_of_tokens_only_that_would_be_accepted(StoreKind kind)
    {
        await using var application = StartWithValidator(kind);
        var first = await application.SignInAsync();
        await application.RotateAsync(await application.RotateAsync(first));
        isDown = true;
        Assert.Equal(RefreshTokenFailure.Reused, await application.RefusedAsync(first));
        Assert.Equal(RefreshTokenFailure.Revoked, await application.RefusedAsync(first));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Two_tabs_get_the_same_successor(StoreKind kind)
    {
        await using var application = StartWithValidator(kind);
        var token = await application.SignInAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => application.RotateAsync(token))));
        Assert.Single(results.Distinct());
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_slow_validator_takes_nothing_from_the_leeway(StoreKind kind)
    {
        await using var application = StartWithValidator(kind);
        var token = await application.SignInAsync();
        onAsked = () => application.Time.Advance(TimeSpan.FromMinutes(1));
        var successor = await application.RotateAsync(token);
        onAsked = null;
        Assert.Equal(successor, await application.RotateAsync(token));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Who_hangs_up_while_the_validator_is_asked_uses_no_token_up(StoreKind kind)
    {
        await using var application = StartWithValidator(kind);
        var token = await application.SignInAsync();
        using var hangUp = new CancellationTokenSource();
        onAsked = hangUp.Cancel;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => application.Service.RotateAsync(token, default, hangUp.Token).AsTask());
        onAsked = null;
        application.Time.Advance(TimeSpan.FromMinutes(1));
        await application.RotateAsync(token);
    }

    private Application StartWithValidator(StoreKind kind) => Start(kind, build: builder => builder.UseSubjectValidator(_ => new Validator(this)));

    private sealed class Validator(SubjectValidatorTests test) : IRefreshSubjectValidator
    {
        public ValueTask<string?> GetStampAsync(string subject, CancellationToken cancellationToken)
        {
            test.onAsked?.Invoke();
            return test.isDown ? throw new IOException("The users cannot be read") : new(test.stamp);
        }
    }
}
