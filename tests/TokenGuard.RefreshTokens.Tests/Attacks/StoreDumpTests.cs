using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using TokenGuard.RefreshTokens.Tokens;

namespace TokenGuard.RefreshTokens.Tests.Attacks;

/// <summary>A thief has all that is in the store, and perhaps every token of a session that was used before.</summary>
[Collection(Servers.Name)]
public class StoreDumpTests(Servers servers)
{
    private const int SecretLength = 32;
    private const int SealedLength = 60;

    public static TheoryData<StoreKind> Stores => StoreKinds.All;

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task It_yields_no_token(StoreKind kind)
    {
        await using var application = Start(kind);
        var tokens = await SessionAsync(application);
        var dump = await DumpAsync(application, kind);
        var text = Encoding.Latin1.GetString(dump);
        foreach (var token in tokens)
        {
            Assert.DoesNotContain(token, text, StringComparison.Ordinal);
            Assert.DoesNotContain(token[4..26], text, StringComparison.Ordinal);
            Assert.Equal(-1, dump.AsSpan().IndexOf(RefreshTokenText.Parse(token)!.Secret));
        }
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task With_every_earlier_token_it_yields_none_that_works(StoreKind kind)
    {
        await using var application = Start(kind);
        var tokens = await SessionAsync(application);
        application.Time.Advance(TimeSpan.FromSeconds(2));
        await application.PurgeAsync();
        await Task.Delay(kind is StoreKind.Redis or StoreKind.RedisCluster ? TimeSpan.FromSeconds(2) : TimeSpan.Zero);
        Assert.DoesNotContain(tokens[^1], Candidates(await DumpAsync(application, kind), tokens[..^1]));
        await application.RotateAsync(tokens[^1]);
    }

    // What the token before may still be exchanged for by everybody who has it.
    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Within_the_leeway_it_yields_what_the_token_before_yields_alone(StoreKind kind)
    {
        await using var application = Start(kind, TimeSpan.FromSeconds(30));
        var tokens = await SessionAsync(application);
        Assert.Equal(tokens[^1], Assert.Single(Candidates(await DumpAsync(application, kind), [tokens[^2]]).Intersect(tokens[^1..])));
        Assert.Equal(tokens[^1], await application.RotateAsync(tokens[^2]));
        Assert.Empty(Candidates(await DumpAsync(application, kind), tokens[..^2]).Intersect(tokens[^1..]));
    }

    private static async Task<List<string>> SessionAsync(Application application)
    {
        var tokens = new List<string> { await application.SignInAsync() };
        for (var i = 0; i < 5; i++)
        {
            tokens.Add(await application.RotateAsync(tokens[^1]));
        }

        return tokens;
    }

    // Everything in the dump that could be a secret, as it is, and opened with every token.
    private static HashSet<string> Candidates(byte[] dump, List<string> earlier)
    {
        var known = earlier.ConvertAll(token => RefreshTokenText.Parse(token)!);
        var candidates = new HashSet<string>();
        for (var at = 0; at + SecretLength <= dump.Length; at++)
        {
            candidates.Add(known[0].WithSecret(dump.AsSpan(at, SecretLength)).Reveal());
            if (at + SealedLength <= dump.Length)
            {
                candidates.UnionWith(known.Select(token => SealedSuccessor.Open(dump.AsSpan(at, SealedLength), token)?.Reveal()).OfType<string>());
            }
        }

        return candidates;
    }

    private static async Task<byte[]> DumpAsync(Application application, StoreKind kind)
    {
        using var dump = new MemoryStream();
        switch (kind)
        {
            case StoreKind.Memory:
                foreach (var session in await application.Service.ListSessionsAsync("ada"))
                {
                    Write((await application.Store.FindAsync(session.Id, default))!);
                }

                break;
            case StoreKind.Sqlite or StoreKind.PostgreSql:
                await using (var scope = application.Services.CreateAsyncScope())
                {
                    await foreach (var family in scope.ServiceProvider.GetRequiredService<ShopContext>().Families.AsNoTracking().AsAsyncEnumerable())
                    {
                        Write(family);
                    }
                }

                break;
            default:
                await using (var connection = await ConnectionMultiplexer.ConnectAsync(application.Connection))
                {
                    foreach (var key in connection.GetServers().First(server => server.IsConnected).Keys().ToList())
                    {
                        var database = connection.GetDatabase();
                        dump.Write(Encoding.UTF8.GetBytes(key.ToString()));
                        switch (await database.KeyTypeAsync(key))
                        {
                            case RedisType.Hash:
                                (await database.HashGetAllAsync(key)).SelectMany(entry => new[] { entry.Name, entry.Value }).ToList().ForEach(value => dump.Write((byte[])value!));
                                break;
                            case RedisType.String:
                                dump.Write((byte[])(await database.StringGetAsync(key))!);
                                break;
                            case RedisType.SortedSet:
                                (await database.SortedSetRangeByRankAsync(key)).ToList().ForEach(value => dump.Write((byte[])value!));
                                break;
                        }
                    }
                }

                break;
        }

        Assert.True(dump.Length > 0);
        return dump.ToArray();

        void Write(RefreshTokenFamily family)
        {
            foreach (var property in typeof(RefreshTokenFamily).GetProperties())
            {
                dump.Write(property.GetValue(family) is byte[] bytes ? bytes : Encoding.UTF8.GetBytes($"{property.GetValue(family)}"));
            }
        }
    }

    private Application Start(StoreKind kind, TimeSpan? leeway = null) => Application.Start(servers, kind, options => options.RetryLeeway = leeway ?? TimeSpan.FromSeconds(2));
}
