using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using TokenGuard.RefreshTokens;

namespace Microsoft.EntityFrameworkCore;

/// <summary>Adds the table of refresh tokens to a model.</summary>
public static class RefreshTokenModelBuilderExtensions
{
    private const int SessionIdLength = 22;
    private const int NameLength = 256;
    private const int DataLength = 2048;
    private const int HashLength = 32;
    private const int SealedLength = 60;

    /// <summary>Adds the table <c>RefreshTokenFamilies</c>, one row a session; a migration creates it like every other. Points of time are Unix milliseconds.</summary>
    /// <param name="model">The model of the application.</param>
    /// <param name="table">The name of the table.</param>
    /// <param name="schema">Its schema, or null for that of the model.</param>
    public static ModelBuilder UseRefreshTokens(this ModelBuilder model, string table = "RefreshTokenFamilies", string? schema = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(table);
        return model.Entity<RefreshTokenFamily>(family =>
        {
            family.ToTable(table, schema);
            family.HasKey(row => row.SessionId);
            family.Property(row => row.SessionId).HasMaxLength(SessionIdLength).IsFixedLength().IsUnicode(false);
            family.Property(row => row.Subject).HasMaxLength(NameLength);
            family.Property(row => row.ClientId).HasMaxLength(NameLength);
            family.Property(row => row.KeyThumbprint).HasMaxLength(NameLength).IsUnicode(false);
            family.Property(row => row.Data).HasMaxLength(DataLength);
            family.Property(row => row.SubjectStamp).HasMaxLength(HashLength);
            family.Property(row => row.TokenHash).HasMaxLength(HashLength);
            family.Property(row => row.PreviousTokenHash).HasMaxLength(HashLength);
            family.Property(row => row.SealedSuccessor).HasMaxLength(SealedLength);
            foreach (var property in family.Metadata.GetProperties())
            {
                if (property.ClrType == typeof(DateTimeOffset) || property.ClrType == typeof(DateTimeOffset?))
                {
                    // In place of what the application has for all points of time (ConfigureConventions).
                    property.SetProviderClrType(null);
                    property.SetColumnType(null);
                    property.SetPrecision(null);
                    property.SetValueConverter(UnixMilliseconds);
                }
            }

            family.HasIndex(row => row.Subject);
            family.HasIndex(row => row.ClientId);
            family.HasIndex(row => row.IdleExpiresAt);
            family.HasIndex(row => row.SuccessorUntil);
        });
    }

    // Every database orders and compares numbers alike; of DateTimeOffset not all do.
    private static readonly ValueConverter<DateTimeOffset, long> UnixMilliseconds = new(time => time.ToUnixTimeMilliseconds(), milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
}
