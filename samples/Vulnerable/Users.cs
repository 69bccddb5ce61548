using Microsoft.AspNetCore.Identity;

namespace Storefront;

public sealed class User
{
    public required string Id { get; init; }
    public required string Email { get; init; }
    public string Iban { get; set; } = "";
    public string PasswordHash { get; set; } = "";
    public bool IsStaff { get; init; }
}

public sealed class UserDirectory
{
    private readonly PasswordHasher<User> _hasher = new();
    private readonly Dictionary<string, User> _usersByEmail = new(StringComparer.OrdinalIgnoreCase);

    public UserDirectory(IConfiguration configuration, IHostEnvironment environment)
    {
        var demo = configuration.GetSection("DemoUser");
        if (environment.IsDevelopment() && demo["Email"] is { } email && demo["Password"] is { } password)
        {
            var user = new User { Id = "u-1001", Email = email, Iban = "DE02120300000000202051", IsStaff = true };
            user.PasswordHash = _hasher.HashPassword(user, password);
            _usersByEmail.Add(email, user);
        }
    }

    public User? SignIn(string email, string password) =>
        _usersByEmail.TryGetValue(email, out var user)
        && _hasher.VerifyHashedPassword(user, user.PasswordHash, password) != PasswordVerificationResult.Failed
            ? user
            : null;

    public User? Find(string userId) => _usersByEmail.Values.FirstOrDefault(user => user.Id == userId);
}
