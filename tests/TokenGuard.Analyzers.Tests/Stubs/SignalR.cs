namespace Microsoft.AspNetCore.Http.Connections.Client
{
    using System;
    using System.Threading.Tasks;

    public class HttpConnectionOptions
    {
        public Func<Task<string?>>? AccessTokenProvider { get; set; }
    }
}

namespace Microsoft.AspNetCore.SignalR.Client
{
    using System;
    using Microsoft.AspNetCore.Http.Connections.Client;

    public class HubConnectionBuilder
    {
        public HubConnectionBuilder WithUrl(string url, Action<HttpConnectionOptions> configure) => this;
    }
}
