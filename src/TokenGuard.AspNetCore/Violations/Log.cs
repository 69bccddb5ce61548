using System.Collections.Frozen;
using System.Globalization;
using Microsoft.Extensions.Logging;
using TokenGuard.AspNetCore.Policy;
using TokenGuard.Rules;

namespace TokenGuard.AspNetCore.Violations;

/// <summary>Everything that TokenGuard logs. The id of the event of a violation is the number of its rule.</summary>
internal static partial class Log
{
    public const string Category = "TokenGuard";

    private const string Format = "{RuleId} {Action} at {Place}: {Message}. See {HelpLink} (token: {Fingerprint})";

    private static readonly FrozenDictionary<string, Action<ILogger, string, string, string, string, string, string, Exception?>> Warnings = EventsOf(LogLevel.Warning);

    private static readonly FrozenDictionary<string, Action<ILogger, string, string, string, string, string, string, Exception?>> Suggestions = EventsOf(LogLevel.Information);

    /// <summary>A warning, unless the rule is only a suggestion and nothing was done about it.</summary>
    public static void Violation(ILogger logger, TokenGuardViolation violation) =>
        (violation.Action == TokenGuardAction.Reported && RuntimeRules.All[violation.RuleId].Severity == RuleSeverity.Info ? Suggestions : Warnings)[violation.RuleId](logger, violation.RuleId, violation.Action.ToString(), violation.Route is { } route ? $"{violation.Checkpoint} of {route}" : violation.Checkpoint.ToString(), violation.Message, violation.HelpLink, violation.Fingerprint ?? "-", null);

    private static FrozenDictionary<string, Action<ILogger, string, string, string, string, string, string, Exception?>> EventsOf(LogLevel level) =>
        RuntimeRules.All.Values.ToFrozenDictionary(
            rule => rule.Id,
            rule => LoggerMessage.Define<string, string, string, string, string, string>(
                level, new EventId(int.Parse(rule.Id.AsSpan(3), CultureInfo.InvariantCulture), rule.Id), Format));

    [LoggerMessage(1, LogLevel.Information, "TokenGuard enforces {Count} rules in mode {Mode}; access tokens may live {AccessTokens}, refresh tokens {RefreshTokens}; authorization servers: {Servers}")]
    public static partial void Policy(ILogger logger, int count, TokenGuardMode mode, string accessTokens, string refreshTokens, string servers);

    [LoggerMessage(2, LogLevel.Information, "Rule {RuleId} is set to {Enforcement}. Reason: {Reason}")]
    public static partial void Rule(ILogger logger, string ruleId, Enforcement enforcement, string reason);

    [LoggerMessage(3, LogLevel.Warning, "{Count} more violations of {RuleId} were not logged one by one")]
    public static partial void Suppressed(ILogger logger, long count, string ruleId);

    [LoggerMessage(4, LogLevel.Warning, "OnViolation has thrown {ExceptionType}; the violation of {RuleId} was handled all the same")]
    public static partial void CallbackFailed(ILogger logger, string exceptionType, string ruleId);

    [LoggerMessage(5, LogLevel.Error, "The guard at {Checkpoint} has failed with {ExceptionType}, so that {Consequence}")]
    public static partial void GuardFailed(ILogger logger, TokenGuardCheckpoint checkpoint, string exceptionType, string consequence);

    [LoggerMessage(6, LogLevel.Warning, "The options of {Subject} cannot be made ({ExceptionType}) and were not checked; what uses them will fail too")]
    public static partial void NotChecked(ILogger logger, string subject, string exceptionType);

    [LoggerMessage(8, LogLevel.Warning, "Logs go through {Factory}, which was added after AddTokenGuard(): tokens in them are not seen. Call AddTokenGuard() after it")]
    public static partial void LogsNotSeen(ILogger logger, string factory);

    [LoggerMessage(9, LogLevel.Warning, "Tokens of {Subject} are not looked at: they are validated by 'SecurityTokenValidators'. See TKG2015")]
    public static partial void TokensNotSeen(ILogger logger, string subject);

    [LoggerMessage(7, LogLevel.Warning, "{Count} violations were found at the start. Outside of development they keep the application from starting")]
    public static partial void StartsInDevelopment(ILogger logger, int count);
}
