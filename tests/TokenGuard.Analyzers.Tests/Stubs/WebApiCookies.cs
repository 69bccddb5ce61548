namespace System.Net.Http.Headers
{
    public class CookieHeaderValue
    {
        public CookieHeaderValue(string name, string value)
        {
        }

        public bool HttpOnly { get; set; }

        public bool Secure { get; set; }

        public string? Path { get; set; }

        public DateTimeOffset? Expires { get; set; }

        public TimeSpan? MaxAge { get; set; }
    }
}

namespace System.Net.Http
{
    public static class HttpResponseHeadersExtensions
    {
        public static void AddCookies(this Headers.HttpResponseHeaders headers, IEnumerable<Headers.CookieHeaderValue> cookies)
        {
        }
    }
}
