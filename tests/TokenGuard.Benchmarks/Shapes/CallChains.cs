using System.Collections.Immutable;

namespace TokenGuard.Benchmarks.Shapes;

/// <summary>Methods that pass a token on to methods that pass it on, and methods that call each other.</summary>
internal static class CallChains
{
    private const int Chains = 20;

    private static readonly ImmutableArray<int> Lengths = [3, 6, 12, 25, 50];

    public static ImmutableArray<Series> All { get; } =
    [
        new("chain of methods that pass a token down", Lengths, length => Repeated(chain => PassedDown(chain, length))),
        new("chain of methods that return a token", Lengths, length => Repeated(chain => Returned(chain, length))),
        new("ring of methods that call the next", Lengths, length => Repeated(chain => Ring(chain, length))),
        new("methods that each call three others", Lengths, length => Repeated(chain => Web(chain, length))),
    ];

    private static ImmutableArray<string> Repeated(Func<int, string> chain) => [.. Enumerable.Range(0, Chains).Select(chain)];

    private static string PassedDown(int chain, int length) => Class(chain, $$"""
            public Task Start(HttpClient client, string refreshToken) => Step0(client, refreshToken);

        {{Series.Lines(length, i => $"    private static Task Step{i}(HttpClient client, string value) => Step{i + 1}(client, value);")}}

        {{Send($"Step{length}")}}
        """);

    private static string Returned(int chain, int length) => Class(chain, $$"""
            public async Task Start(HttpClient client, string refreshToken) => await Send(client, Step0(refreshToken));

        {{Series.Lines(length, i => $"    private static string Step{i}(string value) => Step{i + 1}(value).Trim();")}}

            private static string Step{{length}}(string value) => value;

        {{Send("Send")}}
        """);

    private static string Ring(int chain, int length) => Class(chain, $$"""
            public Task Start(HttpClient client, string refreshToken) => Step0(client, refreshToken, 3);

        {{Series.Lines(length, i => $"    private static Task Step{i}(HttpClient client, string value, int rounds) => rounds == 0 ? Send(client, value) : Step{(i + 1) % length}(client, value, rounds - 1);")}}

        {{Send("Send")}}
        """);

    private static string Web(int chain, int length) => Class(chain, $$"""
            public Task Start(HttpClient client, string refreshToken) => Step0(client, refreshToken, 3);

        {{Series.Lines(length, i => $$"""
                private static async Task Step{{i}}(HttpClient client, string value, int rounds)
                {
                    await Step{{(i + 1) % length}}(client, value, rounds - 1);
                    await Step{{(i * 3 + 1) % length}}(client, value, rounds - 1);
                    await Step{{(i * 7 + 2) % length}}(client, value, rounds - 1);
                    await Send(client, value);
                }
            """)}}

        {{Send("Send")}}
        """);

    private static string Send(string name) => $$"""
            private static async Task {{name}}(HttpClient client, string value)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "https://api.example.com/orders");
                request.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", value);
                using var response = await client.SendAsync(request);
            }
        """;

    private static string Class(int chain, string members) => $$"""
        namespace Chains;

        public sealed class Chain{{chain}}
        {
        {{members}}
        }
        """;
}
