using Microsoft.AspNetCore.Http;

namespace TokenGuard.RefreshTokens;

/// <summary>How long sessions live, and where browsers send their tokens. Read once, and validated when the application starts.</summary>
public sealed class RefreshTokenOptions
{
    /// <summary>How long a session lives, whatever happens: 14 days unless set. At most what <c>tokenguard.max_refresh_token_lifetime</c> allows (90 days unless set).</summary>
    public TimeSpan AbsoluteLifetime { get; set; } = TimeSpan.FromDays(14);

    /// <summary>How long a session lives between two uses of its token: 3 days unless set. At most <see cref="AbsoluteLifetime"/>.</summary>
    public TimeSpan IdleLifetime { get; set; } = TimeSpan.FromDays(3);

    /// <summary>For how long a token that was used gets the same successor again, for a lost answer and for two tabs: 10 seconds unless set; 0 to 30 seconds.</summary>
    public TimeSpan RetryLeeway { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the store is told to erase what is over: each minute unless set; 1 second to 1 day. What it erases cannot be used before that either.</summary>
    public TimeSpan PurgeInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>For how long a session that has ended is kept, so that its token is told from an unknown one: 1 day unless set.</summary>
    public TimeSpan KeepEndedSessions { get; set; } = TimeSpan.FromDays(1);

    /// <summary>The path of the endpoints, and of the cookie of browsers: <c>/auth/refresh</c> unless set. It begins with <c>/</c> and has more than that.</summary>
    public PathString Path { get; set; } = "/auth/refresh";

    /// <summary>The name of the cookie: <c>__Secure-refresh_token</c> unless set. It begins with <c>__Secure-</c>; <c>__Host-</c> would have it sent to all paths.</summary>
    public string CookieName { get; set; } = "__Secure-refresh_token";

    /// <summary>Who is told what happens to sessions.</summary>
    public RefreshTokenEvents Events { get; set; } = new();
}
