using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;

namespace TokenGuard.AspNetCore.Transport;

/// <summary>Finds the refresh token among the members of an object that is to be sent as JSON. The object is not serialized for it: what is a stream stays one.</summary>
internal sealed class JsonMembers(TokenPolicy policy)
{
    private readonly ConditionalWeakTable<Type, JsonPropertyInfo[]> properties = [];

    /// <summary>The member and its value; null where there is none, and where only the serializer can tell.</summary>
    public (string Name, string Value)? RefreshTokenOf(JsonContent content)
    {
        try
        {
            return content.Value switch
            {
                null => null,
                JsonObject json => First(json.Select(member => (member.Key, (object?)(member.Value is JsonValue value && value.TryGetValue<string>(out var text) ? text : null)))),
                IDictionary items => First(items.Keys.OfType<string>().Select(key => (key, items[key]))),
                var value => OfProperties(value, content.ObjectType == typeof(object) ? value.GetType() : content.ObjectType),
            };
        }
        catch (Exception)
        {
            return null; // a getter that throws, which the serializer will find too
        }
    }

    private (string Name, string Value)? OfProperties(object value, Type type)
    {
        foreach (var property in properties.GetValue(type, PropertiesOf))
        {
            if (property.Get!(value) is string { Length: > 0 } text)
            {
                return (property.Name, text);
            }
        }

        return null;
    }

    private (string Name, string Value)? First(IEnumerable<(string Name, object? Value)> members)
    {
        foreach (var (name, value) in members)
        {
            if (value is string { Length: > 0 } text && IsOfRefreshToken(name))
            {
                return (name, text);
            }
        }

        return null;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "What is trimmed away is not seen.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Where there is no reflection the options know no type.")]
    private JsonPropertyInfo[] PropertiesOf(Type type)
    {
        try
        {
            return JsonSerializerOptions.Default.TryGetTypeInfo(type, out var info) ? [.. info.Properties.Where(property => property.Get is not null && IsOfRefreshToken(property.Name))] : [];
        }
        catch (Exception)
        {
            return []; // a type that the serializer refuses
        }
    }

    private bool IsOfRefreshToken(string name) => TokenNames.OfWireName(name, policy).Kind == TokenKind.Refresh;
}
