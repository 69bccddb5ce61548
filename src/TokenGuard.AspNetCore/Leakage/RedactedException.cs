namespace TokenGuard.AspNetCore.Leakage;

/// <summary>What a provider is given in place of an exception whose text holds a token.</summary>
internal sealed class RedactedException : Exception
{
    private readonly string text;
    private readonly string? stack;

    private RedactedException(string message, string text, string? stack, Exception? inner)
        : base(message, inner) => (this.text, this.stack) = (text, stack);

    public override string? StackTrace => stack;

    public override string ToString() => text;

    /// <summary>The same exception where nothing of it is a token.</summary>
    public static Exception Of(Exception exception, ValueRedaction redaction)
    {
        var before = exception.ToString();
        var text = redaction.Text(before);
        var data = exception.Data.Keys.Cast<object>().Select(key => (Key: key.ToString() ?? string.Empty, Before: exception.Data[key], After: redaction.Value(exception.Data[key]))).ToList();
        var inner = exception.InnerException is { } cause ? Of(cause, redaction) : null;
        if (ReferenceEquals(text, before) && ReferenceEquals(inner, exception.InnerException) && data.TrueForAll(item => Equals(item.Before, item.After)))
        {
            return exception;
        }

        var redacted = new RedactedException(redaction.Text(exception.Message), text, exception.StackTrace is { } stack ? redaction.Text(stack) : null, inner)
        {
            HResult = exception.HResult,
            Source = exception.Source,
        };
        foreach (var (key, _, value) in data)
        {
            redacted.Data[redaction.Text(key)] = value;
        }

        return redacted;
    }
}
