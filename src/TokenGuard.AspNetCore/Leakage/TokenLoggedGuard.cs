using Microsoft.Extensions.Logging;
using TokenGuard.AspNetCore.Violations;

namespace TokenGuard.AspNetCore.Leakage;

/// <summary>TKG5001: what is said of a token that was to be logged.</summary>
internal static class TokenLoggedGuard
{
    public static object[] Describe(ValueRedaction found, string category, EventId id) =>
        [found.Name is { } name ? $"A token in '{SafeText.Name(name)}'" : "A token", $"log '{SafeText.Name(category)}'" + (id.Id == 0 ? string.Empty : $", event {id.Id}")];
}
