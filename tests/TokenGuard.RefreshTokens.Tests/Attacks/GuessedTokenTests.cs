using System.Security.Cryptography;
using TokenGuard.RefreshTokens.Stores;

namespace TokenGuard.RefreshTokens.Tests.Attacks;

public class GuessedTokenTests
{
    private const int Bits = 51 * 8;

    [Fact]
    public async Task A_token_that_differs_in_one_bit_is_refused_and_ends_nothing()
    {
        await using var application = Application.Start(null, StoreKind.Memory);
        var token = await application.SignInAsync();
        for (var bit = 0; bit < Bits; bit++)
        {
            Assert.Equal(RefreshTokenFailure.Malformed, await application.RefusedAsync(Flip(token, bit)));
        }

        await application.RotateAsync(token);
    }

    [Fact]
    public async Task One_whose_checksum_fits_is_refused_too()
    {
        await using var application = Application.Start(null, StoreKind.Memory);
        for (var bit = 0; bit < 48 * 8; bit++)
        {
            var guess = WithChecksum(Flip(await application.SignInAsync(), bit));

            // In the first 128 bits lies the family, and there is none of another id.
            Assert.Equal(bit < 128 ? RefreshTokenFailure.Unknown : RefreshTokenFailure.Reused, await application.RefusedAsync(guess));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("tgr_")]
    [InlineData("Bearer tgr_")]
    public async Task What_is_no_token_is_malformed(string? text)
    {
        await using var application = Application.Start(null, StoreKind.Memory);
        Assert.Equal(RefreshTokenFailure.Malformed, await application.RefusedAsync(text));
    }

    [Fact]
    public async Task There_is_one_way_to_write_a_token()
    {
        await using var application = Application.Start(null, StoreKind.Memory);
        for (var i = 0; i < 200; i++)
        {
            var token = await application.SignInAsync();
            string[] others =
            [
                " " + token, token + " ", token + "=", token + "A", token[..^1], token.ToUpperInvariant(), token.ToLowerInvariant(), "TGR_" + token[4..], token[4..],
                token.Replace('-', '+').Replace('_', '/'), token[..4] + token[4..].Replace('-', '+'), token[..4] + token[4..].Replace('_', '/'), token[..40] + "\n" + token[41..], token[..40] + "%41" + token[43..], token[..^1] + "\0",
            ];
            foreach (var other in others.Where(other => other != token))
            {
                Assert.Equal(RefreshTokenFailure.Malformed, await application.RefusedAsync(other));
            }

            await application.RotateAsync(token);
        }
    }

    [Fact]
    public async Task Random_texts_are_refused()
    {
        await using var application = Application.Start(null, StoreKind.Memory);
        var random = new Random(7);
        for (var i = 0; i < 100_000; i++)
        {
            var text = string.Create(random.Next(0, 90), random, (span, source) =>
            {
                for (var at = 0; at < span.Length; at++)
                {
                    span[at] = (char)(i % 2 == 0 ? source.Next(33, 127) : source.Next(0, char.MaxValue));
                }
            });
            Assert.Equal(RefreshTokenFailure.Malformed, await application.RefusedAsync(i % 3 == 0 ? "tgr_" + text : text));
            Assert.False(await application.Service.RevokeAsync(text));
        }
    }

    [Fact]
    public async Task As_much_is_done_for_an_unknown_token_as_for_a_wrong_one()
    {
        var calls = new List<string>();
        var store = new ObservedStore(new InMemoryRefreshTokenStore(), calls.Add);
        await using var application = Application.Start(null, StoreKind.Memory, build: builder => builder.UseStore(_ => store));
        var token = await application.SignInAsync();
        calls.Clear();
        Assert.Equal(RefreshTokenFailure.Unknown, await application.RefusedAsync(WithChecksum(Flip(token, 0))));
        List<string> unknown = [.. calls];
        calls.Clear();
        Assert.Equal(RefreshTokenFailure.Reused, await application.RefusedAsync(WithChecksum(Flip(token, 200))));
        Assert.Equal(unknown, calls);
    }

    [Fact]
    public async Task Nothing_that_the_service_hands_out_prints_a_token()
    {
        await using var application = Application.Start(null, StoreKind.Memory);
        var result = await application.Service.IssueAsync(new("ada"));
        var family = await application.Store.FindAsync(result.Session!.Id, default);
        Assert.DoesNotContain(result.Token!, $"{result} {result.Session} {family} {new IssuedAccessToken(result.Token!, TimeSpan.Zero)}", StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(family!.TokenHash), $"{family}", StringComparison.Ordinal);
    }

    private static string Flip(string token, int bit)
    {
        var bytes = Convert.FromBase64String(token[4..].Replace('-', '+').Replace('_', '/'));
        bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        return "tgr_" + Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_');
    }

    private static string WithChecksum(string token)
    {
        var payload = Convert.FromBase64String(token[4..].Replace('-', '+').Replace('_', '/'))[..48];
        return "tgr_" + Convert.ToBase64String([.. payload, .. SHA256.HashData([.. "tgr_"u8, .. payload])[..3]]).Replace('+', '-').Replace('/', '_');
    }
}
