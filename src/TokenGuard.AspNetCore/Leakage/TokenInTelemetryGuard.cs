using System.Diagnostics;
using TokenGuard.AspNetCore.Checkpoints;
using TokenGuard.AspNetCore.Violations;
using TokenGuard.Rules.Leakage;

namespace TokenGuard.AspNetCore.Leakage;

/// <summary>TKG5004, and TKG5002 for exceptions: what an activity carries to whoever collects traces.</summary>
internal static class TokenInTelemetryGuard
{
    public static void Check(TelemetryCheckpoint checkpoint, Activity activity)
    {
        List<KeyValuePair<string, object?>>? changes = null;
        foreach (ref readonly var tag in activity.EnumerateTagObjects())
        {
            if (tag.Value is { } value && MayHoldToken(value) && Redacted(checkpoint, activity, $"tag '{SafeText.Name(tag.Key)}'", value) is var redacted && !ReferenceEquals(redacted, value))
            {
                (changes ??= []).Add(KeyValuePair.Create(tag.Key, redacted));
            }
        }

        if (changes is not null)
        {
            foreach (var (key, value) in changes)
            {
                activity.SetTag(key, value);
            }
        }

        if (MayHoldToken(activity.DisplayName))
        {
            activity.DisplayName = Redacted(checkpoint, activity, "the name", activity.DisplayName) as string ?? activity.OperationName;
        }

        if (activity.StatusDescription is { } status && MayHoldToken(status))
        {
            activity.SetStatus(activity.Status, Redacted(checkpoint, activity, "the status", status) as string);
        }

        CheckBaggage(checkpoint, activity);
    }

    /// <summary>Baggage goes along with every request that is sent, before the activity ends.</summary>
    public static void CheckBaggage(TelemetryCheckpoint checkpoint, Activity activity)
    {
        List<KeyValuePair<string, object?>>? changes = null;
        foreach (var (key, value) in activity.Baggage)
        {
            if (value is not null && MayHoldToken(value) && Redacted(checkpoint, activity, $"baggage '{SafeText.Name(key)}'", value) is var redacted && !ReferenceEquals(redacted, value))
            {
                (changes ??= []).Add(KeyValuePair.Create(key, redacted));
            }
        }

        if (changes is not null)
        {
            Replace(activity, changes);
        }
    }

    // It is inherited, and what a parent has is sent too.
    private static void Replace(Activity activity, List<KeyValuePair<string, object?>> changes)
    {
        foreach (var (key, value) in changes)
        {
            for (var owner = activity; owner is not null; owner = owner.Parent)
            {
                owner.SetBaggage(key, value as string);
            }
        }
    }

#if NET9_0_OR_GREATER
    /// <summary>What is recorded of an exception: the framework adds only what is not among the tags yet.</summary>
    public static void CheckException(TelemetryCheckpoint checkpoint, Exception exception, ref TagList tags)
    {
        if (!MayHoldToken(exception))
        {
            return;
        }

        var finding = new Finding(TokenInException.Definition, TokenInExceptionGuard.Describe(exception));
        var redacted = checkpoint.Redacted(finding, exception, found => RedactedException.Of(exception, found));
        if (!ReferenceEquals(redacted, exception))
        {
            tags.Add("exception.message", (redacted as Exception)?.Message ?? string.Empty);
            tags.Add("exception.stacktrace", redacted?.ToString() ?? string.Empty);
        }
    }
#endif

    private static object? Redacted(TelemetryCheckpoint checkpoint, Activity activity, string what, object value) =>
        checkpoint.Redacted(new Finding(TokenInTelemetry.Definition, "A token", $"{what} of activity '{SafeText.Name(activity.DisplayName)}'"), value, found => found.Value(value));

    // A value that cannot be read may be anything.
    private static bool MayHoldToken(object value)
    {
        try
        {
            return LoggedValues.MayHoldToken(value);
        }
        catch (Exception)
        {
            return true;
        }
    }
}
