#nullable enable
namespace Grpc.Core
{
    using System;
    using System.Collections;
    using System.Collections.Generic;
    using System.Threading.Tasks;

    public sealed class Metadata : IEnumerable
    {
        public void Add(string key, string value) { }
        public IEnumerator GetEnumerator() => new List<string>().GetEnumerator();
    }

    public class AuthInterceptorContext;
    public class ChannelCredentials { public static ChannelCredentials Insecure { get; } = new(); public static ChannelCredentials Create(ChannelCredentials channel, CallCredentials call) => channel; }
    public class CallCredentials { public static CallCredentials FromInterceptor(Func<AuthInterceptorContext, Metadata, Task> interceptor) => new(); }
}

namespace Grpc.Net.Client
{
    using System;
    using System.Net.Http;
    using Grpc.Core;

    public class GrpcChannelOptions
    {
        public bool UnsafeUseInsecureChannelCallCredentials { get; set; }
        public ChannelCredentials? Credentials { get; set; }
        public HttpMessageHandler? HttpHandler { get; set; }
    }

    public class GrpcChannel
    {
        public static GrpcChannel ForAddress(string address) => new();
        public static GrpcChannel ForAddress(string address, GrpcChannelOptions channelOptions) => new();
    }
}
