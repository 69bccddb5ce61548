using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TokenGuard.AspNetCore.Configuration;
using TokenGuard.AspNetCore.Issuing;
using TokenGuard.AspNetCore.Leakage;
using TokenGuard.AspNetCore.Policy;
using TokenGuard.AspNetCore.Storage;
using TokenGuard.AspNetCore.Transport;
using TokenGuard.AspNetCore.Validation;
using TokenGuard.AspNetCore.Violations;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Leakage;

namespace TokenGuard.AspNetCore.Checkpoints;

/// <summary>Looks at the options of the whole application before its server answers. All that is wrong is told at once.</summary>
/// <remarks>A lifecycle service: where services start concurrently, an ordinary one runs while the server already answers.</remarks>
internal sealed class StartupCheckpoint(IServiceProvider services, RuntimePolicy policy, ViolationReporter reporter, AuthorizationServers servers, InboundTokenCheckpoint inbound, IHostEnvironment environment) : IHostedLifecycleService
{
    private static readonly (string Name, Action<StartupContext> Check)[] Guards =
    [
        ("token validation", TokenValidationGuard.Check),
        ("signing keys", SigningKeyGuard.Check),
        ("lifetimes", TokenLifetimeGuard.Check),
        ("cookies", FrameworkCookieGuard.Check),
        ("certificates", CertificateValidationDisabledGuard.Check),
        ("sign-in", SignInGuard.Check),
        ("logging", SensitiveLoggingEnabledGuard.Check),
        ("settings", AppSettingsGuard.Check),
    ];

    private bool isChecked;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (isChecked)
        {
            return;
        }

        isChecked = true;
        LogPolicy();
        if (services.GetService<ILoggerFactory>() is { } loggers and not RedactingLoggerFactory && policy.EnforcementOf(TokenLogged.Definition) != Enforcement.Off)
        {
            Log.LogsNotSeen(reporter.Logger, loggers.GetType().Name);
        }

        var mayThrow = policy.Options.Mode != TokenGuardMode.Report && (policy.Options.EnforceStartupInDevelopment || !environment.IsDevelopment());
        var context = new StartupContext(services, policy.Facts, environment, await SchemesAsync().ConfigureAwait(false));
        servers.Learn(context.Schemes);
        foreach (var (name, check) in Guards)
        {
            try
            {
                check(context);
            }
            catch (Exception exception)
            {
                reporter.GuardFailed(TokenGuardCheckpoint.Startup, exception, $"the {name} of this application were not checked");
                if (mayThrow)
                {
                    throw new TokenGuardException($"TokenGuard keeps this application from starting: its check of {name} has failed with {exception.GetType().Name}.", []);
                }
            }
        }

        var violations = context.Findings
            .Select(finding => reporter.Report(finding, TokenGuardCheckpoint.Startup, mayThrow ? TokenGuardAction.Blocked : TokenGuardAction.Reported))
            .OfType<TokenGuardViolation>()
            .OrderBy(violation => violation.RuleId, StringComparer.Ordinal)
            .ToList();
        if (violations.Exists(violation => violation.Action == TokenGuardAction.Blocked))
        {
            throw new TokenGuardException(Describe(violations), violations);
        }

        if (violations.Count > 0 && environment.IsDevelopment())
        {
            Log.StartsInDevelopment(reporter.Logger, violations.Count);
        }
    }

    /// <summary>Hosts of before .NET 8 know no <see cref="StartingAsync"/>.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => StartingAsync(cancellationToken);

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static string Describe(List<TokenGuardViolation> violations)
    {
        var blocked = violations.Where(violation => violation.Action == TokenGuardAction.Blocked).ToList();
        return $"TokenGuard keeps this application from starting, because of {blocked.Count} violation{(blocked.Count == 1 ? "" : "s")}:{Environment.NewLine}"
            + string.Concat(blocked.Select(violation => $"* {violation}{Environment.NewLine}"))
            + $"Repair them, or set the rules to Enforcement.Report until you have: options.Rules[\"{blocked[0].RuleId}\"] = Enforcement.Report.";
    }

    private async Task<IReadOnlyList<SchemeOptions>> SchemesAsync()
    {
        var found = new List<SchemeOptions>();
        if (services.GetService<IAuthenticationSchemeProvider>() is { } provider)
        {
            foreach (var scheme in await provider.GetAllSchemesAsync().ConfigureAwait(false))
            {
                try
                {
                    if (OptionsOf(scheme) is { } options)
                    {
                        found.Add(new SchemeOptions(scheme.Name, options));
                        if (!inbound.Watch(options))
                        {
                            Log.TokensNotSeen(reporter.Logger, found[^1].Subject);
                        }
                    }
                }
                catch (Exception exception)
                {
                    // It may be a scheme that nobody uses. What uses it fails with the whole message, which may quote a secret.
                    Log.NotChecked(reporter.Logger, $"scheme '{SafeText.Name(scheme.Name)}'", exception.GetType().Name);
                }
            }
        }

        return found;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = "The handler itself asks for the monitor of its options in its constructor.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "The handler itself asks for the monitor of its options in its constructor, and options are classes.")]
    private AuthenticationSchemeOptions? OptionsOf(AuthenticationScheme scheme)
    {
        for (Type? type = scheme.HandlerType; type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(AuthenticationHandler<>))
            {
                try
                {
                    // Monitors are covariant: one of OpenIdConnectOptions is one of AuthenticationSchemeOptions.
                    var monitor = services.GetService(typeof(IOptionsMonitor<>).MakeGenericType(type.GetGenericArguments()));
                    return (monitor as IOptionsMonitor<AuthenticationSchemeOptions>)?.Get(scheme.Name);
                }
                catch (Exception)
                {
                    Forget(type.GetGenericArguments()[0], scheme.Name);
                    throw;
                }
            }
        }

        return null;
    }

    // The framework keeps the failure too. What can be made only in a request, or once a service has started, must be tried again then.
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Nothing is made here: the options are those that the monitor has failed to make.")]
    [UnconditionalSuppressMessage("Trimming", "IL2071", Justification = "Nothing is made here: the options are those that the monitor has failed to make.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Options are classes.")]
    private void Forget(Type options, string name) =>
        typeof(StartupCheckpoint).GetMethod(nameof(ForgetOptions), BindingFlags.NonPublic | BindingFlags.Instance)!.MakeGenericMethod(options).Invoke(this, [name]);

    private void ForgetOptions<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(string name)
        where T : class => services.GetService<IOptionsMonitorCache<T>>()?.TryRemove(name);

    private void LogPolicy()
    {
        var options = policy.Options;
        Log.Policy(
            reporter.Logger,
            RuntimeRules.All.Count,
            options.Mode,
            TokenLifetimes.Describe(options.MaxAccessTokenLifetime),
            TokenLifetimes.Describe(options.MaxRefreshTokenLifetime),
            options.AuthorizationServers.Count == 0 ? "those of the authentication schemes" : string.Join(", ", options.AuthorizationServers.Select(SafeText.Name)));
        foreach (var (id, enforcement) in options.Rules)
        {
            Log.Rule(reporter.Logger, id, enforcement, options.Reasons.TryGetValue(id, out var reason) ? reason : "-");
        }
    }
}
