using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TokenGuard.AspNetCore.Checkpoints;

namespace TokenGuard.AspNetCore.Tests.Robustness;

/// <summary>Where nothing is wrong, a checkpoint costs no memory.</summary>
public class AllocationTests
{
    [Fact]
    public async Task Responses()
    {
        await using var application = await TestApplication.StartAsync();
        var checkpoint = application.Services.GetRequiredService<ResponseCheckpoint>();
        var context = new DefaultHttpContext { RequestServices = application.Services };
        context.Response.Headers.SetCookie = new[] { ".AspNetCore.Session=CfDJ8abc; path=/; samesite=lax; httponly", "theme=dark; path=/" };
        context.Response.Headers.Location = "/signin-oidc?code=abc&state=def";
        Assert.Equal(0, BytesOf(() => checkpoint.Check(context)));
    }

    [Fact]
    public async Task Requests()
    {
        await using var application = await TestApplication.StartAsync();
        var checkpoint = application.Services.GetRequiredService<InboundRequestCheckpoint>();
        var context = new DefaultHttpContext { Request = { QueryString = new QueryString("?page=2&sort=name"), Headers = { Authorization = "Bearer " + Tokens.Jwt } } };
        Assert.Equal(0, BytesOf(() => checkpoint.IsRefused(context)));
    }

    [Fact]
    public async Task Outgoing_requests()
    {
        await using var application = await TestApplication.StartAsync();
        var checkpoint = application.Services.GetRequiredService<OutboundCheckpoint>();
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://api.example.com/orders?page=2") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Tokens.Jwt) } };

        // The text of the header, which is put together of scheme and token.
        Assert.InRange(BytesOf(() => checkpoint.Check(request)), 0, 2 * ("Bearer ".Length + Tokens.Jwt.Length) + 40);
    }

    private static long BytesOf(Action action)
    {
        const int Times = 1000;
        for (var i = 0; i < Times; i++)
        {
            action();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Times; i++)
        {
            action();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Times;
    }
}
