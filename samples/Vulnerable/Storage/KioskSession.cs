using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.JSInterop;

namespace Storefront.Storage;

/// <summary>Keeps customers at the kiosks of our shops signed in.</summary>
public sealed class KioskSession(IJSRuntime browser, IDataProtector protector, IDistributedCache cache)
{
    public async Task BeginAsync(string accessToken, string refreshToken, string customerNumber)
    {
        await browser.InvokeVoidAsync("localStorage.setItem", "customer", protector.Protect(customerNumber));
        await browser.InvokeVoidAsync("localStorage.setItem", "kiosk", accessToken);

        await cache.SetStringAsync($"kiosk:{customerNumber}", refreshToken);

        // The kiosk starts anew every night.
        Environment.SetEnvironmentVariable("KIOSK_SESSION", refreshToken, EnvironmentVariableTarget.User);
        await File.WriteAllTextAsync("kiosk.json", JsonSerializer.Serialize(new { started = DateTimeOffset.UtcNow, refreshToken }));
    }
}
