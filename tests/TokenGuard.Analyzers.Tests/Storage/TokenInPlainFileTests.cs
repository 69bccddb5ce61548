using TokenGuard.CodeFixes.Storage;
using Verify = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Storage.TokenInPlainFileAnalyzer, TokenGuard.CodeFixes.Storage.TokenInPlainFileCodeFix>;

namespace TokenGuard.Analyzers.Tests.Storage;

public class TokenInPlainFileTests
{
    private static string Code(string body, string members = "") =>
        $$"""
        using System.Net.Sockets;
        using System.Security.Cryptography;
        using System.Text;
        using System.Text.Json;
        using Microsoft.AspNetCore.DataProtection;

        public class Tokens { public string AccessToken { get; set; } = ""; public string RefreshToken { get; set; } = ""; }
        public class Settings { public string Theme { get; set; } = ""; public string? TokenType { get; set; } }

        public class Cache(IDataProtector protector, string path, string tokenPath)
        {
            public async Task M(string accessToken, string refreshToken, string token, string text, Tokens tokens, Settings settings, NetworkStream network, StreamWriter given, byte[] bytes)
            {
                _ = (protector, path, tokenPath, accessToken, refreshToken, token, text, tokens, settings, network, given, bytes);
                await Task.CompletedTask;
                {{body}}
            }

            {{members}}
        }
        """;

    [Theory]
    [InlineData("""File.WriteAllText(path, {|TKG3008:accessToken|});""")]
    [InlineData("""await File.WriteAllTextAsync("session.txt", {|TKG3008:tokens.RefreshToken|});""")]
    [InlineData("""File.AppendAllText(path, $"{DateTime.Now}: {{|TKG3008:refreshToken|}}");""")]
    [InlineData("""File.WriteAllBytes(path, {|TKG3008:Encoding.UTF8.GetBytes(accessToken)|});""")]
    [InlineData("""File.WriteAllLines(path, new[] { text, {|TKG3008:refreshToken|} });""")]
    [InlineData("""File.WriteAllText(path, JsonSerializer.Serialize({|TKG3008:tokens|}));""")]
    [InlineData("""File.WriteAllText(path, JsonSerializer.Serialize(new { text, value = {|TKG3008:refreshToken|} }));""")]
    [InlineData("""File.WriteAllText(tokenPath, {|TKG3008:token|});""")]
    [InlineData("""File.WriteAllText("token.txt", {|TKG3008:token|});""")]
    [InlineData("""using var writer = new StreamWriter(path); writer.Write({|TKG3008:accessToken|});""")]
    [InlineData("""using var writer = File.CreateText(path); await writer.WriteLineAsync({|TKG3008:accessToken|});""")]
    [InlineData("""using var stream = File.Create(path); await JsonSerializer.SerializeAsync(stream, {|TKG3008:tokens|});""")]
    [InlineData("""Save({|TKG3008:accessToken|});""")]
    public Task Token_in_a_file_is_reported(string body) => Verify.Reports(Code(body, "private void Save(string contents) => File.WriteAllText(path, contents);"));

    [Theory]
    [InlineData("""File.WriteAllText(path, protector.Protect(accessToken));""")]
    [InlineData("""File.WriteAllBytes(path, protector.Protect(Encoding.UTF8.GetBytes(accessToken)));""")]
    [InlineData("""var safe = protector.Protect(JsonSerializer.Serialize(tokens)); File.WriteAllText(path, safe);""")]
    [InlineData("""File.WriteAllText(path, Hash(accessToken));""")]
    [InlineData("""File.WriteAllText(path, token);""")]
    [InlineData("""File.WriteAllText(path, JsonSerializer.Serialize(settings));""")]
    [InlineData("""File.WriteAllText(path, text);""")]
    [InlineData("""File.WriteAllText("tokens.txt", text);""")]
    [InlineData("""File.WriteAllText(accessToken, text);""")]
    [InlineData("""using var writer = new StreamWriter(network); writer.Write(accessToken);""")]
    [InlineData("""given.Write(accessToken);""")]
    [InlineData("""using var file = File.Create(path); using var aes = Aes.Create(); using var cipher = new CryptoStream(file, aes.CreateEncryptor(), CryptoStreamMode.Write); using var writer = new StreamWriter(cipher); writer.Write(accessToken);""")]
    [InlineData("""File.WriteAllText(path, accessToken); File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);""")]
    [InlineData("""await JsonSerializer.SerializeAsync(network, tokens);""")]
    [InlineData("""Console.Write(accessToken);""")]
    [InlineData("""Save(text);""")]
    public Task Other_values_and_other_places_are_silent(string body) =>
        Verify.Silent(Code(body, "private void Save(string contents) => File.WriteAllText(path, contents); private static string Hash(string text) => text;"));

    [Fact]
    public Task Contents_are_protected() =>
        Verify.Fixes(
            Code("""File.WriteAllText(path, /* json */ JsonSerializer.Serialize({|TKG3008:tokens|})); // kept"""),
            Code("""File.WriteAllText(path, /* json */ protector.Protect(JsonSerializer.Serialize(tokens))); // kept"""),
            nameof(TokenInPlainFileCodeFix));

    [Theory]
    [InlineData("""using var writer = new StreamWriter(path); writer.Write({|TKG3008:accessToken|});""")]
    [InlineData("""File.AppendAllText(path, {|TKG3008:accessToken|});""")]
    public Task What_is_added_to_a_file_is_left_to_the_user(string body) => Verify.OffersNoFix(Code(body));

    [Fact]
    public Task Without_protector_there_is_no_fix() =>
        Verify.OffersNoFix("""
            public class Cache
            {
                public void Save(string accessToken) => File.WriteAllText("session", {|TKG3008:accessToken|});
            }
            """);
}
