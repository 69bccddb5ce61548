using System.Security.Cryptography;
using TokenGuard.RefreshTokens.Tokens;

namespace TokenGuard.RefreshTokens;

/// <summary>What a token means to the row of its family.</summary>
/// <param name="Failure">Why it is refused, or null.</param>
/// <param name="IsCurrent">Whether it is the token that works; otherwise, where it is not refused, the one before it, within the leeway.</param>
internal readonly record struct FamilyState(RefreshTokenFailure? Failure, bool IsCurrent)
{
    private static readonly byte[] NoHash = new byte[SHA256.HashSizeInBytes];

    public static FamilyState Of(RefreshTokenFamily? family, RefreshTokenText presented, RefreshTokenPresenter presenter, DateTimeOffset now)
    {
        // Both are compared whether there is a family or not, so that the time tells nothing.
        var isCurrent = CryptographicOperations.FixedTimeEquals(family?.TokenHash ?? NoHash, presented.Hash);
        var isPrevious = CryptographicOperations.FixedTimeEquals(family?.PreviousTokenHash ?? NoHash, presented.Hash);
        RefreshTokenFailure? failure =
            family is null ? RefreshTokenFailure.Unknown
            : family.RevokedAt is not null ? RefreshTokenFailure.Revoked
            : !family.IsLive(now) ? RefreshTokenFailure.Expired
            : !isCurrent && !(isPrevious && now < family.SuccessorUntil && family.SealedSuccessor is not null) ? RefreshTokenFailure.Reused
            : !IsIssuedTo(family, presenter.ClientId) ? RefreshTokenFailure.WrongClient
            : family.KeyThumbprint is not null && family.KeyThumbprint != presenter.KeyThumbprint ? RefreshTokenFailure.WrongKey
            : null;
        return new(failure, isCurrent);
    }

    public static bool IsIssuedTo(RefreshTokenFamily family, string? clientId) => family.ClientId is null || family.ClientId == clientId;
}
