using System.Globalization;
using StackExchange.Redis;

namespace TokenGuard.RefreshTokens.Redis;

/// <summary>A family as the fields of a hash, whose names are one letter each because there are millions of them. Absent is null.</summary>
internal static class FamilyFields
{
    private const string Subject = "s";
    private const string ClientId = "c";
    private const string KeyThumbprint = "k";
    private const string SubjectStamp = "v";
    private const string Data = "a";
    private const string TokenHash = "h";
    private const string PreviousTokenHash = "p";
    private const string SuccessorUntil = "u";
    private const string Generation = "g";
    private const string IssuedAt = "i";
    private const string RotatedAt = "r";
    private const string ExpiresAt = "e";
    private const string IdleExpiresAt = "d";
    private const string RevokedAt = "x";

    /// <summary>Names and values, in turn, of a new family.</summary>
    public static IEnumerable<RedisValue> Of(RefreshTokenFamily family)
    {
        (string Name, RedisValue Value)[] fields =
        [
            (Subject, family.Subject), (ClientId, family.ClientId), (KeyThumbprint, family.KeyThumbprint), (SubjectStamp, family.SubjectStamp), (Data, family.Data),
            (TokenHash, family.TokenHash), (Generation, family.Generation), (IssuedAt, Text(family.IssuedAt)), (RotatedAt, Text(family.RotatedAt)),
            (ExpiresAt, Text(family.ExpiresAt)), (IdleExpiresAt, Text(family.IdleExpiresAt)),
        ];
        return fields.Where(field => !field.Value.IsNull).SelectMany(field => new RedisValue[] { field.Name, field.Value });
    }

    /// <summary>The family that a script returns: the fields, then the sealed successor.</summary>
    public static RefreshTokenFamily? Read(string sessionId, RedisResult result)
    {
        if (result.IsNull)
        {
            return null;
        }

        var fields = ((RedisValue[])result[0]!).Chunk(2).ToDictionary(pair => pair[0].ToString(), pair => pair[1]);
        return new()
        {
            SessionId = sessionId,
            Subject = fields[Subject]!,
            ClientId = fields.GetValueOrDefault(ClientId),
            KeyThumbprint = fields.GetValueOrDefault(KeyThumbprint),
            SubjectStamp = fields.GetValueOrDefault(SubjectStamp),
            Data = fields.GetValueOrDefault(Data),
            TokenHash = fields[TokenHash]!,
            PreviousTokenHash = fields.GetValueOrDefault(PreviousTokenHash),
            SealedSuccessor = (byte[]?)result[1],
            SuccessorUntil = Time(fields.GetValueOrDefault(SuccessorUntil)),
            Generation = (int)fields[Generation],
            IssuedAt = Time(fields[IssuedAt])!.Value,
            RotatedAt = Time(fields[RotatedAt])!.Value,
            ExpiresAt = Time(fields[ExpiresAt])!.Value,
            IdleExpiresAt = Time(fields[IdleExpiresAt])!.Value,
            RevokedAt = Time(fields.GetValueOrDefault(RevokedAt)),
        };
    }

    private static string Text(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private static DateTimeOffset? Time(RedisValue value) => value.IsNull ? null : DateTimeOffset.FromUnixTimeMilliseconds((long)value);
}
