using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Configuration.HardcodedTokenAnalyzer>;

namespace TokenGuard.Analyzers.Tests.Configuration;

public class HardcodedTokenTests
{
    // {"alg":"HS256","typ":"JWT"} . {"sub":"42","role":"admin"} . 32 bytes
    private const string Header = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";
    private const string Jwt = Header + ".eyJzdWIiOiI0MiIsInJvbGUiOiJhZG1pbiJ9." + Signature;
    private const string Signature = "c2lnbmF0dXJlc2lnbmF0dXJlc2lnbmF0dXJlMTIzNDU";

    private static readonly string OurRefreshToken = "tgr_" + string.Concat(Enumerable.Repeat("Ab3-_xYz", 9));

    public static TheoryData<string> Literals => new(
        $"\"{Jwt}\"",
        $"\"Bearer {Jwt}\"",
        $"\"{Header}.\" + \"eyJzdWIiOiI0MiIsInJvbGUiOiJhZG1pbiJ9.\" + \"{Signature}\"",
        $"@\"{Jwt}\"",
        $"\"{OurRefreshToken}\"");

    [Theory]
    [MemberData(nameof(Literals))]
    public Task A_token_in_a_member_a_variable_or_a_call_is_reported(string literal) =>
        Check.Reports(
            $$"""
            class Client(HttpClient http)
            {
                private const string Token = {|TKG7013:{{literal}}|};
                public string Other { get; } = {|TKG7013:{{literal}}|};

                public void Send()
                {
                    var token = {|TKG7013:{{literal}}|};
                    http.DefaultRequestHeaders.Add("Authorization", {|TKG7013:{{literal}}|});
                }
            }
            """);

    [Fact]
    public Task A_token_as_bytes_or_in_an_attribute_is_reported() =>
        Check.Reports(
            $$"""
            [AttributeUsage(AttributeTargets.All)]
            class KeyAttribute(string key) : Attribute { public string Key => key; }

            class Client
            {
                public ReadOnlySpan<byte> Bytes => {|TKG7013:"{{Jwt}}"u8|};

                [Key({|TKG7013:"{{Jwt}}"|})]
                public void Send() { }
            }
            """);

    public static TheoryData<string> NoTokens => new(
        "",
        "eyJ",
        "eyJhbGciOi...",
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiI0MiJ9.", // unsigned
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiI0MiJ9.signature", // an example
        "eyJraW5kIjoiY3Vyc29yIiwicGFnZSI6MTJ9.eyJzdWIiOiI0MiIsInJvbGUiOiJhZG1pbiJ9." + Signature, // its header names no algorithm
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJyb2xlIjoiYW5vbiIsImlzcyI6InN1cGFiYXNlIn0." + Signature, // the public key of Supabase
        "tgr_", "tgr_short", "Bearer ", "Bearer {token}", "Bearer realm=\\\"orders\\\", error=\\\"invalid_token\\\"");

    [Theory]
    [MemberData(nameof(NoTokens))]
    public Task What_is_no_signed_token_is_silent(string literal) =>
        Check.Silent($$"""class Client { const string Text = "{{literal}}"; }""");

    [Fact]
    public Task Examples_are_silent() =>
        Check.Silent(
            $$"""
            class Documentation
            {
                public const string ExampleToken = "{{Jwt}}";
                public string Sample { get; set; } = "{{Jwt}}";

                public void Show()
                {
                    var expiredToken = "{{Jwt}}";
                    Sample = "{{Jwt}}";
                }
            }

            class LoginResponseExamples
            {
                public string Token => "{{Jwt}}";
            }
            """);

    [Fact]
    public Task Licences_are_silent() =>
        Check.Silent(
            $$"""
            class Mapper
            {
                public string LicenseKey { get; set; } = "{{Jwt}}";

                public static void SetLicense(string key) { }

                public static void Start(Mapper mapper)
                {
                    mapper.LicenseKey = "{{Jwt}}";
                    SetLicense("{{Jwt}}");
                }
            }
            """);

    [Fact]
    public Task A_token_for_development_is_silent() =>
        Check.Silent(
            $$"""
            var builder = WebApplication.CreateBuilder(args);
            var token = "";
            if (builder.Environment.IsDevelopment())
            {
                token = "{{Jwt}}";
            }
            """);

    [Fact]
    public Task The_message_does_not_repeat_the_token() =>
        Verify<TokenGuard.Analyzers.Configuration.HardcodedTokenAnalyzer, Microsoft.CodeAnalysis.Testing.EmptyCodeFixProvider>.ReportsMessages(
            $$"""class Client { const string Token = {|#0:"{{Jwt}}"|}; }""",
            new Microsoft.CodeAnalysis.Testing.DiagnosticResult("TKG7013", Microsoft.CodeAnalysis.DiagnosticSeverity.Warning).WithLocation(0).WithMessage(
                "A JWT is written in the code, where everyone who can read it can use the token; revoke it, and fetch one when it is needed"));
}
