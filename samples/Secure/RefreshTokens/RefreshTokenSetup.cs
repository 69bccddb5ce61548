using Microsoft.EntityFrameworkCore;
using TokenGuard.RefreshTokens;

namespace Storefront.RefreshTokens;

public static class RefreshTokenSetup
{
    /// <summary>Adds refresh tokens that work once and are kept as hashes: in memory, or where <c>RefreshTokens:Store</c> says, <c>Sqlite</c> or <c>Redis</c>.</summary>
    public static void AddStorefrontRefreshTokens(this WebApplicationBuilder builder)
    {
        var refreshTokens = builder.Services
            .AddRefreshTokens(options => options.Events.OnReuseDetected = stolen =>
            {
                stolen.Services.GetRequiredService<ILogger<SessionsContext>>().LogWarning("Tell user {UserId} that session {SessionId} was ended: somebody has a copy of its token", stolen.Subject, stolen.Session?.Id);
                return Task.CompletedTask;
            })
            .UseSubjectValidator(services => services.GetRequiredService<UserDirectory>());

        var connection = builder.Configuration.GetConnectionString("RefreshTokens");
        switch (builder.Configuration["RefreshTokens:Store"])
        {
            case "Sqlite":
                builder.Services.AddDbContext<SessionsContext>(options => options.UseSqlite(connection ?? "Data Source=sessions.db"));
                refreshTokens.UseEntityFrameworkCore<SessionsContext>();
                break;
            case "Redis":
                refreshTokens.UseRedis(connection ?? "localhost:6379");
                break;
            case null or "Memory":
                break;
            case var other:
                throw new InvalidOperationException($"RefreshTokens:Store is '{other}'; there are Memory, Sqlite and Redis");
        }
    }

    // A real application has migrations instead.
    public static void CreateSessions(this WebApplication app)
    {
        using var scope = app.Services.CreateScope();
        scope.ServiceProvider.GetService<SessionsContext>()?.Database.EnsureCreated();
    }
}

public sealed class SessionsContext(DbContextOptions<SessionsContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseRefreshTokens();
}
