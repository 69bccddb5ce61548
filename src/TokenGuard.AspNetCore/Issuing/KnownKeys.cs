using System.Collections.Frozen;
using System.Text;

namespace TokenGuard.AspNetCore.Issuing;

/// <summary>Keys that tutorials, templates and answers print, and that are copied with them.</summary>
internal static class KnownKeys
{
    private static readonly FrozenSet<string> Texts = new[]
    {
        "a-string-secret-at-least-256-bits-long",
        "a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long",
        "your-256-bit-secret",
        "your-384-bit-secret",
        "your-512-bit-secret",
        "THIS IS USED TO SIGN AND VERIFY JWT TOKENS, REPLACE IT WITH YOUR OWN SECRET, IT CAN BE ANY STRING",
        "THIS_IS_AN_EXAMPLE_SECRET_KEY_FOR_JWT_AUTHENTICATION",
        "this is my custom Secret key for authentication",
        "this is my custom Secret key for authnetication",
        "This is my supper secret key for jwt",
        "this is a secret key for jwt token authentication",
        "ThisismySecretKey",
        "this_is_our_supper_long_security_key_for_token_validation_project_2018_09_07$smesk.in",
        "JWTAuthenticationHIGHsecuredPasswordVVVp1OH7Xzyr",
        "JWTAuthenticationHIGHSecuredPasswordVVVp1OH7XzyrKeyGreater256Bits",
        "ByYM000OLlMQG6VVVp1OH7Xzyr7gHuw1qvUC5dcGt3SNM",
        "Yh2k7QSu4l8CZg5p6X3Pna9L0Miy4D3Bvt0JVr87UcOj69Kqw5R2Nmf4FWs03Hdx",
        "IxrAjDoa2FqElO7IhrSrUJELhUckePEPVpaePlS_Xaw",
        "db3OIsj+BXE9NZDy0t8W3TcNekrF+2d/1sFnWG4HnV8TZY30iTOdtVWJG8abWvB1GlOgJuQZdcF2Luqm/hccMw==",
        "DhftOS5uphK3vmCJQrexST1RsyjZBjXWRgJMFPU4",
        "C1CF4B7DC4C4175B6618DE4F55CA4",
        "StrONGKAutHENTICATIONKEy",
        "mysupersecret_secretkey!123",
        "mysupersecret_secretkey!123_for#JwtToken",
        "superSecretKey@345",
        "superSecretKey@83",
        "super secret unguessable key",
        "my top secret key",
        "my super secret key goes here",
        "MySuperSecretKeyForJwtTokenAuthentication",
        "iNivDmHLpUA223sqsfhqGbMRdRj1PVkH",
        "S0M3RAN0MS3CR3T!1!MAG1C!1!",
        "S0M3RAN0MS3CR3T!1!MAG1C!1!2022",
        "veryVerySecretKey",
        "ProEMLh5e_qnzdNUQrqdHPgp",
        "4125442A472D4B6150645367566B59703373367639792442264528482B4D6251",
        "404E635266556A586E3272357538782F413F4428472B4B6250645367566B5970",
        "AllYourBase",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a key is one of them, as text or decoded.</summary>
    public static bool Contains(byte[] key) =>
        Texts.Contains(Encoding.UTF8.GetString(key)) || Texts.Contains(Convert.ToBase64String(key)) || Texts.Contains(Convert.ToHexString(key));
}
