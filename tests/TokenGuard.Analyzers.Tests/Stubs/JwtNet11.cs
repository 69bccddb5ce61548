// The shell of JWT.NET 11, which is not restored here.
namespace JWT
{
    public interface IJsonSerializer;

    public interface IBase64UrlEncoder;

    public class JwtEncoder(Algorithms.IJwtAlgorithm algorithm, IJsonSerializer? jsonSerializer, IBase64UrlEncoder? urlEncoder)
    {
        public string Encode(IDictionary<string, object>? extraHeaders, object payload, byte[] key) => "";
    }
}

namespace JWT.Algorithms
{
    public interface IJwtAlgorithm;

    public sealed class NoneAlgorithm : IJwtAlgorithm;

    public sealed class HMACSHA256Algorithm : IJwtAlgorithm;
}

namespace JWT.Builder
{
    public enum ClaimName
    {
        Issuer,
        Subject,
        ExpirationTime,
    }

    public sealed class JwtBuilder
    {
        public static JwtBuilder Create() => new();

        public JwtBuilder WithAlgorithm(Algorithms.IJwtAlgorithm algorithm) => this;

        public JwtBuilder WithSecret(params string[] secrets) => this;

        public JwtBuilder AddClaim(string name, object value) => this;

        public JwtBuilder WithVerifySignature(bool verify) => this;

        public string Encode() => "";

        public string Encode<T>(T payload) => "";

        public string Decode(string token) => "";
    }

    public static class JwtBuilderExtensions
    {
        public static JwtBuilder AddClaim(this JwtBuilder builder, ClaimName name, object value) => builder;

        public static JwtBuilder ExpirationTime(this JwtBuilder builder, DateTime time) => builder;

        public static JwtBuilder Issuer(this JwtBuilder builder, string issuer) => builder;
    }
}
