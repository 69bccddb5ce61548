namespace System.Web
{
    public sealed class HttpCookie
    {
        public HttpCookie(string name) => Name = name;

        public HttpCookie(string name, string value) : this(name) => Value = value;

        public string Name { get; set; }

        public string? Value { get; set; }

        public bool HttpOnly { get; set; }

        public bool Secure { get; set; }

        public SameSiteMode SameSite { get; set; }

        public DateTime Expires { get; set; }
    }

    public enum SameSiteMode
    {
        None,
        Lax,
        Strict,
    }

    public sealed class HttpCookieCollection
    {
        public void Add(HttpCookie cookie)
        {
        }

        public void Set(HttpCookie cookie)
        {
        }
    }

    public sealed class HttpResponse
    {
        public HttpCookieCollection Cookies { get; } = new();

        public void AppendHeader(string name, string value)
        {
        }

        public void AppendCookie(HttpCookie cookie)
        {
        }

        public void SetCookie(HttpCookie cookie)
        {
        }
    }
}
