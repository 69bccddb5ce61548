using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace TokenGuard.RefreshTokens.Tests.Infrastructure;

/// <summary>The model of an application with users of its own, to which refresh tokens are added.</summary>
internal sealed class ShopContext(DbContextOptions<ShopContext> options) : IdentityDbContext<IdentityUser>(options)
{
    public DbSet<RefreshTokenFamily> Families => Set<RefreshTokenFamily>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.UseRefreshTokens();
    }
}
