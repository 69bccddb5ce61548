using System.Globalization;
using TokenGuard.Rules.Facts;

namespace TokenGuard.AspNetCore.Storage;

/// <summary>How long a browser keeps a cookie (RFC 6265bis section 5.7).</summary>
internal static class CookieLifetime
{
    private const string Months = "jan feb mar apr may jun jul aug sep oct nov dec";

    /// <summary>From now on; null for as long as the browser runs, or where its attributes have no meaning.</summary>
    public static TimeSpan? Of(SetCookieText cookie)
    {
        TimeSpan? maxAge = null, expires = null;
        foreach (var (name, value) in cookie.Attributes)
        {
            if (name.Equals("Max-Age", StringComparison.OrdinalIgnoreCase))
            {
                maxAge = MaxAge(value) ?? maxAge;
            }
            else if (name.Equals("Expires", StringComparison.OrdinalIgnoreCase))
            {
                expires = Date(value) is { } date ? date - DateTime.UtcNow : expires;
            }
        }

        return maxAge ?? expires;
    }

    // Digits, with a sign before them; as long as there can be.
    private static TimeSpan? MaxAge(string text)
    {
        var digits = text.AsSpan().TrimStart('-');
        return digits.IsEmpty || text.Length - digits.Length > 1 || digits.ContainsAnyExceptInRange('0', '9') ? null
            : digits.Length < text.Length ? TimeSpan.Zero
            : digits.Length > 10 ? TimeSpan.MaxValue
            : TimeSpan.FromSeconds(long.Parse(digits, CultureInfo.InvariantCulture));
    }

    // RFC 6265bis section 5.1.1: whatever order day, month, year and time stand in.
    private static DateTime? Date(string text)
    {
        int? day = null, month = null, year = null;
        TimeSpan? time = null;
        foreach (var part in text.Split([' ', ',', '-', '\t', ';', '/', '(', ')', '"'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (time is null && part.Contains(':') && TimeSpan.TryParseExact(part, [@"h\:m\:s", @"hh\:mm\:ss"], CultureInfo.InvariantCulture, out var clock))
            {
                time = clock;
            }
            else if (day is null && part.Length <= 2 && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var first))
            {
                day = first;
            }
            else if (month is null && part.Length >= 3 && Months.IndexOf(part[..3], StringComparison.OrdinalIgnoreCase) is >= 0 and var at && at % 4 == 0)
            {
                month = (at / 4) + 1;
            }
            else if (year is null && part.Length is 2 or 4 && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                year = number switch { < 70 => number + 2000, < 100 => number + 1900, _ => number };
            }
        }

        return day is > 0 && month is not null && year is >= 1601 && time is not null && day <= DateTime.DaysInMonth(year.Value, month.Value)
            ? new DateTime(year.Value, month.Value, day.Value, 0, 0, 0, DateTimeKind.Utc) + time.Value
            : null;
    }
}
