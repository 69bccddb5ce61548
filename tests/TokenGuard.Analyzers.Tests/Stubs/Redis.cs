#nullable enable
namespace StackExchange.Redis
{
    public readonly struct RedisKey
    {
        public static implicit operator RedisKey(string? key) => default;
    }

    public readonly struct RedisValue
    {
        public static implicit operator RedisValue(string? value) => default;
        public static implicit operator RedisValue(int value) => default;
    }

    public interface IDatabaseAsync
    {
        Task<bool> StringSetAsync(RedisKey key, RedisValue value, TimeSpan? expiry = null);
    }

    public interface IDatabase : IDatabaseAsync
    {
        bool StringSet(RedisKey key, RedisValue value, TimeSpan? expiry = null);
    }
}
