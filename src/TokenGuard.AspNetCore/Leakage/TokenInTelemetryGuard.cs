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
        List<KeyValuePair<string, object?>>? tags = null;
        var index = 0;
        foreach (ref readonly var tag in activity.EnumerateTagObjects())
        {
            var value = tag.Value is { } before && MayHoldToken(before) ? Redacted(checkpoint, activity, $"tag '{SafeText.Name(tag.Key)}'", before) : tag.Value;
            tags = tags is null && !ReferenceEquals(value, tag.Value) ? [.. activity.TagObjects.Take(index)] : tags;
            tags?.Add(KeyValuePair.Create(tag.Key, value));
            index++;
        }

        if (tags is not null)
        {
            ReplaceTags(activity, tags);
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

    // A tag may be there more than once; to set it removes or changes the first.
    private static void ReplaceTags(Activity activity, List<KeyValuePair<string, object?>> tags)
    {
        tags.ForEach(tag => activity.SetTag(tag.Key, null));
        tags.FindAll(tag => tag.Value is not null).ForEach(tag => activity.AddTag(tag.Key, tag.Value));
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
