namespace TokenGuard.RefreshTokens.Redis;

/// <summary>What Redis does in one step. The letters are those of <see cref="FamilyFields"/>.</summary>
internal static class RedisScripts
{
    /// <summary>Keys: family. Arguments: its time to live, then names and values.</summary>
    public const string Create = """
        if redis.call('EXISTS', KEYS[1]) == 1 then
            return redis.error_reply('ERR the session exists already')
        end
        redis.call('HSET', KEYS[1], unpack(ARGV, 2))
        redis.call('PEXPIRE', KEYS[1], ARGV[1])
        return 1
        """;

    /// <summary>Keys: family, successor. Returns the fields and the successor, or nothing.</summary>
    public const string Find = """
        local fields = redis.call('HGETALL', KEYS[1])
        if #fields == 0 then
            return false
        end
        return {fields, redis.call('GET', KEYS[2])}
        """;

    /// <summary>
    /// The condition is <see cref="RefreshTokenRotation.AppliesTo"/>, the step <see cref="RefreshTokenRotation.ApplyTo"/>.
    /// Keys: family, successor. Arguments: presented hash, successor's hash, sealed successor, now, its end, idle end, client, key thumbprint, for how long ended sessions are kept. Returns the fields and the successor before the step.
    /// </summary>
    public const string Rotate = """
        local fields = redis.call('HGETALL', KEYS[1])
        if #fields == 0 then
            return false
        end
        local family = {}
        for i = 1, #fields, 2 do
            family[fields[i]] = fields[i + 1]
        end
        local before = {fields, redis.call('GET', KEYS[2])}
        local now, idle = tonumber(ARGV[4]), ARGV[6]
        if not family.x and now < tonumber(family.d) and now < tonumber(family.e)
            and family.h == ARGV[1]
            and (not family.c or family.c == ARGV[7])
            and (not family.k or family.k == ARGV[8]) then
            if tonumber(family.e) < tonumber(idle) then
                idle = family.e
            end
            redis.call('HSET', KEYS[1], 'h', ARGV[2], 'p', family.h, 'u', ARGV[5], 'r', ARGV[4], 'd', idle)
            redis.call('HINCRBY', KEYS[1], 'g', 1)
            redis.call('PEXPIRE', KEYS[1], string.format('%d', tonumber(idle) - now + tonumber(ARGV[9])))
            local leeway = tonumber(ARGV[5]) - now
            if leeway > 0 then
                redis.call('SET', KEYS[2], ARGV[3], 'PX', string.format('%d', leeway))
            else
                redis.call('DEL', KEYS[2])
            end
        end
        return before
        """;

    /// <summary>Keys: family, successor. Arguments: now. Returns 1 where a session was revoked, 0 where there was none to revoke.</summary>
    public const string Revoke = """
        if redis.call('EXISTS', KEYS[1]) == 0 or redis.call('HSETNX', KEYS[1], 'x', ARGV[1]) == 0 then
            return 0
        end
        redis.call('DEL', KEYS[2])
        return 1
        """;

    /// <summary>Keys: list. Arguments: session, now, when the session is over and erased. Those that are erased leave the list.</summary>
    public const string AddToList = """
        redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', '(' .. ARGV[2])
        redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1])
        local left = string.format('%d', tonumber(ARGV[3]) - tonumber(ARGV[2]))
        if redis.call('PTTL', KEYS[1]) < tonumber(left) then
            redis.call('PEXPIRE', KEYS[1], left)
        end
        return 1
        """;
}
