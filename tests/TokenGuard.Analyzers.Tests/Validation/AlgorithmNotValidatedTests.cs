using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using TokenGuard.CodeFixes.Validation;
using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Validation.TokenValidationAnalyzer, TokenGuard.CodeFixes.Validation.AlgorithmNotValidatedCodeFix>;

namespace TokenGuard.Analyzers.Tests.Validation;

/// <summary>TKG2016.</summary>
public class AlgorithmNotValidatedTests
{
    private const string Usings = """
        using Microsoft.AspNetCore.Authentication.JwtBearer;
        using Microsoft.IdentityModel.JsonWebTokens;
        using Microsoft.IdentityModel.Tokens;
        using System.IdentityModel.Tokens.Jwt;
        using System.Security.Claims;

        """;

    [Theory]
    [InlineData("AlgorithmValidator = (algorithm, key, token, parameters) => true")]
    [InlineData("AlgorithmValidator = delegate { return true; }")]
    [InlineData("AlgorithmValidator = (algorithm, key, token, parameters) => { return true; }")]
    [InlineData("AlgorithmValidator = (algorithm, key, token, parameters) => !string.IsNullOrEmpty(algorithm)")]
    [InlineData("AlgorithmValidator = AnyAlgorithm")]
    [InlineData("AlgorithmValidator = (algorithm, key, token, parameters) => true, ValidAlgorithms = [SecurityAlgorithms.RsaSha256]")]
    public Task Validator_that_accepts_every_algorithm_is_reported(string members) =>
        Check.Reports(Method($"var p = new TokenValidationParameters {{ {Marked(members)} }};"));

    [Theory]
    [InlineData("AlgorithmValidator = (algorithm, key, token, parameters) => algorithm == SecurityAlgorithms.RsaSha256")]
    [InlineData("AlgorithmValidator = (algorithm, key, token, parameters) => Allowed.Contains(algorithm)")]
    [InlineData("AlgorithmValidator = (algorithm, key, token, parameters) => algorithm switch { \"RS256\" => true, _ => false }")]
    [InlineData("AlgorithmValidator = null")]
    [InlineData("ValidAlgorithms = [SecurityAlgorithms.RsaSha256]")]
    [InlineData("ValidAlgorithms = new[] { \"RS256\", \"ES256\" }")]
    [InlineData("ValidAlgorithms = Allowed")]
    [InlineData("ValidAlgorithms = [text]")]
    [InlineData("ValidTypes = [\"none\"]")]
    public Task Algorithms_that_are_limited_are_silent(string member) =>
        Check.Silent(Method($"var p = new TokenValidationParameters {{ {member} }};"));

    [Theory]
    [InlineData("var p = new TokenValidationParameters { ValidAlgorithms = [SecurityAlgorithms.RsaSha256, {|TKG2016:SecurityAlgorithms.None|}] };")]
    [InlineData("var p = new TokenValidationParameters { ValidAlgorithms = new[] { {|TKG2016:\"none\"|}, \"HS256\" } };")]
    [InlineData("var p = new TokenValidationParameters { ValidAlgorithms = new List<string> { {|TKG2016:\"None\"|}, \"HS256\" } };")]
    [InlineData("given.ValidAlgorithms = new[] { {|TKG2016:SecurityAlgorithms.None|} };")]
    [InlineData("{|TKG2016:given.ValidAlgorithms = AllowedAndNone|};")]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => o.TokenValidationParameters.ValidAlgorithms = [{|TKG2016:\"none\"|}, \"RS256\"]);")]
    public Task List_with_none_in_it_is_reported(string body) => Check.Reports(Method(body));

    [Theory]
    [InlineData("if (!((JwtSecurityToken)token).Header.Alg.Equals(SecurityAlgorithms.HmacSha256)) { throw new SecurityTokenException(); }")]
    [InlineData("if (token is not JwtSecurityToken { Header.Alg: \"HS256\" } jwt || jwt.Header.Alg != \"HS256\") { return; }")]
    public Task Algorithm_that_is_checked_in_the_same_place_is_silent(string check) =>
        Check.Silent(Method("new JwtSecurityTokenHandler().ValidateToken(text, new() { AlgorithmValidator = (_, _, _, _) => true }, out var token); " + check));

    [Fact]
    public Task List_that_is_replaced_later_is_silent() =>
        Check.Silent(Method("given.ValidAlgorithms = [\"none\"]; given.ValidAlgorithms = [\"RS256\"];"));

    [Fact]
    public Task Member_of_another_type_is_silent() =>
        Check.Silent("public class Zip { public string[]? ValidAlgorithms { get; set; } } public class C { public object M() => new Zip { ValidAlgorithms = [\"none\"] }; }");

    [Fact]
    public Task Message_names_the_member_and_says_what_to_do() =>
        Check.ReportsMessages(
            Method("var p = new TokenValidationParameters { {|#0:AlgorithmValidator = (_, _, _, _) => true|} }; var q = new TokenValidationParameters { ValidAlgorithms = [{|#1:\"none\"|}] };"),
            new DiagnosticResult("TKG2016", DiagnosticSeverity.Warning).WithLocation(0).WithMessage("'AlgorithmValidator' accepts everything, so the sender of a token chooses how it is verified; remove it"),
            new DiagnosticResult("TKG2016", DiagnosticSeverity.Warning).WithLocation(1).WithMessage("'ValidAlgorithms' contains 'none', so the sender of a token chooses how it is verified; remove it"));

    [Theory]
    [InlineData("given.ValidAlgorithms = [SecurityAlgorithms.RsaSha256, {|TKG2016:SecurityAlgorithms.None|}]; // both", "given.ValidAlgorithms = [SecurityAlgorithms.RsaSha256]; // both")]
    [InlineData("given.ValidAlgorithms = new[] { {|TKG2016:\"none\"|}, \"RS256\" };", "given.ValidAlgorithms = new[] { \"RS256\" };")]
    public Task Fix_takes_none_out_of_the_list(string before, string after) => Check.Fixes(Method(before), Method(after));

    [Fact]
    public Task List_of_none_alone_has_no_fix() => Check.OffersNoFix(Method("given.ValidAlgorithms = [{|TKG2016:\"none\"|}];"));

    [Fact]
    public Task Fix_removes_the_validator() =>
        Verify<TokenGuard.Analyzers.Validation.TokenValidationAnalyzer, TokenValidationParametersCodeFix>.Fixes(
            Method("var p = new TokenValidationParameters { {|TKG2016:AlgorithmValidator = (_, _, _, _) => true|}, ValidAlgorithms = [\"RS256\"] };"),
            Method("var p = new TokenValidationParameters { ValidAlgorithms = [\"RS256\"] };"));

    // The first member.
    private static string Marked(string members) =>
        members.Split(", ValidAlgorithms") is [var validator, var rest] ? $"{{|TKG2016:{validator}|}}, ValidAlgorithms{rest}" : $"{{|TKG2016:{members}|}}";

    private static string Method(string body) =>
        Usings + $$"""
        public class C
        {
            private static readonly string[] Allowed = ["RS256"];
            private static readonly string[] AllowedAndNone = ["RS256", "none"];
            private static bool AnyAlgorithm(string algorithm, SecurityKey key, SecurityToken token, TokenValidationParameters parameters) => true;

            public void Configure(IServiceCollection services, TokenValidationParameters given, string text)
            {
                {{body}}
            }
        }
        """;
}
