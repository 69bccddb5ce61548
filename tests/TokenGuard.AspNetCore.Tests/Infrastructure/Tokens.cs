using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace TokenGuard.AspNetCore.Tests;

/// <summary>Texts with the shape of tokens. No test may find one in what an application says.</summary>
internal static class Tokens
{
    public static readonly string Jwt = $"{Encode("""{"alg":"HS256","typ":"JWT"}""")}.{Encode("""{"sub":"alice","exp":1893456000}""")}.c2lnbmF0dXJlLXNpZ25hdHVyZS1zaWduYXR1cmUtMDE";

    public static readonly string Refresh = "tgr_" + new string('q', 70);

    public const string Opaque = "8xLOxBtZp8R2dk4Wm3Qq7yT1vN5sJ6aC";

    public static void AssertNoneIn(Recorder recorder)
    {
        foreach (var token in new[] { Jwt, Refresh, Opaque, Jwt[..30] })
        {
            Assert.DoesNotContain(token, recorder.AllText, StringComparison.Ordinal);
        }
    }

    private static string Encode(string json) => Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(json));
}
