using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using TokenGuard.RefreshTokens;

namespace Storefront;

public sealed record User(string Id, string Email);

/// <summary>The users and the PBKDF2 hashes of their passwords. Development starts with one demo user.</summary>
public sealed class UserDirectory : IRefreshSubjectValidator
{
    private static readonly User Nobody = new("", "");

    private readonly PasswordHasher<User> _hasher = new();
    private readonly Dictionary<string, (User User, string PasswordHash)> _usersByEmail = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _nobodysHash;

    public UserDirectory(IConfiguration configuration, IHostEnvironment environment)
    {
        _nobodysHash = _hasher.HashPassword(Nobody, RandomNumberGenerator.GetHexString(32));

        var demo = configuration.GetSection("DemoUser");
        if (environment.IsDevelopment() && demo["Email"] is { } email && demo["Password"] is { } password)
        {
            var user = new User("u-1001", email);
            _usersByEmail.Add(email, (user, _hasher.HashPassword(user, password)));
        }
    }

    public User? SignIn(string email, string password)
    {
        // An unknown address costs as much time as a wrong password, so that nobody can ask which addresses exist.
        var (user, hash) = _usersByEmail.GetValueOrDefault(email, (Nobody, _nobodysHash));
        var matches = _hasher.VerifyHashedPassword(user, hash, password) != PasswordVerificationResult.Failed;
        return matches && user != Nobody ? user : null;
    }

    public User Get(string userId) => _usersByEmail.Values.First(entry => entry.User.Id == userId).User;

    // Who exists may have sessions. With passwords that can change, this would be a text that changes with them.
    public ValueTask<string?> GetStampAsync(string subject, CancellationToken cancellationToken) =>
        new(_usersByEmail.Values.Any(entry => entry.User.Id == subject) ? string.Empty : null);
}
