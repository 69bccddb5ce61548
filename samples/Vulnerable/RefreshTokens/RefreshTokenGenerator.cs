namespace Storefront.RefreshTokens;

public static class RefreshTokenGenerator
{
    // No letters that look alike: support reads them out on the phone.
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    public static string GenerateRefreshToken() => Guid.NewGuid().ToString();

    public static string GenerateMobileRefreshToken() =>
        new(Enumerable.Repeat(Alphabet, 32).Select(letters => letters[Random.Shared.Next(letters.Length)]).ToArray());
}
