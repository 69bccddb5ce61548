using TokenGuard.CodeFixes.Storage;
using Verify = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Storage.TokenInPreferencesAnalyzer, TokenGuard.CodeFixes.Storage.TokenInPreferencesCodeFix>;

namespace TokenGuard.Analyzers.Tests.Storage;

public class TokenInPreferencesTests
{
    private const string Stub = "DeviceStorage.cs";

    private static string Code(string body, string modifier = "async ") =>
        $$"""
        using Microsoft.Maui.Storage;
        using Plugin.Settings.Abstractions;

        public class Settings : System.Configuration.ApplicationSettingsBase { public static Settings Default { get; } = new(); public string AccessToken { get; set; } = ""; public string Theme { get; set; } = ""; }

        public class Session(IPreferences preferences, ISettings settings)
        {
            public {{modifier}}Task M(string accessToken, string refreshToken, string token, string text)
            {
                _ = (preferences, settings, accessToken, refreshToken, token, text);
                {{body}}
                {{(modifier.Length > 0 ? "await Task.CompletedTask;" : "return Task.CompletedTask;")}}
            }

            public static string AuthToken { set => Preferences.Set("kAuthToken", {|#0:value|}); }
            public static string RefreshToken { set => Preferences.Set("r", {|#0:value|}); }
            public static string Theme { set => Preferences.Set("kTheme", value); }
        }
        """.Replace("{|#0:value|}", "{|TKG3007:value|}", StringComparison.Ordinal);

    [Theory]
    [InlineData("""Preferences.Set("x", {|TKG3007:accessToken|});""")]
    [InlineData("""Preferences.Set("access_token", {|TKG3007:text|});""")]
    [InlineData("""Preferences.Set("token", {|TKG3007:token|});""")]
    [InlineData("""Preferences.Default.Set("x", {|TKG3007:refreshToken|});""")]
    [InlineData("""preferences.Set("x", {|TKG3007:refreshToken|});""")]
    [InlineData("""Xamarin.Essentials.Preferences.Set("x", {|TKG3007:accessToken|});""")]
    [InlineData("""Xamarin.Forms.Application.Current.Properties["x"] = {|TKG3007:accessToken|};""")]
    [InlineData("""Windows.Storage.ApplicationData.Current.LocalSettings.Values["x"] = {|TKG3007:accessToken|};""")]
    [InlineData("""settings.AddOrUpdateValue("x", {|TKG3007:accessToken|});""")]
    [InlineData("""Settings.Default.AccessToken = {|TKG3007:accessToken|};""")]
    [InlineData("""Microsoft.Win32.Registry.SetValue("HKEY_CURRENT_USER\\x", "x", {|TKG3007:refreshToken|});""")]
    [InlineData("""Environment.SetEnvironmentVariable("x", {|TKG3007:accessToken|}, EnvironmentVariableTarget.User);""")]
    public Task Token_in_preferences_is_reported(string body) => Verify.Reports(Code(body), Stub);

    [Theory]
    [InlineData("""await SecureStorage.SetAsync("access_token", accessToken);""")]
    [InlineData("""Preferences.Set("theme", text);""")]
    [InlineData("""Preferences.Set("access_token", "");""")]
    [InlineData("""Preferences.Set("access_token", (string?)null);""")]
    [InlineData("""Preferences.Set("access_token_expiry", text);""")]
    [InlineData("""Preferences.Set("x", Encrypt(accessToken)); static string Encrypt(string value) => value;""")]
    [InlineData("""Settings.Default.Theme = text;""")]
    [InlineData("""Environment.SetEnvironmentVariable("x", accessToken);""")]
    [InlineData("""var values = new Dictionary<string, string> { ["x"] = accessToken }; values["y"] = accessToken;""")]
    public Task Other_values_and_other_places_are_silent(string body) => Verify.Reports(Code(body), Stub);

    [Fact]
    public Task Secure_storage_is_used() =>
        Verify.Fixes(
            Code("""Preferences.Set("x", {|TKG3007:accessToken|}); // kept"""),
            Code("""await SecureStorage.SetAsync("x", accessToken); // kept"""),
            TokenInPreferencesCodeFix.SecureStorageKey,
            options: null,
            Stub);

    [Fact]
    public Task Token_is_protected_where_a_protector_is_at_hand() =>
        Verify.Fixes(
            """
            using Microsoft.AspNetCore.DataProtection;
            using Microsoft.Win32;

            public class Session(RegistryKey key, IDataProtector protector)
            {
                public void Save(string accessToken)
                {
                    // for the next start
                    key.SetValue("Session", {|TKG3007:accessToken|});
                    key.SetValue("Salt", protector.Protect("salt"));
                }
            }
            """,
            """
            using Microsoft.AspNetCore.DataProtection;
            using Microsoft.Win32;

            public class Session(RegistryKey key, IDataProtector protector)
            {
                public void Save(string accessToken)
                {
                    // for the next start
                    key.SetValue("Session", protector.Protect(accessToken));
                    key.SetValue("Salt", protector.Protect("salt"));
                }
            }
            """,
            TokenInPreferencesCodeFix.ProtectKey);

    [Theory]
    [InlineData("""Preferences.Set("x", {|TKG3007:accessToken|});""", "")]
    [InlineData("""settings.AddOrUpdateValue("x", {|TKG3007:accessToken|});""", "async ")]
    public Task Code_that_cannot_wait_is_left_to_the_user(string body, string modifier) => Verify.OffersNoFix(Code(body, modifier), Stub);
}
