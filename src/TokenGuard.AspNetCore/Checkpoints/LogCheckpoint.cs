using Microsoft.Extensions.Logging;
using TokenGuard.AspNetCore.Leakage;
using TokenGuard.AspNetCore.Policy;
using TokenGuard.AspNetCore.Violations;
using TokenGuard.Rules;
using TokenGuard.Rules.Leakage;

namespace TokenGuard.AspNetCore.Checkpoints;

/// <summary>Looks at messages and scopes in which there may be a token, before a provider sees them.</summary>
internal sealed class LogCheckpoint(RuntimePolicy policy, ViolationReporter reporter, TokenRedaction redaction)
{
    /// <summary>What reporting leads to is not reported again: a callback may log the very token.</summary>
    [ThreadStatic]
    private static bool isReporting;

    /// <summary>What providers are given instead; null where it stays as it is.</summary>
    public LogEntry? Check<TState>(string category, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var message = new ValueRedaction(redaction);
        var entry = new LogEntry(Redacted(message, state, formatter(state, exception)), exception);
        var isChanged = message.Token is not null && IsRedacted(TokenLogged.Definition, message, TokenLoggedGuard.Describe(message, category, id));
        if (!isChanged)
        {
            // The message stays as it is, and only the exception may change.
            entry = entry with { State = null };
        }

        if (exception is not null)
        {
            var thrown = new ValueRedaction(redaction);
            var redacted = RedactedException.Of(exception, thrown);
            if (!ReferenceEquals(redacted, exception) && IsRedacted(TokenInException.Definition, thrown, TokenInExceptionGuard.Describe(exception)))
            {
                (entry, isChanged) = (entry with { Exception = redacted }, true);
            }
        }

        return isChanged ? entry : null;
    }

    /// <summary>What a scope becomes; null where it stays as it is.</summary>
    public RedactedState? CheckScope(string category, object scope)
    {
        var redacted = new ValueRedaction(redaction);
        var state = Redacted(redacted, scope, scope.ToString() ?? string.Empty);
        return redacted.Token is not null && IsRedacted(TokenLogged.Definition, redacted, TokenLoggedGuard.Describe(redacted, category, default)) ? state : null;
    }

    /// <summary>Tells that the check itself has failed; says whether the message is withheld.</summary>
    public bool Withholds(Exception exception)
    {
        if (!isReporting)
        {
            isReporting = true;
            try
            {
                reporter.GuardFailed(TokenGuardCheckpoint.Log, exception, "one message was withheld");
            }
            finally
            {
                isReporting = false;
            }
        }

        return policy.Options.Mode != TokenGuardMode.Report;
    }

    private static RedactedState Redacted<TState>(ValueRedaction redaction, TState state, string text)
    {
        var redacted = redaction.Text(text);
        if (state is IEnumerable<KeyValuePair<string, object?>> pairs)
        {
            return new RedactedState(redacted, redaction.Pairs(pairs));
        }

        redaction.Value(state);
        return new RedactedState(redacted, []);
    }

    private bool IsRedacted(RuleDefinition rule, ValueRedaction found, object[] arguments)
    {
        if (isReporting)
        {
            return policy.EnforcementOf(rule) == Enforcement.Block;
        }

        isReporting = true;
        try
        {
            return reporter.Report(new Finding(rule, arguments) { Token = found.Token }, TokenGuardCheckpoint.Log, TokenGuardAction.Repaired) is { Action: TokenGuardAction.Repaired };
        }
        finally
        {
            isReporting = false;
        }
    }
}

/// <summary>What a provider is given instead of a message.</summary>
/// <param name="State">The message and its values; null where they stay as they are.</param>
/// <param name="Exception">The exception.</param>
internal sealed record LogEntry(RedactedState? State, Exception? Exception);
