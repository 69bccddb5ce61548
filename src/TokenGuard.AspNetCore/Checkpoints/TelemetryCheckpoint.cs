using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using TokenGuard.AspNetCore.Leakage;
using TokenGuard.AspNetCore.Policy;
using TokenGuard.AspNetCore.Violations;

namespace TokenGuard.AspNetCore.Checkpoints;

/// <summary>Looks at every activity when it ends, before what exports it does: whoever listens later is told later.</summary>
/// <remarks>A lifecycle service: exporters begin to listen when ordinary services start.</remarks>
internal sealed class TelemetryCheckpoint : IHostedLifecycleService, IDisposable
{
    private readonly ActivityListener listener;
    private readonly RuntimePolicy policy;
    private readonly ViolationReporter reporter;
    private readonly TokenRedaction redaction;

    public TelemetryCheckpoint(RuntimePolicy policy, ViolationReporter reporter, TokenRedaction redaction)
    {
        (this.policy, this.reporter, this.redaction) = (policy, reporter, redaction);
        listener = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            ActivityStarted = activity => TokenInTelemetryGuard.CheckBaggage(this, activity),
            ActivityStopped = activity => TokenInTelemetryGuard.Check(this, activity),
#if NET9_0_OR_GREATER
            ExceptionRecorder = (Activity activity, Exception exception, ref TagList tags) => TokenInTelemetryGuard.CheckException(this, exception, ref tags),
#endif
        };
    }

    /// <summary>What is written in place of a value; null where it is left out, the same where it stays.</summary>
    public object? Redacted(Finding finding, object value, Func<ValueRedaction, object?> redact)
    {
        try
        {
            var found = new ValueRedaction(redaction);
            var redacted = redact(found);
            return found.Token is { } token && reporter.Report(finding with { Token = token }, TokenGuardCheckpoint.Telemetry, TokenGuardAction.Repaired) is { Action: TokenGuardAction.Repaired } ? redacted : value;
        }
        catch (Exception exception)
        {
            return Fails(exception) ? null : value;
        }
    }

    /// <summary>Tells that the check has failed; says whether the tag is dropped.</summary>
    public bool Fails(Exception exception)
    {
        reporter.GuardFailed(TokenGuardCheckpoint.Telemetry, exception, "one tag was dropped");
        return policy.Options.Mode != TokenGuardMode.Report;
    }

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        ActivitySource.AddActivityListener(listener);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => listener.Dispose();
}
