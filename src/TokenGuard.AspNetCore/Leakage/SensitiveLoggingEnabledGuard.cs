using Microsoft.AspNetCore.HttpLogging;
using Microsoft.IdentityModel.Logging;
using TokenGuard.AspNetCore.Checkpoints;
using TokenGuard.AspNetCore.Violations;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Leakage;

namespace TokenGuard.AspNetCore.Leakage;

/// <summary>TKG5003: libraries that are told to log what they would hide.</summary>
internal static class SensitiveLoggingEnabledGuard
{
    public static void Check(StartupContext context)
    {
        if (IdentityModelEventSource.ShowPII)
        {
            Add(context, "'ShowPII' is true", "tokens and personal data");
        }

        if (IdentityModelEventSource.LogCompleteSecurityArtifact)
        {
            Add(context, "'LogCompleteSecurityArtifact' is true", "whole tokens");
        }

        if (context.OptionsOf<HttpLoggingOptions>() is { } http)
        {
            CheckHeaders(context, http.RequestHeaders, ofResponse: false);
            CheckHeaders(context, http.ResponseHeaders, ofResponse: true);
        }

        if (context.OptionsOf<W3CLoggerOptions>() is { } w3c)
        {
            CheckHeaders(context, w3c.AdditionalRequestHeaders, ofResponse: false);
        }
    }

    private static void CheckHeaders(StartupContext context, IEnumerable<string> headers, bool ofResponse)
    {
        foreach (var header in headers.Where(header => LoggedHeaders.AreSensitive(header, ofResponse)))
        {
            Add(context, $"'{header}' is among the headers that are logged", LoggedHeaders.Content(header));
        }
    }

    private static void Add(StartupContext context, string what, string logged) => context.Add(new Finding(SensitiveLoggingEnabled.Definition, what, logged));
}
