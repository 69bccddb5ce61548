#nullable enable
namespace Microsoft.EntityFrameworkCore
{
    public class DbContext { }
    public class DbSet<T> { }
    public class ModelBuilder { public EntityTypeBuilder<T> Entity<T>() => new(); }
    public class EntityTypeBuilder<T> { public PropertyBuilder<P> Property<P>(System.Linq.Expressions.Expression<System.Func<T, P>> property) => new(); }
    public class PropertyBuilder<P> { public void HasConversion(System.Func<P, P> write, System.Func<P, P> read) { } }
}
