using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Validation.SigningKeyFromTokenAnalyzer>;

namespace TokenGuard.Analyzers.Tests.Validation;

/// <summary>TKG2010.</summary>
public class SigningKeyFromTokenTests
{
    private const string Usings = """
        using System.Data;
        using System.Data.Common;
        using System.IdentityModel.Tokens.Jwt;
        using System.Security.Cryptography;
        using System.Security.Cryptography.X509Certificates;
        using System.Text;
        using System.Text.Json;
        using Microsoft.IdentityModel.JsonWebTokens;
        using Microsoft.IdentityModel.Tokens;

        """;

    [Theory]
    [InlineData("[{|TKG2010:new JsonWebKey(((JwtSecurityToken)t).Header[\"jwk\"].ToString())|}]")]
    [InlineData("[{|TKG2010:JsonWebKey.Create(JsonSerializer.Serialize(((JwtSecurityToken)t).Header[\"jwk\"]))|}]")]
    [InlineData("[{|TKG2010:new JsonWebKey(((JsonWebToken)t).GetHeaderValue<string>(System.IdentityModel.Tokens.Jwt.JwtHeaderParameterNames.Jwk))|}]")]
    [InlineData("[new X509SecurityKey({|TKG2010:new X509Certificate2(Convert.FromBase64String(((JwtSecurityToken)t).Header.X5c))|})]")]
    [InlineData("[new X509SecurityKey({|TKG2010:X509CertificateLoader.LoadCertificate(Convert.FromBase64String(((JsonWebToken)t).GetHeaderValue<string[]>(\"x5c\")[0]))|})]")]
    [InlineData("new JsonWebKeySet({|TKG2010:client.GetStringAsync(((JwtSecurityToken)t).Header[\"jku\"].ToString())|}.Result).GetSigningKeys()")]
    [InlineData("new JsonWebKeySet({|TKG2010:client.GetStringAsync($\"{((JsonWebToken)t).GetHeaderValue<string>(\"jku\")}\")|}.GetAwaiter().GetResult()).GetSigningKeys()")]
    [InlineData("[new X509SecurityKey(new X509Certificate2({|TKG2010:client.GetByteArrayAsync(new Uri((string)((JwtSecurityToken)t).Header[\"x5u\"]))|}.Result))]")]
    [InlineData("[new SymmetricSecurityKey({|TKG2010:File.ReadAllBytes(\"/keys/\" + kid)|})]")]
    [InlineData("[new SymmetricSecurityKey({|TKG2010:File.ReadAllBytes(Path.Combine(\"keys\", $\"{kid}.bin\"))|})]")]
    [InlineData("[new SymmetricSecurityKey(Encoding.UTF8.GetBytes({|TKG2010:File.ReadAllText(Path.Combine(\"keys\", ((JwtSecurityToken)t).Header.Kid))|}))]")]
    [InlineData("[new X509SecurityKey({|TKG2010:new X509Certificate2(\"/keys/\" + kid + \".pem\")|})]")]
    [InlineData("[new X509SecurityKey({|TKG2010:X509CertificateLoader.LoadCertificateFromFile(string.Format(\"keys/{0}.cer\", kid))|})]")]
    [InlineData("[{|TKG2010:JsonSerializer.Deserialize<JsonWebKey>(((JwtSecurityToken)t).Header[\"jwk\"].ToString()!)|}!]")]
    public Task Resolver_that_trusts_the_header_is_reported(string keys) => Check.Reports(Resolver($"return {keys};"));

    [Theory]
    [InlineData("var jwt = (JwtSecurityToken)t; if (jwt.Header.TryGetValue(\"jku\", out var jku)) { var json = {|TKG2010:client.GetStringAsync(jku.ToString())|}.Result; return new JsonWebKeySet(json).GetSigningKeys(); } return [];")]
    [InlineData("var jwt = (JsonWebToken)t; jwt.TryGetHeaderValue<string>(\"jku\", out var jku); var json = {|TKG2010:client.GetStringAsync(jku)|}.Result; return new JsonWebKeySet(json).Keys;")]
    [InlineData("var jwt = (JsonWebToken)t; if (!jwt.TryGetHeaderValue(\"jku\", out string jku) || jku == null) { return []; } return new JsonWebKeySet({|TKG2010:client.GetStringAsync(jku)|}.Result).Keys;")]
    [InlineData("var header = JsonDocument.Parse(Base64UrlEncoder.Decode(((JsonWebToken)t).EncodedHeader)); var jwk = header.RootElement.GetProperty(\"jwk\").GetRawText(); return [{|TKG2010:new JsonWebKey(jwk)|}];")]
    [InlineData("var url = new Uri(((JwtSecurityToken)t).Header[\"jku\"].ToString()!); if (url.Scheme != \"https\") { return []; } return new JsonWebKeySet({|TKG2010:client.GetStringAsync(url)|}.Result).Keys.Where(key => key.KeyId == kid);")]
    [InlineData("var path = $\"keys/{kid}.pem\"; if (!File.Exists(path)) { return []; } var rsa = RSA.Create(); rsa.ImportFromPem({|TKG2010:File.ReadAllText(path)|}); return [new RsaSecurityKey(rsa)];")]
    [InlineData("using var command = connection.CreateCommand(); {|TKG2010:command.CommandText = $\"SELECT key FROM keys WHERE id = '{kid}'\"|}; return [new SymmetricSecurityKey((byte[])command.ExecuteScalar()!)];")]
    [InlineData("return Find(((JwtSecurityToken)t).Header[\"jku\"].ToString()!); IEnumerable<SecurityKey> Find(string url) => new JsonWebKeySet({|TKG2010:client.GetStringAsync(url)|}.Result).Keys;")]
    public Task Value_of_the_header_is_followed_to_its_use(string body) => Check.Reports(Resolver(body));

    [Theory]
    [InlineData("return new JsonWebKeySet(client.GetStringAsync(\"https://login.example.com/jwks\").Result).Keys.Where(key => key.KeyId == kid);")]
    [InlineData("return [keys[kid]];")]
    [InlineData("return keys.TryGetValue(((JwtSecurityToken)t).Header.Kid, out var key) ? [key] : [];")]
    [InlineData("return [new SymmetricSecurityKey(File.ReadAllBytes(paths[kid]))];")]
    [InlineData("if (!paths.ContainsKey(kid)) { return []; } return [new SymmetricSecurityKey(File.ReadAllBytes(\"keys/\" + kid))];")]
    [InlineData("if (kid is not (\"2025\" or \"2026\")) { return []; } return [new SymmetricSecurityKey(File.ReadAllBytes(\"keys/\" + kid))];")]
    [InlineData("if (!Guid.TryParse(kid, out _)) { return []; } return [new SymmetricSecurityKey(File.ReadAllBytes(\"keys/\" + kid))];")]
    [InlineData("return [new SymmetricSecurityKey(File.ReadAllBytes(\"keys/\" + Path.GetFileName(kid)))];")]
    [InlineData("using var command = connection.CreateCommand(); command.CommandText = \"SELECT key FROM keys WHERE id = @kid\"; var p = command.CreateParameter(); p.Value = kid; return [];")]
    [InlineData("return new JsonWebKeySet(client.GetStringAsync($\"https://public-keys.auth.elb.eu-west-1.amazonaws.com/{kid}\").Result).Keys;")]
    [InlineData("var jku = ((JwtSecurityToken)t).Header[\"jku\"].ToString()!; if (!trusted.Contains(jku)) { return []; } return new JsonWebKeySet(client.GetStringAsync(jku).Result).Keys;")]
    [InlineData("var jku = ((JwtSecurityToken)t).Header[\"jku\"].ToString()!; return jku == \"https://login.example.com/jwks\" ? new JsonWebKeySet(client.GetStringAsync(jku).Result).Keys : [];")]
    [InlineData("var jku = ((JwtSecurityToken)t).Header[\"jku\"].ToString()!; if (!jku.StartsWith(\"https://login.example.com/\")) { return []; } return new JsonWebKeySet(client.GetStringAsync(jku).Result).Keys;")]
    [InlineData("var jku = new Uri(((JsonWebToken)t).GetHeaderValue<string>(\"jku\")); if (jku.Host != \"login.example.com\") { return []; } return new JsonWebKeySet(client.GetStringAsync(jku).Result).Keys;")]
    [InlineData("var jku = ((JsonWebToken)t).GetHeaderValue<string>(\"jku\"); EnsureTrusted(jku); return new JsonWebKeySet(client.GetStringAsync(jku).Result).Keys;")]
    [InlineData("return Find(((JwtSecurityToken)t).Header[\"jku\"].ToString()!); IEnumerable<SecurityKey> Find(string url) => trusted.Contains(url) ? new JsonWebKeySet(client.GetStringAsync(url).Result).Keys : [];")]
    [InlineData("var leaf = new X509Certificate2(Convert.FromBase64String(((JwtSecurityToken)t).Header.X5c)); using var chain = new X509Chain(); return chain.Build(leaf) ? [new X509SecurityKey(leaf)] : [];")]
    [InlineData("var leaf = new X509Certificate2(Convert.FromBase64String(((JwtSecurityToken)t).Header.X5c)); return leaf.Thumbprint == pinned ? [new X509SecurityKey(leaf)] : [];")]
    [InlineData("var leaf = new X509Certificate2(Convert.FromBase64String(((JwtSecurityToken)t).Header.X5c)); return leaf.Verify() ? [new X509SecurityKey(leaf)] : [];")]
    [InlineData("return [new X509SecurityKey(new X509Certificate2(Convert.FromBase64String(pinned)))];")]
    [InlineData("var jku = ((JwtSecurityToken)t).Header[\"jku\"]; Console.WriteLine(jku); return keys.Values;")]
    [InlineData("return new JsonWebKeySet(client.GetStringAsync(((JwtSecurityToken)t).Header[\"cty\"].ToString()).Result).Keys;")]
    [InlineData("return [new SymmetricSecurityKey(File.ReadAllBytes(\"keys/\" + Guid.Parse(kid).ToString(\"N\")))];")]
    [InlineData("return [new SymmetricSecurityKey(File.ReadAllBytes(\"keys/\" + int.Parse(kid)))];")]
    [InlineData("return [new SymmetricSecurityKey(File.ReadAllBytes(\"keys/\" + Convert.ToHexString(Encoding.UTF8.GetBytes(kid))))];")]
    [InlineData("return [new SymmetricSecurityKey(File.ReadAllBytes(\"keys/\" + Uri.EscapeDataString(kid)))];")]
    [InlineData("return [new SymmetricSecurityKey(File.ReadAllBytes(\"keys/\" + Sanitize(kid)))]; static string Sanitize(string text) => new string(text.Where(char.IsLetterOrDigit).ToArray());")]
    [InlineData("if (kid.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0) { return []; } return [new SymmetricSecurityKey(File.ReadAllBytes(\"keys/\" + kid))];")]
    public Task Key_that_the_application_knows_is_silent(string body) => Check.Silent(Resolver(body));

    [Fact]
    public Task Method_that_is_named_as_resolver_is_reported() =>
        Check.Reports(Usings + """
            public class C
            {
                public TokenValidationParameters Parameters() => new() { IssuerSigningKeyResolver = FindKeys, TokenDecryptionKeyResolver = FindKeys };

                private static IEnumerable<SecurityKey> FindKeys(string token, SecurityToken securityToken, string kid, TokenValidationParameters parameters) =>
                    [new SymmetricSecurityKey({|TKG2010:File.ReadAllBytes("keys/" + kid)|})];
            }
            """);

    [Fact]
    public Task Key_that_is_given_to_validation_is_reported() =>
        Check.Reports(Usings + """
            public class C
            {
                public async Task<bool> Validate(string token)
                {
                    var jwt = new JsonWebToken(token);
                    var key = {|TKG2010:new JsonWebKey(jwt.GetHeaderValue<object>("jwk").ToString())|};
                    var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters { IssuerSigningKey = key, ValidIssuer = "i", ValidAudience = "a" });
                    return result.IsValid;
                }
            }
            """);

    [Fact]
    public Task Jose_is_reported() =>
        Check.Reports(Usings + """
            public class C
            {
                public string M(string token, HttpClient client)
                {
                    var headers = Jose.JWT.Headers(token);
                    return Jose.JWT.Decode(token, {|TKG2010:Jose.Jwk.FromJson(headers["jwk"].ToString())|});
                }

                public string N(string token, HttpClient client) =>
                    Jose.JWT.Decode(token, Jose.Jwk.FromJson({|TKG2010:client.GetStringAsync((string)Jose.JWT.Headers(token)["jku"])|}.Result));
            }
            """);

    [Fact]
    public Task Header_that_is_read_by_hand_is_reported() =>
        Check.Reports(Usings + """
            public class C
            {
                public bool M(string accessToken, byte[] data, byte[] signature)
                {
                    var parts = accessToken.Split('.');
                    using var header = JsonDocument.Parse(Base64UrlEncoder.Decode(parts[0]));
                    var jwk = {|TKG2010:new JsonWebKey(header.RootElement.GetProperty("jwk").ToString())|};
                    using var rsa = RSA.Create();
                    return rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) && jwk.HasPrivateKey;
                }
            }
            """);

    [Fact]
    public Task Helper_of_another_class_is_reported_where_it_fetches() =>
        Check.Reports(Usings + """
            public class KeyLoader(HttpClient client)
            {
                public async Task<IList<JsonWebKey>> LoadAsync(string url, CancellationToken token) => new JsonWebKeySet(await {|TKG2010:client.GetStringAsync(url, token)|}).Keys;
            }

            public class C(KeyLoader loader)
            {
                public async Task M(string text)
                {
                    var jwt = new JwtSecurityToken(text);
                    var keys = await loader.LoadAsync((string)jwt.Header["jku"], default);
                    new JwtSecurityTokenHandler().ValidateToken(text, new TokenValidationParameters { IssuerSigningKeys = keys, ValidIssuer = "i", ValidAudience = "a" }, out _);
                }
            }
            """);

    [Fact]
    public Task Helper_whose_callers_know_the_address_is_silent() =>
        Check.Silent(Usings + """
            public class KeyLoader(HttpClient client)
            {
                public async Task<IList<JsonWebKey>> LoadAsync(string url, CancellationToken token) => new JsonWebKeySet(await client.GetStringAsync(url, token)).Keys;
            }

            public class C(KeyLoader loader)
            {
                public Task<IList<JsonWebKey>> M(string kid) => loader.LoadAsync("https://login.example.com/jwks", default);
            }
            """);

    [Theory]
    [InlineData("DPoPProofValidator", "ValidateAsync", "JWT")]
    [InlineData("Proofs", "ValidateAsync", "JWT")]
    [InlineData("C", "M", "dpop+jwt")]
    public Task Proof_of_possession_is_silent(string type, string method, string tokenType) =>
        Check.Silent(Usings + $$"""
            public class {{type}}
            {
                public async Task<bool> {{method}}(string token)
                {
                    var jwt = new JsonWebToken(token);
                    if (jwt.Typ != "{{tokenType}}") { return false; }
                    var key = new JsonWebKey(jwt.GetHeaderValue<object>("jwk").ToString());
                    var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters { IssuerSigningKey = key, ValidateIssuer = false, ValidateAudience = false });
                    return result.IsValid;
                }
            }
            """);

    [Fact]
    public Task Key_whose_thumbprint_another_token_names_is_silent() =>
        Check.Silent(Usings + """
            public class C
            {
                public async Task<bool> M(string token, string expected)
                {
                    var key = new JsonWebKey(new JsonWebToken(token).GetHeaderValue<object>("jwk").ToString());
                    var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters { IssuerSigningKey = key });
                    return result.IsValid && Base64UrlEncoder.Encode(key.ComputeJwkThumbprint()) == expected;
                }
            }
            """);

    [Fact]
    public Task Header_that_is_only_shown_is_silent() =>
        Check.Silent(Usings + """
            public class C
            {
                public string M(string token) => new X509Certificate2(Convert.FromBase64String(new JwtSecurityToken(token).Header.X5c)).Subject;
            }
            """);

    [Fact]
    public Task Header_of_a_request_is_no_header_of_a_token() =>
        Check.Silent(Usings + """
            public class C
            {
                public Task<string> M(HttpRequest request, Dictionary<string, string> token, HttpClient client) => client.GetStringAsync(request.Headers["jku"].ToString() + token["x5u"]);
            }
            """);

    private static string Resolver(string body) =>
        Usings + $$"""
        public class C(HttpClient client, Dictionary<string, SecurityKey> keys, Dictionary<string, string> paths, HashSet<string> trusted, string pinned, DbConnection connection)
        {
            public TokenValidationParameters Parameters() => new()
            {
                IssuerSigningKeyResolver = (token, t, kid, parameters) =>
                {
                    {{body}}
                },
            };

            private void EnsureTrusted(string url) => ArgumentOutOfRangeException.ThrowIfNotEqual(url, pinned);
        }
        """;
}
