namespace TokenGuard.AspNetCore;

/// <summary>A limit or word list that the analyzers were given by <c>.editorconfig</c>, for the running application to use too.</summary>
/// <param name="key">Its key without the prefix <c>tokenguard.</c>: <c>max_access_token_lifetime</c>.</param>
/// <param name="value">Its text.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class TokenGuardPolicyAttribute(string key, string value) : Attribute
{
    /// <summary>The key.</summary>
    public string Key => key;

    /// <summary>The text.</summary>
    public string Value => value;
}
