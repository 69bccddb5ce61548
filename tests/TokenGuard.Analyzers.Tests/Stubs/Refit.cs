#nullable enable
namespace Refit
{
    using System;
    using System.Net.Http;
    using System.Threading;
    using System.Threading.Tasks;

    public class RefitSettings
    {
        public Func<HttpRequestMessage, CancellationToken, Task<string>>? AuthorizationHeaderValueGetter { get; set; }
    }

    public static class RestService
    {
        public static T For<T>(string hostUrl, RefitSettings? settings = null) => default!;
    }

    [AttributeUsage(AttributeTargets.Method)]
    public class GetAttribute(string path) : Attribute { public string Path => path; }

    [AttributeUsage(AttributeTargets.Parameter)]
    public class QueryAttribute : Attribute;

    [AttributeUsage(AttributeTargets.Parameter)]
    public class BodyAttribute : Attribute;

    [AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
    public class AliasAsAttribute(string name) : Attribute { public string Name => name; }

    [AttributeUsage(AttributeTargets.Parameter)]
    public class HeaderAttribute(string header) : Attribute { public string Header => header; }

    [AttributeUsage(AttributeTargets.Parameter)]
    public class AuthorizeAttribute(string scheme = "Bearer") : Attribute { public string Scheme => scheme; }
}
