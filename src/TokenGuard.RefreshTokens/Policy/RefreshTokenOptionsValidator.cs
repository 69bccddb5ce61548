using System.Buffers;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TokenGuard.Rules;

namespace TokenGuard.RefreshTokens.Policy;

/// <summary>Refuses, when the application starts, what no session may be given.</summary>
internal sealed class RefreshTokenOptionsValidator(IConfiguration? configuration = null, IHostEnvironment? environment = null) : IValidateOptions<RefreshTokenOptions>
{
    private const string LifetimeKey = "max_refresh_token_lifetime";
    private const string LifetimeSetting = "TokenGuard:MaxRefreshTokenLifetime";
    private const string BakedPolicy = "TokenGuard.AspNetCore.TokenGuardPolicyAttribute";

    private static readonly SearchValues<char> NotOfPath = SearchValues.Create("{}*;,?# ");

    private static readonly TimeSpan MaxLeeway = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MaxKept = TimeSpan.FromDays(3650);

    public ValidateOptionsResult Validate(string? name, RefreshTokenOptions options)
    {
        var problems = new List<string>();
        var policy = new TokenPolicy(key => key != LifetimeKey ? null : configuration?[LifetimeSetting] ?? Baked());
        problems.AddRange(policy.Problems.Select(problem => $"'{TokenPolicy.Prefix}{problem.Key}' is '{problem.Value}'; allowed is {problem.Allowed}"));
        Check(nameof(options.AbsoluteLifetime), options.AbsoluteLifetime, TimeSpan.FromSeconds(1), policy.MaxRefreshTokenLifetime, $" (the longest life of a refresh token by {TokenPolicy.Prefix}{LifetimeKey})");
        Check(nameof(options.IdleLifetime), options.IdleLifetime, TimeSpan.FromSeconds(1), options.AbsoluteLifetime, $" ({nameof(options.AbsoluteLifetime)})");
        Check(nameof(options.RetryLeeway), options.RetryLeeway, TimeSpan.Zero, MaxLeeway);
        Check(nameof(options.PurgeInterval), options.PurgeInterval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        Check(nameof(options.KeepEndedSessions), options.KeepEndedSessions, TimeSpan.Zero, MaxKept);
        if (!options.Path.HasValue || options.Path.Value.Length < 2 || options.Path.Value.EndsWith('/') || options.Path.Value.AsSpan().ContainsAny(NotOfPath))
        {
            problems.Add($"'{nameof(options.Path)}' is '{options.Path}'; allowed is a path below the root, without '/' at its end, parameters and signs that end a path");
        }

        if (options.CookieName is null || !options.CookieName.StartsWith("__Secure-", StringComparison.Ordinal) || options.CookieName.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.')))
        {
            problems.Add($"'{nameof(options.CookieName)}' is '{options.CookieName}'; allowed is a name of letters, digits, '-', '_' and '.' that begins with '__Secure-'");
        }

        if (options.Events is null)
        {
            problems.Add($"'{nameof(options.Events)}' is null");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems.Select(problem => $"{nameof(RefreshTokenOptions)}: {problem}"));

        void Check(string option, TimeSpan value, TimeSpan min, TimeSpan max, string why = "")
        {
            if (value < min || value > max)
            {
                problems.Add($"'{option}' is {value}; allowed is {min} to {max}{why}");
            }
        }
    }

    // What TokenGuard.Analyzers has written into the application; the attribute is TokenGuard.AspNetCore's, which need not be there.
    private string? Baked()
    {
        try
        {
            return environment is null ? null : Assembly.Load(new AssemblyName(environment.ApplicationName)).GetCustomAttributesData()
                .Where(attribute => attribute.AttributeType.FullName == BakedPolicy)
                .Select(attribute => attribute.ConstructorArguments)
                .FirstOrDefault(arguments => arguments is [{ Value: LifetimeKey }, _])?[1].Value as string;
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException or ArgumentException)
        {
            return null; // the name of an application need not be that of an assembly
        }
    }
}
