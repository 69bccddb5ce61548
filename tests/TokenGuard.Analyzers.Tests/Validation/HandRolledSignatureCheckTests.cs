using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Validation.HandRolledSignatureCheckAnalyzer, TokenGuard.CodeFixes.Validation.HandRolledSignatureCheckCodeFix>;

namespace TokenGuard.Analyzers.Tests.Validation;

/// <summary>TKG2011.</summary>
public class HandRolledSignatureCheckTests
{
    private const string Usings = """
        using System.Security.Cryptography;
        using System.Text;
        using Microsoft.AspNetCore.WebUtilities;
        using Microsoft.IdentityModel.JsonWebTokens;
        using Microsoft.IdentityModel.Tokens;

        """;

    [Fact(Timeout = 60_000)]
    public Task Methods_that_call_each_other_are_not_searched_without_end() =>
        Check.Reports(Method(
            "return F0(body) == signature; "
            + string.Concat(Enumerable.Range(0, 12).Select(i => $"static string F{i}(string x) => x.Length switch {{ 1 => F{i + 1}(x + 1), 2 => F{i + 1}(x + 2), 3 => F{i + 1}(x + 3), _ => F{i + 1}(x) }}; "))
            + "static string F12(string x) => x;"));

    [Theory]
    [InlineData("var computed = Base64UrlEncoder.Encode(hmac.ComputeHash(Encoding.UTF8.GetBytes(parts[0] + \".\" + parts[1]))); return {|TKG2011:computed == parts[2]|};")]
    [InlineData("var computed = WebEncoders.Base64UrlEncode(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes($\"{parts[0]}.{parts[1]}\"))); return !({|TKG2011:computed != parts[2]|});")]
    [InlineData("var first = parts[0]; var second = parts[1]; var computed = hmac.ComputeHash(Encoding.UTF8.GetBytes(string.Concat(first, \".\", second))); return {|TKG2011:computed.SequenceEqual(Base64UrlEncoder.DecodeBytes(parts[2]))|};")]
    [InlineData("var computed = hmac.ComputeHash(Encoding.UTF8.GetBytes(string.Join(\".\", parts[0], parts[1]))); return {|TKG2011:Base64UrlEncoder.DecodeBytes(parts[2]).AsSpan().SequenceEqual(computed)|};")]
    [InlineData("var data = $\"{parts[0]}.{parts[1]}\"; var computed = Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(data))).TrimEnd('=').Replace('+', '-').Replace('/', '_'); return {|TKG2011:string.Equals(computed, parts[2], StringComparison.Ordinal)|};")]
    [InlineData("var computed = Encode(hmac.ComputeHash(Encoding.UTF8.GetBytes(parts[0] + '.' + parts[1]))); return {|TKG2011:parts[2].Equals(computed)|};")]
    [InlineData("return {|TKG2011:Sign(parts[0] + \".\" + parts[1]) == parts[2]|};")]
    [InlineData("var computed = Encode(hmac.ComputeHash(Encoding.UTF8.GetBytes(accessToken.Substring(0, accessToken.LastIndexOf('.'))))); return {|TKG2011:computed == parts[2]|};")]
    [InlineData("var jwt = new JsonWebToken(accessToken); var computed = Encode(hmac.ComputeHash(Encoding.UTF8.GetBytes(jwt.EncodedHeader + \".\" + jwt.EncodedPayload))); return {|TKG2011:computed == jwt.EncodedSignature|};")]
    [InlineData("var data = parts[0] + \".\" + parts[1]; return {|TKG2011:data + \".\" + Encode(hmac.ComputeHash(Encoding.UTF8.GetBytes(data))) == accessToken|};")]
    public Task Signature_of_a_token_that_is_compared_by_hand_is_reported(string body) => Check.Reports(Method(body));

    [Theory]
    [InlineData("return CryptographicOperations.FixedTimeEquals(hmac.ComputeHash(Encoding.UTF8.GetBytes(parts[0] + \".\" + parts[1])), Base64UrlEncoder.DecodeBytes(parts[2]));")]
    [InlineData("return Encode(hmac.ComputeHash(Encoding.UTF8.GetBytes(parts[0] + \".\" + body))) == parts[1];")]
    [InlineData("return Encode(hmac.ComputeHash(Encoding.UTF8.GetBytes(timestamp + \".\" + body))) == signature;")]
    [InlineData("return Encode(hmac.ComputeHash(Encoding.UTF8.GetBytes($\"{timestampHeader}.{payload}\"))) == signature;")]
    [InlineData("return Encode(hmac.ComputeHash(Encoding.UTF8.GetBytes($\"v0:{timestamp}:{body}\"))) == signature;")]
    [InlineData("return Encode(hmac.ComputeHash(Encoding.UTF8.GetBytes(body))) == signature;")]
    [InlineData("return Encode(hmac.ComputeHash(Encoding.UTF8.GetBytes(parts[0]))) == parts[1];")]
    [InlineData("return Encode(SHA256.HashData(Encoding.UTF8.GetBytes(parts[0] + \".\" + parts[1]))) == signature;")]
    [InlineData("var computed = Encode(hmac.ComputeHash(Encoding.UTF8.GetBytes(parts[0] + \".\" + parts[1]))); return computed == null || computed.Length == 0;")]
    [InlineData("var pieces = body.Split(','); return Encode(hmac.ComputeHash(Encoding.UTF8.GetBytes(pieces[0] + \".\" + pieces[1]))) == pieces[2];")]
    public Task Other_signatures_are_silent(string body) => Check.Silent(Method(body));

    [Theory]
    [InlineData("JwtVerifier", "header", "payload", true)]
    [InlineData("TokenReader", "encodedHeader", "encodedPayload", true)]
    [InlineData("WebhookTokenVerifier", "header", "payload", false)]
    [InlineData("TokenReader", "timestampHeader", "payload", false)]
    [InlineData("Messages", "header", "payload", false)]
    public Task Names_tell_a_token_from_a_message(string type, string header, string payload, bool isReported)
    {
        var comparison = $"Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes({header} + \".\" + {payload}))) == signature";
        return Check.Reports(Usings + $$"""
            public class {{type}}(HMAC hmac)
            {
                public bool Verify(string {{header}}, string {{payload}}, string signature) => {{(isReported ? $"{{|TKG2011:{comparison}|}}" : comparison)}};
            }
            """);
    }

    [Fact]
    public Task Message_names_the_comparison_and_says_what_to_do() =>
        Check.ReportsMessages(
            Method("return {|#0:Sign(parts[0] + \".\" + parts[1]) == parts[2]|};"),
            new DiagnosticResult("TKG2011", DiagnosticSeverity.Info).WithLocation(0).WithMessage(
                "'==' compares the signature of a token by hand, and its time tells how much of it was right; let a token handler validate the token, or compare with 'CryptographicOperations.FixedTimeEquals'"));

    [Theory]
    [InlineData("return {|TKG2011:computed.SequenceEqual(given)|}; // signature", "return CryptographicOperations.FixedTimeEquals(computed, given); // signature")]
    [InlineData("return !{|TKG2011:Enumerable.SequenceEqual(given, computed)|};", "return !CryptographicOperations.FixedTimeEquals(given, computed);")]
    [InlineData("return {|TKG2011:computed.AsSpan().SequenceEqual(given)|};", "return CryptographicOperations.FixedTimeEquals(computed.AsSpan(), given);")]
    [InlineData("return {|TKG2011:Encode(computed) == parts[2]|};", "return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Encode(computed)), Encoding.UTF8.GetBytes(parts[2]));")]
    [InlineData("if ({|TKG2011:Encode(computed) != parts[2]|}) { return false; } return true;", "if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Encode(computed)), Encoding.UTF8.GetBytes(parts[2]))) { return false; } return true;")]
    [InlineData("return {|TKG2011:Encode(computed) == maybe|};", "return maybe is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Encode(computed)), Encoding.UTF8.GetBytes(maybe));")]
    [InlineData("return {|TKG2011:string.Equals(Encode(computed), parts[2], StringComparison.Ordinal)|};", "return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Encode(computed)), Encoding.UTF8.GetBytes(parts[2]));")]
    public Task Fix_compares_in_fixed_time(string before, string after)
    {
        const string Computed = "var computed = hmac.ComputeHash(Encoding.UTF8.GetBytes(parts[0] + \".\" + parts[1])); var given = Base64UrlEncoder.DecodeBytes(parts[2]); ";
        return Check.Fixes(Method(Computed + before), Method(Computed + after));
    }

    [Theory]
    [InlineData("return {|TKG2011:string.Equals(computed, parts[2], StringComparison.OrdinalIgnoreCase)|};")]
    [InlineData("return {|TKG2011:string.CompareOrdinal(computed, parts[2])|} == 0;")]
    public Task What_cannot_be_compared_by_its_bytes_has_no_fix(string body) =>
        Check.OffersNoFix(Method("var computed = Encode(hmac.ComputeHash(Encoding.UTF8.GetBytes(parts[0] + \".\" + parts[1]))); " + body));

    private static string Method(string body) =>
        Usings + $$"""
        public class C
        {
            private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
            private static string Sign(string data) => Encode(HMACSHA256.HashData(new byte[32], Encoding.UTF8.GetBytes(data)));

            public bool M(string accessToken, HMACSHA256 hmac, byte[] key, string timestamp, string timestampHeader, string payload, string body, string signature, string? maybe)
            {
                var parts = accessToken.Split('.');
                {{body}}
            }
        }
        """;
}
