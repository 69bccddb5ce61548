#nullable enable
namespace Microsoft.Maui.Storage
{
    public interface IPreferences { void Set<T>(string key, T value, string? sharedName = null); }
    public static class Preferences
    {
        public static IPreferences Default => null!;
        public static void Set(string key, string? value) { }
        public static void Set(string key, int value) { }
    }

    public static class SecureStorage { public static Task SetAsync(string key, string value) => Task.CompletedTask; }
}

namespace Xamarin.Essentials { public static class Preferences { public static void Set(string key, string? value) { } } }

namespace Xamarin.Forms
{
    public class Application
    {
        public static Application Current => null!;
        public IDictionary<string, object?> Properties => null!;
    }
}

namespace Plugin.Settings.Abstractions { public interface ISettings { bool AddOrUpdateValue(string key, string? value, string? fileName = null); } }

namespace Windows.Storage
{
    public class ApplicationDataContainer { public IDictionary<string, object?> Values => null!; }
    public class ApplicationData
    {
        public static ApplicationData Current => null!;
        public ApplicationDataContainer LocalSettings => null!;
    }
}

namespace System.Configuration { public class ApplicationSettingsBase { } }
