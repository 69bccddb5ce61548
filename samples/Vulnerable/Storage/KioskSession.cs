using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.JSInterop;

namespace Storefront.Storage;

/// <summary>Keeps customers at the kiosks of our shops signed in.</summary>
public sealed class KioskSession(IJSRuntime browser, IDataProtector protector)
{
    public async Task BeginAsync(string accessToken, string refreshToken, string customerNumber)
    {
        await browser.InvokeVoidAsync("localStorage.setItem", "customer", protector.Protect(customerNumber));
        await browser.InvokeVoidAsync("localStorage.setItem", "kiosk", accessToken);

        // The kiosk starts anew every night.
        Environment.SetEnvironmentVariable("KIOSK_SESSION", refreshToken, EnvironmentVariableTarget.User);
        await File.WriteAllTextAsync("kiosk.json", JsonSerializer.Serialize(new { started = DateTimeOffset.UtcNow, refreshToken }));
    }
}
