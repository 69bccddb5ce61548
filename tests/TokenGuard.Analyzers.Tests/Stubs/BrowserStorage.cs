#nullable enable
namespace Blazored.LocalStorage
{
    public interface ILocalStorageService
    {
        ValueTask SetItemAsync<T>(string key, T data, CancellationToken cancellationToken = default);
        ValueTask SetItemAsStringAsync(string key, string? data, CancellationToken cancellationToken = default);
        ValueTask RemoveItemAsync(string key, CancellationToken cancellationToken = default);
    }

    public interface ISyncLocalStorageService { void SetItem<T>(string key, T data); void SetItemAsString(string key, string? data); }
}

namespace Blazored.SessionStorage
{
    public interface ISessionStorageService { ValueTask SetItemAsync<T>(string key, T data, CancellationToken cancellationToken = default); }
}
