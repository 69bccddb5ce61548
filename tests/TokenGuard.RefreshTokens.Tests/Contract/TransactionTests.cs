using System.Transactions;
using Microsoft.Extensions.DependencyInjection;

namespace TokenGuard.RefreshTokens.Tests.Contract;

public class TransactionTests(Servers servers) : StoreTests(servers)
{
    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_transaction_that_is_rolled_back_brings_nothing_back(StoreKind kind)
    {
        await using var application = Start(kind);
        var (rotated, revoked) = (await application.SignInAsync(), await application.SignInAsync());
        string issued, successor;
        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            issued = await application.SignInAsync();
            successor = await application.RotateAsync(rotated);
            Assert.True(await application.Service.RevokeAsync(revoked));
        }

        Assert.Equal(RefreshTokenFailure.Revoked, await application.RefusedAsync(revoked));
        await application.RotateAsync(issued);
        await application.RotateAsync(successor);
        Assert.Equal(RefreshTokenFailure.Reused, await application.RefusedAsync(rotated));
    }

    [ServerFact("postgres")]
    public async Task A_transaction_on_the_context_of_the_caller_is_not_taken_part_in()
    {
        await using var application = Start(StoreKind.PostgreSql);
        var token = await application.SignInAsync();
        var successor = await InTransactionAsync(application, () => application.RotateAsync(token));
        await application.RotateAsync(successor);
    }

    // SQLite has one writer: the transaction of the caller keeps us out.
    [Fact]
    public async Task In_a_transaction_on_SQLite_nothing_is_accepted_and_nothing_is_lost()
    {
        await using var application = Start(StoreKind.Sqlite);
        var token = await application.SignInAsync();
        var exception = await InTransactionAsync(application, () => Assert.ThrowsAsync<RefreshTokenStoreException>(() => application.RotateAsync(token)));
        Assert.Equal("The store of refresh tokens 'EF Core, ShopContext' cannot answer: SqliteException", exception.Message);
        await application.RotateAsync(token);
    }

    private static async Task<T> InTransactionAsync<T>(Application application, Func<Task<T>> call)
    {
        await using var scope = application.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<ShopContext>();
        await using var transaction = await context.Database.BeginTransactionAsync();
        var result = await call();
        await transaction.RollbackAsync();
        return result;
    }
}
