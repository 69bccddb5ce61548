using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Validation.TokenValidationAnalyzer, TokenGuard.CodeFixes.Validation.TokenValidationParametersCodeFix>;

namespace TokenGuard.Analyzers.Tests.Validation;

/// <summary>TKG2017.</summary>
public class ValidatorAlwaysSucceedsTests
{
    private const string Usings = """
        using Microsoft.AspNetCore.Authentication.JwtBearer;
        using Microsoft.IdentityModel.JsonWebTokens;
        using Microsoft.IdentityModel.Tokens;
        using System.IdentityModel.Tokens.Jwt;
        using System.Security.Claims;

        """;

    [Theory]
    [InlineData("IssuerSigningKeyValidator = (key, token, parameters) => true")]
    [InlineData("IssuerSigningKeyValidator = delegate { return true; }")]
    [InlineData("IssuerSigningKeyValidator = (key, token, parameters) => { Console.WriteLine(key.KeyId); return true; }")]
    [InlineData("IssuerSigningKeyValidator = (key, token, parameters) => key != null")]
    [InlineData("IssuerSigningKeyValidator = AnyKey")]
    [InlineData("IssuerSigningKeyValidator = AnyKeyThroughHelper")]
    [InlineData("IssuerSigningKeyValidator = new IssuerSigningKeyValidator((_, _, _) => true)")]
    [InlineData("IssuerSigningKeyValidatorUsingConfiguration = (key, token, parameters, configuration) => true")]
    [InlineData("TokenReplayValidator = (expires, token, parameters) => true")]
    [InlineData("TokenReplayValidator = (expires, token, parameters) => { var isNew = true; return isNew; }")]
    [InlineData("TypeValidator = (type, token, parameters) => type")]
    [InlineData("TypeValidator = (type, token, parameters) => \"JWT\"")]
    public Task Validator_that_cannot_say_no_is_reported(string member) =>
        Check.Reports(Method($"var p = new TokenValidationParameters {{ {{|TKG2017:{member}|}} }};"));

    [Theory]
    [InlineData("{|TKG2017:given.TypeValidator = (type, _, _) => type|};")]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => {|TKG2017:o.TokenValidationParameters.IssuerSigningKeyValidator = (_, _, _) => true|});")]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => { o.TokenValidationParameters = new() { {|TKG2017:TokenReplayValidator = (_, _, _) => true|} }; });")]
    [InlineData("bool Accept(SecurityKey key, SecurityToken token, TokenValidationParameters parameters) => true; {|TKG2017:given.IssuerSigningKeyValidator = Accept|};")]
    public Task Validator_is_reported_wherever_it_is_set(string body) => Check.Reports(Method(body));

    [Theory]
    [InlineData("IssuerSigningKeyValidator = (key, token, parameters) => key.KeySize >= 2048")]
    [InlineData("IssuerSigningKeyValidator = (key, token, parameters) => Keys.IsKnown(key)")]
    [InlineData("IssuerSigningKeyValidator = (key, token, parameters) => { Keys.Demand(key); return true; }")]
    [InlineData("IssuerSigningKeyValidator = (key, token, parameters) => { if (key is not X509SecurityKey) { throw new SecurityTokenException(); } return true; }")]
    [InlineData("IssuerSigningKeyValidator = (key, token, parameters) => false")]
    [InlineData("IssuerSigningKeyValidator = null")]
    [InlineData("IssuerSigningKeyValidator = keys.Validator")]
    [InlineData("ValidateIssuerSigningKey = false")]
    [InlineData("TokenReplayValidator = (expires, token, parameters) => Keys.Seen.TryAdd(token, expires)")]
    [InlineData("TypeValidator = (type, token, parameters) => type == \"at+jwt\" ? type : throw new SecurityTokenInvalidTypeException()")]
    [InlineData("TypeValidator = (type, token, parameters) => Keys.DemandType(type)")]
    public Task Validator_that_may_refuse_is_silent(string member) =>
        Check.Silent(Method($"var p = new TokenValidationParameters {{ {member} }};"));

    [Fact]
    public Task Validator_that_is_replaced_later_is_silent() =>
        Check.Silent(Method("given.TypeValidator = (type, _, _) => type; given.TypeValidator = (type, _, _) => Keys.DemandType(type);"));

    [Fact]
    public Task Delegate_of_the_same_name_of_another_type_is_silent() =>
        Check.Silent("public class Form { public Func<string, string>? TypeValidator { get; set; } } public class C { public object M() => new Form { TypeValidator = type => type }; }");

    [Theory]
    [InlineData("Task.FromResult(new TokenValidationResult { IsValid = true, ClaimsIdentity = new ClaimsIdentity(\"Bearer\") })")]
    [InlineData("Task.FromResult(Valid)")]
    public Task Handler_that_says_of_every_token_that_it_is_valid_is_reported(string result) =>
        Check.Reports(Usings + $$"""
            public class TrustingHandler : JsonWebTokenHandler
            {
                private static readonly TokenValidationResult Valid = new() { IsValid = true };
                public override Task<TokenValidationResult> {|TKG2017:ValidateTokenAsync|}(string token, TokenValidationParameters parameters) => {{result}};
            }
            """);

    [Theory]
    [InlineData("await base.ValidateTokenAsync(token, parameters)")]
    [InlineData("new TokenValidationResult { IsValid = false }")]
    [InlineData("new TokenValidationResult { IsValid = await service.IsActiveAsync(token) }")]
    [InlineData("await service.IsActiveAsync(token) ? new TokenValidationResult { IsValid = true } : new TokenValidationResult()")]
    public Task Handler_that_may_refuse_is_silent(string result) =>
        Check.Silent(Usings + $$"""
            public interface IIntrospection { Task<bool> IsActiveAsync(string token); }
            public class IntrospectingHandler(IIntrospection service) : JsonWebTokenHandler
            {
                public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters parameters)
                {
                    await service.IsActiveAsync(token);
                    return {{result}};
                }
            }
            """);

    [Fact]
    public Task Message_names_the_validator() =>
        Check.ReportsMessages(
            Method("var p = new TokenValidationParameters { {|#0:TypeValidator = (type, _, _) => type|}, {|#1:IssuerSigningKeyValidator = (key, _, _) => key is not null|} };"),
            new DiagnosticResult("TKG2017", DiagnosticSeverity.Warning).WithLocation(0).WithMessage("'TypeValidator' accepts everything, so nothing is checked there; remove it"),
            new DiagnosticResult("TKG2017", DiagnosticSeverity.Warning).WithLocation(1).WithMessage("'IssuerSigningKeyValidator' refuses only tokens without key, so nothing is checked there; remove it"));

    [Fact]
    public Task Fix_removes_the_validator() =>
        Check.Fixes(
            Method("var p = new TokenValidationParameters { ValidAudience = text, {|TKG2017:TypeValidator = (type, _, _) => type|} };"),
            Method("var p = new TokenValidationParameters { ValidAudience = text };"));

    private static string Method(string body) =>
        Usings + $$"""
        public class Keys
        {
            public static System.Collections.Concurrent.ConcurrentDictionary<string, DateTime?> Seen { get; } = new();
            public IssuerSigningKeyValidator? Validator { get; set; }
            public static bool IsKnown(SecurityKey key) => key.KeyId == "1";
            public static void Demand(SecurityKey key) { if (key.KeySize < 2048) { throw new SecurityTokenException(); } }
            public static string DemandType(string type) => type == "at+jwt" ? type : throw new SecurityTokenException();
        }
        public class C
        {
            private static bool AnyKey(SecurityKey key, SecurityToken token, TokenValidationParameters parameters) => true;
            private static bool AnyKeyThroughHelper(SecurityKey key, SecurityToken token, TokenValidationParameters parameters) => Yes();
            private static bool Yes() => true;

            public void Configure(IServiceCollection services, TokenValidationParameters given, Keys keys, string text)
            {
                {{body}}
            }
        }
        """;
}
