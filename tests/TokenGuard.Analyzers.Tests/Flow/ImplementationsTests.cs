using TokenGuard.Analyzers.Transport;

namespace TokenGuard.Analyzers.Tests.Flow;

using Verify = Verify<RefreshTokenToResourceServerAnalyzer>;

/// <summary>A call of an interface or a base class goes to the only method that it can run.</summary>
public class ImplementationsTests
{
    private const string Writes = "{ http.DefaultRequestHeaders.Add(\"X-Token\", value); }";

    private static string Code(string types, string parameter, string body) =>
        $$"""
        public class Login { }
        public class Order { }

        {{types}}

        public class OrdersClient(HttpClient http, {{parameter}})
        {
            public async Task GetOrdersAsync(string refreshToken)
            {
                {{body}}
                await http.GetAsync("https://api.example.com/orders");
            }
        }
        """;

    [Theory]
    [InlineData("public class Base { public void Send(HttpClient http, string value) $ } public class Store : Base, ISender { }")]
    [InlineData("public class Base<T> { public void Send(HttpClient http, string value) $ } public class Store : Base<Login>, ISender { } public class Other : Base<Order>, ISender { }")]
    [InlineData("public class Store : ISender { void ISender.Send(HttpClient http, string value) $ }")]
    [InlineData("public abstract class Base : ISender { public abstract void Send(HttpClient http, string value); } public class Store : Base { public override void Send(HttpClient http, string value) $ }")]
    [InlineData("public class Outer { private class Store : ISender { public void Send(HttpClient http, string value) $ } }")]
    [InlineData("public interface IMore : ISender { } public struct Store : IMore { public void Send(HttpClient http, string value) $ }")]
    public Task The_only_implementation(string types) =>
        Verify.Reports(Code("public interface ISender { void Send(HttpClient http, string value); } " + types.Replace("$", Writes, StringComparison.Ordinal), "ISender sender", "sender.Send(http, {|TKG4005:refreshToken|});"));

    [Theory]
    [InlineData("public class A : ISender { public void Send(HttpClient http, string value) $ } public class B : ISender { public void Send(HttpClient http, string value) { } }")]
    [InlineData("public class A : ISender { public virtual void Send(HttpClient http, string value) $ } public class B : A { public override void Send(HttpClient http, string value) { } }")]
    [InlineData("public class Base { public void Send(HttpClient http, string value) { } } public class A : Base, ISender { } public class B : ISender { public void Send(HttpClient http, string value) $ }")]
    public Task One_of_several_is_not_followed(string types) =>
        Verify.Silent(Code("public interface ISender { void Send(HttpClient http, string value); } " + types.Replace("$", Writes, StringComparison.Ordinal), "ISender sender", "sender.Send(http, refreshToken);"));

    [Theory]
    [InlineData("IHandler<Login> handler", "handler.Handle(http, {|TKG4005:refreshToken|});")]
    [InlineData("IHandler<Order> handler", "handler.Handle(http, refreshToken);")]
    public Task Each_construction_finds_its_own(string parameter, string body) =>
        Verify.Reports(Code($$"""
            public interface IHandler<T> { void Handle(HttpClient http, string value); }
            public class LoginHandler : IHandler<Login> { public void Handle(HttpClient http, string value) {{Writes}} }
            public class OrderHandler : IHandler<Order> { public void Handle(HttpClient http, string value) { } }
            """, parameter, body));

    [Theory]
    [InlineData("Handler<Login> handler", "handler.Handle(http, {|TKG4005:refreshToken|});")]
    [InlineData("Handler<Order> handler", "handler.Handle(http, refreshToken);")]
    public Task So_does_each_construction_of_a_base_class(string parameter, string body) =>
        Verify.Reports(Code($$"""
            public abstract class Handler<T> { public abstract void Handle(HttpClient http, string value); }
            public class LoginHandler : Handler<Login> { public override void Handle(HttpClient http, string value) {{Writes}} }
            public class OrderHandler : Handler<Order> { public override void Handle(HttpClient http, string value) { } }
            """, parameter, body));

    [Fact]
    public Task An_open_implementation_is_one_of_every_construction() =>
        Verify.Reports(Code($$"""
            public interface IHandler<T> { void Handle(HttpClient http, string value); }
            public class Handler<T> : IHandler<T> { public void Handle(HttpClient http, string value) {{Writes}} }
            """, "IHandler<Login> handler", "handler.Handle(http, {|TKG4005:refreshToken|});"));

    [Fact]
    public Task An_open_implementation_beside_another_makes_two() =>
        Verify.Silent(Code($$"""
            public interface IHandler<T> { void Handle(HttpClient http, string value); }
            public class Handler<T> : IHandler<T> { public void Handle(HttpClient http, string value) {{Writes}} }
            public class LoginHandler : IHandler<Login> { public void Handle(HttpClient http, string value) { } }
            """, "IHandler<Login> handler", "handler.Handle(http, refreshToken);"));
}
