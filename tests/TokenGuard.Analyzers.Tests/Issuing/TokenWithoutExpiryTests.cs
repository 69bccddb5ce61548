using Microsoft.CodeAnalysis.Testing;
using TokenGuard.Rules.Facts;
using Verify = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Issuing.TokenWithoutExpiryAnalyzer, TokenGuard.CodeFixes.Issuing.TokenWithoutExpiryCodeFix>;

namespace TokenGuard.Analyzers.Tests.Issuing;

public class TokenWithoutExpiryTests
{
    [Theory]
    [InlineData("return new JwtSecurityTokenHandler().WriteToken({|TKG1002:new JwtSecurityToken|}(text, text, signingCredentials: credentials));")]
    [InlineData("return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(text, text, null, null, {|TKG1002:null|}, credentials));")]
    [InlineData("return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken({|TKG1002:expires: null|}, signingCredentials: credentials));")]
    [InlineData("DateTime? never = null; return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken({|TKG1002:expires: never|}, signingCredentials: credentials));")]
    [InlineData("var token = {|TKG1002:new JwtSecurityToken|}(issuer: text, signingCredentials: credentials); return new JwtSecurityTokenHandler().WriteToken(token);")]
    [InlineData("return {|TKG1002:new JwtSecurityToken|}(issuer: text, signingCredentials: credentials);")]
    [InlineData("""return {|TKG1002:new JwtSecurityToken|}(claims: [new Claim("sub", text), new Claim(ClaimTypes.Role, text)], signingCredentials: credentials);""")]
    [InlineData("""return {|TKG1002:new JwtSecurityToken|}(claims: new[] { new Claim("sub", text) }, signingCredentials: credentials);""")]
    [InlineData("""var list = new List<Claim> { new Claim("sub", text) }; list.Add(new Claim("jti", text)); return {|TKG1002:new JwtSecurityToken|}(claims: list, signingCredentials: credentials);""")]
    [InlineData("""var list = new List<Claim> { new("sub", text) }; list.AddRange(names.Select(name => new Claim(ClaimTypes.Role, name))); return {|TKG1002:new JwtSecurityToken|}(claims: list, signingCredentials: credentials);""")]
    [InlineData("""var list = new List<Claim>(); foreach (var name in names) { list.Add(new Claim("role", name)); } return {|TKG1002:new JwtSecurityToken|}(claims: list, signingCredentials: credentials);""")]
    [InlineData("""var all = new[] { new Claim("sub", text) }.Union(names.Select(name => new Claim("role", name))); return {|TKG1002:new JwtSecurityToken|}(claims: all, signingCredentials: credentials);""")]
    [InlineData("return {|TKG1002:new JwtSecurityToken|}(claims: ClaimsOf(text), signingCredentials: credentials);")]
    [InlineData("""var list = new List<Claim>(); AddRoles(list, names); return {|TKG1002:new JwtSecurityToken|}(claims: list, signingCredentials: credentials);""")]
    [InlineData("""var me = new ClaimsIdentity([new Claim("sub", text)]); me.AddClaim(new Claim("role", text)); return {|TKG1002:new JwtSecurityToken|}(claims: me.Claims, signingCredentials: credentials);""")]
    [InlineData("""var token = {|TKG1002:new JwtSecurityToken|}(issuer: text, signingCredentials: credentials); token.Payload["role"] = text; return token;""")]
    public Task JwtSecurityToken_without_expires_that_is_issued_is_reported(string body) => Verify.Reports(In(body));

    [Theory]
    [InlineData("return new JwtSecurityToken(expires: time, signingCredentials: credentials);")]
    [InlineData("return new JwtSecurityToken(expires: maybeTime, signingCredentials: credentials);")]
    [InlineData("DateTime? expires = null; if (flag) { expires = time; } return new JwtSecurityToken(expires: expires, signingCredentials: credentials);")]
    [InlineData("return new JwtSecurityToken(expires: flag ? time : null, signingCredentials: credentials);")]
    [InlineData("""return new JwtSecurityToken(claims: [new Claim("exp", text)], signingCredentials: credentials);""")]
    [InlineData("""return new JwtSecurityToken(claims: new[] { new Claim("sub", text), new Claim(JwtRegisteredClaimNames.Exp, text) }, signingCredentials: credentials);""")]
    [InlineData("""var list = new List<Claim>(); if (flag) { list.Add(new Claim("exp", text)); } return new JwtSecurityToken(claims: list, signingCredentials: credentials);""")]
    [InlineData("""return new JwtSecurityToken(claims: new[] { new Claim("sub", text) }.Append(new Claim("exp", text)), signingCredentials: credentials);""")]
    [InlineData("""return new JwtSecurityToken(claims: [new Claim("sub", text), .. claims], signingCredentials: credentials);""")]
    [InlineData("""return new JwtSecurityToken(claims: [new Claim("expiresAt", text)], signingCredentials: credentials);""")]
    [InlineData("return new JwtSecurityToken(claims: [new Claim(ClaimTypes.Expiration, text)], signingCredentials: credentials);")]
    [InlineData("""var token = new JwtSecurityToken(issuer: text, signingCredentials: credentials); token.Payload["exp"] = 5; return token;""")]
    [InlineData("""var token = new JwtSecurityToken(issuer: text, signingCredentials: credentials); token.Payload.AddClaim(new Claim("exp", text)); return token;""")]
    [InlineData("var token = new JwtSecurityToken(issuer: text, signingCredentials: credentials); var body = token.Payload; Fill(body); return token;")]
    [InlineData("return new JwtSecurityToken(new JwtHeader(credentials), new JwtPayload(text, text, claims, null, time));")]
    [InlineData("""return new JwtSecurityToken(new JwtHeader(credentials), new JwtPayload { { "exp", 5 } });""")]
    [InlineData("""var body = new JwtPayload(); body["exp"] = 5; return new JwtSecurityToken(new JwtHeader(credentials), body);""")]
    [InlineData("""var body = new JwtPayload(text, text, null, null, null); body.AddClaim(new Claim("exp", text)); return new JwtSecurityToken(new JwtHeader(credentials), body);""")]
    [InlineData("return new JwtSecurityToken(new JwtHeader(credentials), JwtPayload.Deserialize(text));")]
    public Task JwtSecurityToken_that_expires_is_silent(string body) => Verify.Silent(In(body));

    [Theory]
    [InlineData("return new JwtSecurityToken(claims: claims, signingCredentials: credentials);")]
    [InlineData("return new JwtSecurityToken(claims: user.Claims, signingCredentials: credentials);")]
    [InlineData("var list = claims.ToList(); return new JwtSecurityToken(claims: list, signingCredentials: credentials);")]
    [InlineData("var list = new List<Claim>(); fill(list); return new JwtSecurityToken(claims: list, signingCredentials: credentials);")]
    [InlineData("var list = new List<Claim>(); list.AddRange(claims); return new JwtSecurityToken(claims: list, signingCredentials: credentials);")]
    [InlineData("var list = new List<Claim>(); foreach (var name in names) { list.Add(new Claim(name, text)); } return new JwtSecurityToken(claims: list, signingCredentials: credentials);")]
    [InlineData("var list = new List<Claim>(); Kept = list; Fill2(); return new JwtSecurityToken(claims: list, signingCredentials: credentials);")]
    [InlineData("var list = new List<Claim>(); _ = new ClaimsOwner(list); return new JwtSecurityToken(claims: list, signingCredentials: credentials);")]
    [InlineData("return new JwtSecurityToken(new JwtHeader(credentials), payload);")]
    public Task Claims_that_are_not_known_may_expire(string body) => Verify.Silent(In(body));

    [Theory]
    [InlineData("return new JwtSecurityToken(jwtEncodedString: text);")]
    [InlineData("var token = new JwtSecurityToken(issuer: text, signingCredentials: credentials); return token.Issuer;")]
    [InlineData("return new JwtSecurityTokenHandler().ReadJwtToken(text);")]
    public Task Token_that_is_not_issued_is_silent(string body) => Verify.Silent(In(body));

    [Theory]
    [InlineData("return new JwtSecurityToken(new JwtHeader(credentials), new JwtPayload(text, text, null, null, {|TKG1002:null|}));")]
    [InlineData("""return new JwtSecurityToken(new JwtHeader(credentials), new JwtPayload(text, text, [new Claim("sub", text)], time, {|TKG1002:expires: null|}));""")]
    [InlineData("return new JwtSecurityToken(new JwtHeader(credentials), {|TKG1002:new JwtPayload|}());")]
    [InlineData("""var body = {|TKG1002:new JwtPayload|}([new Claim("sub", text)]); body["role"] = text; return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(new JwtHeader(credentials), body));""")]
    [InlineData("""return new JwtSecurityToken(new JwtHeader(credentials), {|TKG1002:new JwtPayload|} { { "sub", text }, { "role", text } });""")]
    public Task Payload_without_expires_is_reported(string body) => Verify.Reports(In(body));

    [Theory]
    [InlineData("return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken({|TKG1002:new SecurityTokenDescriptor|} { SigningCredentials = credentials });")]
    [InlineData("var legacy = new JwtSecurityTokenHandler(); legacy.SetDefaultTimesOnTokenCreation = false; return legacy.CreateEncodedJwt({|TKG1002:new SecurityTokenDescriptor|} { SigningCredentials = credentials });")]
    [InlineData("return NoDefaults.CreateToken({|TKG1002:new SecurityTokenDescriptor|} { SigningCredentials = credentials });")]
    [InlineData("return NoDefaults.CreateToken(new SecurityTokenDescriptor { {|TKG1002:Expires = null|}, SigningCredentials = credentials });")]
    [InlineData("var d = {|TKG1002:new SecurityTokenDescriptor|}(); d.Issuer = text; return NoDefaults.CreateToken(d);")]
    [InlineData("var d = new SecurityTokenDescriptor { Expires = time }; {|TKG1002:d.Expires = null|}; return NoDefaults.CreateToken(d);")]
    [InlineData("""return NoDefaults.CreateToken({|TKG1002:new SecurityTokenDescriptor|} { Claims = new Dictionary<string, object> { ["sub"] = text }, Subject = new ClaimsIdentity([new Claim("role", text)]) });""")]
    [InlineData("var legacy = new JwtSecurityTokenHandler { SetDefaultTimesOnTokenCreation = false }; return legacy.CreateJwtSecurityToken(text, text, null, null, {|TKG1002:null|}, null, credentials);")]
    [InlineData("var legacy = new JwtSecurityTokenHandler { SetDefaultTimesOnTokenCreation = false }; return legacy.{|TKG1002:CreateJwtSecurityToken|}(text, signingCredentials: credentials);")]
    public Task Descriptor_without_expires_is_reported_when_the_handler_sets_no_default(string body) => Verify.Reports(In(body));

    [Theory]
    [InlineData("return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { SigningCredentials = credentials });")]
    [InlineData("return new JwtSecurityTokenHandler().CreateToken(new SecurityTokenDescriptor { Expires = null, SigningCredentials = credentials });")]
    [InlineData("return new JwtSecurityTokenHandler().CreateEncodedJwt(text, text, null, null, null, null, credentials);")]
    [InlineData("return handler.CreateToken(new SecurityTokenDescriptor { SigningCredentials = credentials });")]
    [InlineData("var handler2 = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = flag }; return handler2.CreateToken(new SecurityTokenDescriptor());")]
    [InlineData("var handler2 = new JsonWebTokenHandler(); if (flag) { handler2.SetDefaultTimesOnTokenCreation = false; } return handler2.CreateToken(new SecurityTokenDescriptor());")]
    [InlineData("return NoDefaults.CreateToken(new SecurityTokenDescriptor { Expires = time });")]
    [InlineData("""return NoDefaults.CreateToken(new SecurityTokenDescriptor { Claims = new Dictionary<string, object> { ["exp"] = 5 } });""")]
    [InlineData("""return NoDefaults.CreateToken(new SecurityTokenDescriptor { Subject = new ClaimsIdentity([new Claim("exp", text)]) });""")]
    [InlineData("return NoDefaults.CreateToken(new SecurityTokenDescriptor { Subject = new ClaimsIdentity(claims) });")]
    [InlineData("""var d = new SecurityTokenDescriptor { Claims = new Dictionary<string, object>() }; d.Claims.Add("exp", 5); return NoDefaults.CreateToken(d);""")]
    [InlineData("""var d = new SecurityTokenDescriptor { Claims = new Dictionary<string, object>() }; d.Claims["exp"] = 5; return NoDefaults.CreateToken(d);""")]
    [InlineData("return NoDefaults.CreateToken(new SecurityTokenDescriptor { Subject = user.Identities.First() });")]
    public Task Descriptor_that_gets_an_expiry_is_silent(string body) => Verify.Silent(In(body));

    [Theory]
    [InlineData("""return handler.{|TKG1002:CreateToken|}("{\"sub\":\"1\"}", credentials);""")]
    [InlineData("""const string Payload = "{ \"sub\": \"1\" }"; return handler.{|TKG1002:CreateToken|}(Payload);""")]
    [InlineData("""return handler.{|TKG1002:CreateToken|}(JsonSerializer.Serialize(new { sub = text }), credentials);""")]
    [InlineData("""var body = new Dictionary<string, object> { ["sub"] = text }; var json = JsonSerializer.Serialize(body); return handler.{|TKG1002:CreateToken|}(json, credentials);""")]
    public Task Json_payload_without_exp_is_reported(string body) => Verify.Reports(In(body));

    [Theory]
    [InlineData("""return handler.CreateToken("{\"sub\":\"1\",\"exp\":1300819380}", credentials);""")]
    [InlineData("return handler.CreateToken(text, credentials);")]
    [InlineData("""return handler.CreateToken($"{{\"sub\":\"{text}\"}}", credentials);""")]
    [InlineData("return handler.CreateToken(JsonSerializer.Serialize(new { sub = text, exp = 5 }), credentials);")]
    [InlineData("return handler.CreateToken(JsonSerializer.Serialize(user), credentials);")]
    public Task Json_payload_that_has_exp_or_is_not_known_is_silent(string body) => Verify.Silent(In(body));

    [Theory]
    [InlineData("return Jose.JWT.{|TKG1002:Encode|}(new { sub = text }, key, Jose.JwsAlgorithm.HS256);")]
    [InlineData("""return Jose.JWT.{|TKG1002:Encode|}(new Dictionary<string, object> { { "sub", text }, { "role", text } }, key, Jose.JwsAlgorithm.HS256);""")]
    [InlineData("""return Jose.JWT.{|TKG1002:Encode|}(new Dictionary<string, object> { ["sub"] = text }, key, Jose.JwsAlgorithm.HS256);""")]
    [InlineData("""var body = new Dictionary<string, object>(); body.Add("sub", text); body["role"] = text; return Jose.JWT.{|TKG1002:Encode|}(body, key, Jose.JwsAlgorithm.HS256);""")]
    [InlineData("""const string Sub = "sub"; IDictionary<string, object> body = new Dictionary<string, object> { [Sub] = text }; return Jose.JWT.{|TKG1002:Encode|}(body, key, Jose.JwsAlgorithm.HS256);""")]
    [InlineData("""return Jose.JWT.{|TKG1002:Encode|}("{\"sub\":\"1\"}", key, Jose.JwsAlgorithm.HS256);""")]
    public Task Payload_of_jose_jwt_without_exp_is_reported(string body) => Verify.Reports(In(body));

    [Theory]
    [InlineData("return Jose.JWT.Encode(new { sub = text, exp = 5 }, key, Jose.JwsAlgorithm.HS256);")]
    [InlineData("""var body = new Dictionary<string, object> { ["sub"] = text }; if (flag) { body["exp"] = 5; } return Jose.JWT.Encode(body, key, Jose.JwsAlgorithm.HS256);""")]
    [InlineData("""var body = new Dictionary<string, object> { ["sub"] = text }; Fill(body); return Jose.JWT.Encode(body, key, Jose.JwsAlgorithm.HS256);""")]
    [InlineData("""return Jose.JWT.Encode(new Dictionary<string, object> { ["sub"] = text, [text] = 5 }, key, Jose.JwsAlgorithm.HS256);""")]
    [InlineData("""var body = new Dictionary<string, object>(given) { ["sub"] = text }; return Jose.JWT.Encode(body, key, Jose.JwsAlgorithm.HS256);""")]
    [InlineData("""var body = new Dictionary<string, object> { ["sub"] = text }; body?.Add("exp", 5); return Jose.JWT.Encode(body, key, Jose.JwsAlgorithm.HS256);""")]
    [InlineData("""dynamic body = new System.Dynamic.ExpandoObject(); body.exp = 5; return Jose.JWT.Encode((object)body, key, Jose.JwsAlgorithm.HS256);""")]
    [InlineData("return Jose.JWT.Encode(given, key, Jose.JwsAlgorithm.HS256);")]
    [InlineData("return Jose.JWT.Encode(user, key, Jose.JwsAlgorithm.HS256);")]
    [InlineData("return Jose.JWT.Encode(text, key, Jose.JwsAlgorithm.HS256);")]
    [InlineData("return Jose.JWT.Encode(new { sub = text }, key, Jose.JweAlgorithm.DIR, Jose.JweEncryption.A256GCM);")]
    [InlineData("""return Jose.JWT.Encode(new Dictionary<string, object> { ["iss"] = text, ["iat"] = 5 }, key, Jose.JwsAlgorithm.ES256);""")]
    [InlineData("""return Jose.JWT.Encode(new Dictionary<string, object> { ["sub"] = text, ["Exp"] = text }, key, Jose.JwsAlgorithm.ES256);""")]
    public Task Payload_of_jose_jwt_that_expires_or_is_not_known_is_silent(string body) => Verify.Silent(In(body));

    [Theory]
    [InlineData("""return {|TKG1002:new JwtBuilder|}().WithAlgorithm(algorithm).AddClaim("sub", text).Encode();""")]
    [InlineData("""return {|TKG1002:new JwtBuilder|}().WithAlgorithm(algorithm).AddClaim(ClaimName.Subject, text).Encode();""")]
    [InlineData("""var builder = new JwtBuilder().WithAlgorithm(algorithm); builder.AddClaim("sub", text); return builder.{|TKG1002:Encode|}();""")]
    [InlineData("""var builder = new JwtBuilder(); builder = builder.WithAlgorithm(algorithm).AddClaim("sub", text); return builder.{|TKG1002:Encode|}();""")]
    [InlineData("""return new JwtEncoder(algorithm, new JsonNetSerializer(), new JwtBase64UrlEncoder()).{|TKG1002:Encode|}(new { sub = text }, text);""")]
    [InlineData("""var body = new Dictionary<string, object> { { "sub", text } }; return encoder.{|TKG1002:Encode|}(body, text);""")]
    [InlineData("""return encoder.{|TKG1002:Encode|}(null, new { sub = text }, new byte[32]);""")]
    public Task JWT_NET_without_exp_is_reported(string body) => Verify.Reports(InJwtNet(body));

    [Theory]
    [InlineData("""return new JwtBuilder().WithAlgorithm(algorithm).AddClaim("sub", text).AddClaim("exp", 5).Encode();""")]
    [InlineData("""return new JwtBuilder().WithAlgorithm(algorithm).AddClaim(ClaimName.ExpirationTime, 5).Encode();""")]
    [InlineData("""return new JwtBuilder().WithAlgorithm(algorithm).AddClaim<long>("exp", 5).Encode();""")]
    [InlineData("""var builder = new JwtBuilder(); if (flag) { builder.AddClaim("exp", 5); } return builder.WithAlgorithm(algorithm).Encode();""")]
    [InlineData("""var builder = new JwtBuilder(); Fill(builder); return builder.WithAlgorithm(algorithm).Encode();""")]
    [InlineData("""var builder = new JwtBuilder(); var other = builder.AddClaim("sub", text); other.AddClaim("exp", 5); return builder.WithAlgorithm(algorithm).Encode();""")]
    [InlineData("return given.WithAlgorithm(algorithm).Encode();")]
    [InlineData("return new JwtBuilder().WithAlgorithm(algorithm).AddClaim(text, text).Encode();")]
    [InlineData("return new JwtBuilder().WithAlgorithm(algorithm).AddClaims(claims).Encode();")]
    [InlineData("return new JwtBuilder().WithSecret(text).Decode(text);")]
    [InlineData("return encoder.Encode(new { sub = text, exp = 5 }, text);")]
    [InlineData("return encoder.Encode(claims, text);")]
    public Task JWT_NET_that_expires_or_is_not_known_is_silent(string body) => Verify.Silent(InJwtNet(body));

    [Theory]
    [InlineData("""return JwtBuilder.{|TKG1002:Create|}().WithAlgorithm(new HMACSHA256Algorithm()).AddClaim("sub", "me").Encode();""")]
    [InlineData("""return JwtBuilder.{|TKG1002:Create|}().WithAlgorithm(new HMACSHA256Algorithm()).Issuer("me").Encode(new { sub = "me" });""")]
    public Task Newer_JWT_NET_without_exp_is_reported(string body) => Verify.Reports(InNewerJwtNet(body), "JwtNet11.cs");

    [Theory]
    [InlineData("""return JwtBuilder.Create().WithAlgorithm(new HMACSHA256Algorithm()).ExpirationTime(DateTime.UtcNow).Encode();""")]
    [InlineData("""return JwtBuilder.Create().WithAlgorithm(new HMACSHA256Algorithm()).Encode(new { exp = 5 });""")]
    [InlineData("""return JwtBuilder.Create().WithAlgorithm(new HMACSHA256Algorithm()).Encode(new Claims());""")]
    public Task Newer_JWT_NET_with_exp_is_silent(string body) => Verify.Silent(InNewerJwtNet(body), "JwtNet11.cs");

    [Fact]
    public Task Claims_that_a_private_method_is_given_are_followed_to_its_calls() =>
        Verify.Reports("""
            using System.IdentityModel.Tokens.Jwt;
            using System.Security.Claims;
            using Microsoft.IdentityModel.Tokens;

            public class C(SigningCredentials credentials)
            {
                public string ForUser(string id) => Create(id, new Claim("role", "user"));
                public string ForGuest(string id) => this.Create(id);

                public string ForSession(string id, DateTimeOffset end) => WithClaims([new Claim("sub", id), new Claim("exp", end.ToUnixTimeSeconds().ToString())]);
                public string ForAnyone(string id) => WithClaims([new Claim("sub", id)]);

                public Func<List<Claim>, string> Delegate() => WithList;
                public string ForList() => WithList([]);

                private string Create(string id, params Claim[] more)
                {
                    var claims = new[] { new Claim("sub", id) }.Concat(more);
                    return new JwtSecurityTokenHandler().WriteToken({|TKG1002:new JwtSecurityToken|}(claims: claims, signingCredentials: credentials));
                }

                private string WithClaims(IEnumerable<Claim> claims) =>
                    new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(claims: claims, signingCredentials: credentials));

                private string WithList(List<Claim> claims) =>
                    new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(claims: claims, signingCredentials: credentials));

                private string Unused(List<Claim> claims) =>
                    new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(claims: claims, signingCredentials: credentials));
            }
            """);

    [Fact]
    public Task Claims_that_Identity_stores_tell_no_expiry() =>
        Verify.Reports("""
            using System.IdentityModel.Tokens.Jwt;
            using System.Security.Claims;
            using Microsoft.AspNetCore.Identity;
            using Microsoft.IdentityModel.Tokens;

            public class C(UserManager<IdentityUser> users, SigningCredentials credentials)
            {
                public async Task<string> M(IdentityUser user)
                {
                    var stored = await users.GetClaimsAsync(user);
                    var roles = await users.GetRolesAsync(user);
                    var roleClaims = new List<Claim>();
                    for (var i = 0; i < roles.Count; i++)
                    {
                        roleClaims.Add(new Claim("roles", roles[i]));
                    }

                    var claims = new[] { new Claim(JwtRegisteredClaimNames.Sub, user.Id) }.Union(stored).Union(roleClaims);
                    return new JwtSecurityTokenHandler().WriteToken({|TKG1002:new JwtSecurityToken|}(claims: claims, signingCredentials: credentials));
                }
            }
            """);

    [Fact]
    public Task Payload_classes_are_followed_to_their_properties() =>
        Verify.Reports("""
            using System.Text.Json.Serialization;

            public class Session { public string? Name { get; set; } }

            public class LimitedSession : Session { public long Exp { get; set; } }

            public class NamedSession { [JsonPropertyName("exp")] public long End { get; set; } }

            public class JwtPayload { public long Exp { get; set; } }

            public class OpenSession : Dictionary<string, object> { public string? Name { get; set; } }

            public class C
            {
                public string M(byte[] key)
                {
                    var session = new Session { Name = "me" };
                    return Jose.JWT.{|TKG1002:Encode|}(session, key, Jose.JwsAlgorithm.HS256)
                        + Jose.JWT.Encode(new LimitedSession { Name = "me" }, key, Jose.JwsAlgorithm.HS256)
                        + Jose.JWT.Encode(new JwtPayload { Exp = 5 }, key, Jose.JwsAlgorithm.HS256)
                        + Jose.JWT.Encode(new NamedSession(), key, Jose.JwsAlgorithm.HS256)
                        + Jose.JWT.Encode(new OpenSession { Name = "me" }, key, Jose.JwsAlgorithm.HS256)
                        + Encode(session, key);
                }

                public string Encode<T>(T value, byte[] key) => Jose.JWT.Encode(value, key, Jose.JwsAlgorithm.HS256);
            }
            """);

    [Theory]
    [InlineData("SignWebhook", "Sender", "sub")]
    [InlineData("CreateLicenseKey", "Sender", "sub")]
    [InlineData("CreateApnsToken", "Sender", "sub")]
    [InlineData("GetVapidHeader", "Sender", "sub")]
    [InlineData("ClientAssertion", "Sender", "sub")]
    [InlineData("EncodeState", "Sender", "sub")]
    [InlineData("Sign", "WebhookSender", "sub")]
    [InlineData("Sign", "Sender", "typ")]
    public Task Message_whose_age_its_receiver_limits_is_silent(string method, string type, string claim) => Verify.Silent(Sender(method, type, claim));

    [Theory]
    [InlineData("CreateToken", "Sender")]
    [InlineData("CreateAccessToken", "WebhookSender")]
    [InlineData("Login", "LicenseService")]
    [InlineData("CreateInvitation", "WebhookSender")]
    [InlineData("PasswordResetToken", "Sender")]
    [InlineData("CreateKioskToken", "Sender")]
    [InlineData("CreateToken", "CustomAuthenticationStateProvider")]
    public Task Access_token_invitation_and_unknown_token_are_reported(string method, string type) => Verify.Reports(Sender(method, type, "sub", marked: true));

    [Fact]
    public Task Token_that_becomes_a_webhook_signature_is_silent() =>
        Verify.Silent(In("""
            var token = new JwtSecurityToken(claims: [new Claim("sub", text)], signingCredentials: credentials);
            var webhookSignature = new JwtSecurityTokenHandler().WriteToken(token);
            string licenseKey = Jose.JWT.Encode(new { sub = text }, key, Jose.JwsAlgorithm.HS256);
            var push = NoDefaults.CreateToken(new SecurityTokenDescriptor { SigningCredentials = credentials });
            return webhookSignature + licenseKey + push;
            """));

    private static string Sender(string method, string type, string claim, bool marked = false) => $$"""
        using System.IdentityModel.Tokens.Jwt;
        using System.Security.Claims;
        using Microsoft.IdentityModel.Tokens;

        public class {{type}}(SigningCredentials credentials)
        {
            public string {{method}}() => new JwtSecurityTokenHandler().WriteToken({{(marked ? "{|TKG1002:new JwtSecurityToken|}" : "new JwtSecurityToken")}}(claims: [new Claim("{{claim}}", "webhook")], signingCredentials: credentials));
        }
        """;

    [Fact]
    public Task Look_alikes_are_silent() =>
        Verify.Silent("""
            namespace Other
            {
                public class JwtSecurityToken(string? issuer = null, DateTime? expires = null) { public override string ToString() => issuer + expires; }

                public class JwtBuilder { public string Encode() => ""; }

                public static class JWT { public static string Encode(object payload, object key, int algorithm) => ""; }

                public class C
                {
                    public JwtSecurityToken M() => new JwtSecurityToken(issuer: new JwtBuilder().Encode() + JWT.Encode(new { sub = 1 }, "", 1));
                }
            }
            """);

    [Fact]
    public Task Message_names_the_maker_and_the_remedy() =>
        Verify.ReportsMessages(
            """
            using System.IdentityModel.Tokens.Jwt;
            using Microsoft.IdentityModel.Tokens;

            public class C
            {
                public string M(SigningCredentials credentials) => new JwtSecurityTokenHandler().WriteToken({|#0:new JwtSecurityToken|}("me", signingCredentials: credentials));
            }
            """,
            new DiagnosticResult("TKG1002", Microsoft.CodeAnalysis.DiagnosticSeverity.Warning)
                .WithLocation(0)
                .WithMessage("The token made with 'JwtSecurityToken' never expires; pass expires"));

    [Fact]
    public Task Fix_adds_the_argument_before_the_credentials_and_keeps_comments() =>
        Verify.Fixes(
            """
            using System.IdentityModel.Tokens.Jwt;
            using Microsoft.IdentityModel.Tokens;

            public class C(SigningCredentials credentials)
            {
                public string M(string id)
                {
                    // For partners.
                    var token = {|TKG1002:new JwtSecurityToken|}(
                        issuer: "me", // who
                        audience: id,
                        // with what
                        signingCredentials: credentials);

                    return new JwtSecurityTokenHandler().WriteToken(token);
                }
            }
            """,
            """
            using System.IdentityModel.Tokens.Jwt;
            using Microsoft.IdentityModel.Tokens;

            public class C(SigningCredentials credentials)
            {
                public string M(string id)
                {
                    // For partners.
                    var token = new JwtSecurityToken(
                        issuer: "me", // who
                        audience: id,
                        expires: DateTime.UtcNow.AddMinutes(15),
                        // with what
                        signingCredentials: credentials);

                    return new JwtSecurityTokenHandler().WriteToken(token);
                }
            }
            """);

    [Theory]
    [InlineData(
        "return {|TKG1002:new JwtSecurityToken|}(text, signingCredentials: credentials);",
        "return new JwtSecurityToken(text, expires: DateTime.UtcNow.AddMinutes(15), signingCredentials: credentials);")]
    [InlineData(
        "return {|TKG1002:new JwtSecurityToken|}();",
        "return new JwtSecurityToken(expires: DateTime.UtcNow.AddMinutes(15));")]
    [InlineData(
        "return new JwtSecurityToken(text, text, null, null, {|TKG1002:null|}, credentials);",
        "return new JwtSecurityToken(text, text, null, null, DateTime.UtcNow.AddMinutes(15), credentials);")]
    [InlineData(
        "return new JwtSecurityToken(new JwtHeader(credentials), new JwtPayload(text, text, null, null, {|TKG1002:expires: null|}));",
        "return new JwtSecurityToken(new JwtHeader(credentials), new JwtPayload(text, text, null, null, expires: DateTime.UtcNow.AddMinutes(15)));")]
    [InlineData(
        "return new JwtSecurityToken(new JwtHeader(credentials), {|TKG1002:new JwtPayload|}());",
        """return new JwtSecurityToken(new JwtHeader(credentials), new JwtPayload() { ["exp"] = DateTimeOffset.UtcNow.AddMinutes(15).ToUnixTimeSeconds() });""")]
    [InlineData(
        "return NoDefaults.CreateToken({|TKG1002:new SecurityTokenDescriptor|} { SigningCredentials = credentials });",
        "return NoDefaults.CreateToken(new SecurityTokenDescriptor { SigningCredentials = credentials, Expires = DateTime.UtcNow.AddMinutes(15) });")]
    [InlineData(
        "return NoDefaults.CreateToken(new SecurityTokenDescriptor { {|TKG1002:Expires = null|} });",
        "return NoDefaults.CreateToken(new SecurityTokenDescriptor { Expires = DateTime.UtcNow.AddMinutes(15) });")]
    [InlineData(
        "return Jose.JWT.{|TKG1002:Encode|}(new { sub = text }, key, Jose.JwsAlgorithm.HS256);",
        "return Jose.JWT.Encode(new { sub = text, exp = DateTimeOffset.UtcNow.AddMinutes(15).ToUnixTimeSeconds() }, key, Jose.JwsAlgorithm.HS256);")]
    [InlineData(
        """var body = new Dictionary<string, object> { { "sub", text } }; return Jose.JWT.{|TKG1002:Encode|}(body, key, Jose.JwsAlgorithm.HS256);""",
        """var body = new Dictionary<string, object> { { "sub", text }, { "exp", DateTimeOffset.UtcNow.AddMinutes(15).ToUnixTimeSeconds() } }; return Jose.JWT.Encode(body, key, Jose.JwsAlgorithm.HS256);""")]
    [InlineData(
        """return Jose.JWT.{|TKG1002:Encode|}(new Dictionary<string, object> { ["sub"] = text }, key, Jose.JwsAlgorithm.HS256);""",
        """return Jose.JWT.Encode(new Dictionary<string, object> { ["sub"] = text, ["exp"] = DateTimeOffset.UtcNow.AddMinutes(15).ToUnixTimeSeconds() }, key, Jose.JwsAlgorithm.HS256);""")]
    [InlineData(
        """return handler.{|TKG1002:CreateToken|}(JsonSerializer.Serialize(new { sub = text }), credentials);""",
        """return handler.CreateToken(JsonSerializer.Serialize(new { sub = text, exp = DateTimeOffset.UtcNow.AddMinutes(15).ToUnixTimeSeconds() }), credentials);""")]
    public Task Fix_sets_an_expiry(string body, string fixedBody) => Verify.Fixes(In(body), In(fixedBody));

    [Fact]
    public Task Fix_adds_a_claim_to_a_builder() =>
        Verify.Fixes(
            InJwtNet("""
                return {|TKG1002:new JwtBuilder|}()
                    .WithAlgorithm(algorithm)
                    .AddClaim("sub", text) // who
                    .Encode();
                """),
            InJwtNet("""
                return new JwtBuilder()
                    .WithAlgorithm(algorithm)
                    .AddClaim("sub", text) // who
                    .AddClaim("exp", DateTimeOffset.UtcNow.AddMinutes(15).ToUnixTimeSeconds())
                    .Encode();
                """));

    [Theory]
    [InlineData(
        """var builder = new JwtBuilder(); return builder.WithAlgorithm(algorithm).{|TKG1002:Encode|}();""",
        """var builder = new JwtBuilder(); return builder.WithAlgorithm(algorithm).AddClaim("exp", DateTimeOffset.UtcNow.AddMinutes(15).ToUnixTimeSeconds()).Encode();""")]
    [InlineData(
        """return encoder.{|TKG1002:Encode|}(new Dictionary<string, object>(), new { sub = text }, new byte[32]);""",
        """return encoder.Encode(new Dictionary<string, object>(), new { sub = text, exp = DateTimeOffset.UtcNow.AddMinutes(15).ToUnixTimeSeconds() }, new byte[32]);""")]
    public Task Fix_adds_the_claim_for_JWT_NET(string body, string fixedBody) => Verify.Fixes(InJwtNet(body), InJwtNet(fixedBody));

    [Fact]
    public Task Fix_of_a_builder_that_is_created_by_a_method() =>
        Verify.Fixes(
            InNewerJwtNet("""return JwtBuilder.{|TKG1002:Create|}().WithAlgorithm(new HMACSHA256Algorithm()).Encode();"""),
            InNewerJwtNet("""return JwtBuilder.Create().WithAlgorithm(new HMACSHA256Algorithm()).AddClaim("exp", DateTimeOffset.UtcNow.AddMinutes(15).ToUnixTimeSeconds()).Encode();"""),
            stubs: "JwtNet11.cs");

    [Fact]
    public Task Fix_uses_the_clock_in_scope_and_the_limit() =>
        Verify.Fixes(
            """
            using System.IdentityModel.Tokens.Jwt;
            using Microsoft.IdentityModel.Tokens;

            public class C(SigningCredentials credentials, TimeProvider clock)
            {
                public string M() => new JwtSecurityTokenHandler().WriteToken({|TKG1002:new JwtSecurityToken|}("me", signingCredentials: credentials));
            }
            """,
            """
            using System.IdentityModel.Tokens.Jwt;
            using Microsoft.IdentityModel.Tokens;

            public class C(SigningCredentials credentials, TimeProvider clock)
            {
                public string M() => new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken("me", expires: clock.GetUtcNow().UtcDateTime.AddMinutes(10), signingCredentials: credentials));
            }
            """,
            options: "tokenguard.max_access_token_lifetime = 10m");

    [Theory]
    [InlineData("""return handler.{|TKG1002:CreateToken|}("{\"sub\":\"1\"}", credentials);""")]
    [InlineData("""return Jose.JWT.{|TKG1002:Encode|}(new Dictionary<string, string> { ["sub"] = text }, key, Jose.JwsAlgorithm.HS256);""")]
    public Task No_fix_where_the_claim_does_not_fit(string body) => Verify.OffersNoFix(In(body));

    [Fact]
    public void Claims_that_tell_an_expiry()
    {
        Assert.All(["exp", "Exp", "expires_at", "ExpirationTime", "validTo"], claim => Assert.True(ExpiryClaims.TellsExpiry(claim)));
        Assert.All(["sub", "experience", "export", "iat"], claim => Assert.False(ExpiryClaims.TellsExpiry(claim)));
        Assert.True(ExpiryClaims.NeverExpire(["sub", "iat"]));
        Assert.True(ExpiryClaims.NeverExpire([]));
        Assert.False(ExpiryClaims.NeverExpire(["iss", "iat"]));
        Assert.False(ExpiryClaims.NeverExpire(["client_name", "software_id"]));
        Assert.True(ExpiryClaims.MayExpire("not json"));
    }

    private static string In(string body) => $$"""
        using System.IdentityModel.Tokens.Jwt;
        using System.Security.Claims;
        using System.Text.Json;
        using Microsoft.IdentityModel.JsonWebTokens;
        using Microsoft.IdentityModel.Tokens;
        using JwtRegisteredClaimNames = System.IdentityModel.Tokens.Jwt.JwtRegisteredClaimNames;

        public class ClaimsOwner
        {
            public ClaimsOwner(List<Claim> claims) => claims.Add(new Claim("exp", "5"));
        }

        public class C
        {
            private static readonly JsonWebTokenHandler NoDefaults = new() { SetDefaultTimesOnTokenCreation = false };
            private static List<Claim>? Kept;
            private static void Fill(IDictionary<string, object> payload) { foreach (var key in payload.Keys.ToList()) { payload[key + key] = key; } }
            private static void Fill2() => Kept!.Add(new Claim("exp", "5"));
            private static void AddRoles(List<Claim> claims, string[] roles) { foreach (var role in roles) { claims.Add(new Claim("role", role)); } }
            private static IEnumerable<Claim> ClaimsOf(string text)
            {
                var claims = new List<Claim> { new("sub", text) };
                claims.Add(new Claim("role", text));
                return claims;
            }

            public static object? M(SigningCredentials credentials, SecurityKey key, JsonWebTokenHandler handler, ClaimsPrincipal user, Action<List<Claim>> fill, IEnumerable<Claim> claims,
                JwtPayload payload, Dictionary<string, object> given, DateTime time, DateTime? maybeTime, string[] names, string text, bool flag)
            {
                {{body}}
            }
        }
        """;

    private static string InJwtNet(string body) => $$"""
        using JWT;
        using JWT.Algorithms;
        using JWT.Builder;
        using JWT.Serializers;

        public class C
        {
            private static void Fill(JwtBuilder builder) => builder.AddClaim("exp", 5);

            public string M(IJwtAlgorithm algorithm, IJwtEncoder encoder, JwtBuilder given, Dictionary<string, object> claims, string text, bool flag)
            {
                {{body}}
            }
        }
        """;

    private static string InNewerJwtNet(string body) => $$"""
        using JWT.Algorithms;
        using JWT.Builder;

        public class Claims { public long Exp => 5; }

        public class C
        {
            public string M()
            {
                {{body}}
            }
        }
        """;
}
