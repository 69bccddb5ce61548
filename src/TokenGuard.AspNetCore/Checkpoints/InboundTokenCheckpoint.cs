using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using TokenGuard.AspNetCore.Policy;
using TokenGuard.AspNetCore.Validation;
using TokenGuard.AspNetCore.Violations;
using TokenGuard.Rules.Facts;

namespace TokenGuard.AspNetCore.Checkpoints;

/// <summary>Looks at every token that a JwtBearer scheme, or a sign-in by OpenID Connect, has validated, before it becomes a user.</summary>
internal sealed class InboundTokenCheckpoint(RuntimePolicy policy, ViolationReporter reporter) : IPostConfigureOptions<JwtBearerOptions>, IPostConfigureOptions<OpenIdConnectOptions>
{
    private const int MaxRemembered = 1000;

    private readonly ConcurrentDictionary<string, bool> sensitive = new(StringComparer.Ordinal);

    public RuntimePolicy Policy => policy;

    public void PostConfigure(string? name, JwtBearerOptions options) => Watch(options);

    public void PostConfigure(string? name, OpenIdConnectOptions options) => Watch(options);

    /// <summary>Stands around the handlers of a scheme that do not have it yet: an application may set others after this one was asked. False where the scheme does not use them.</summary>
    public bool Watch(AuthenticationSchemeOptions options)
    {
        if (options is JwtBearerOptions bearer)
        {
            for (var i = 0; i < bearer.TokenHandlers.Count; i++)
            {
                bearer.TokenHandlers[i] = Watched(bearer.TokenHandlers[i], isSignIn: false);
            }
        }
        else if (options is OpenIdConnectOptions signIn)
        {
            signIn.TokenHandler = Watched(signIn.TokenHandler, isSignIn: true);
        }

        return options is not (JwtBearerOptions { UseSecurityTokenValidators: true } or OpenIdConnectOptions { UseSecurityTokenValidator: true });
    }

    private Handler Watched(TokenHandler handler, bool isSignIn) => handler as Handler ?? new Handler(handler, this, isSignIn);

    /// <summary>Reports a finding; says whether the token is refused for it.</summary>
    public TokenGuardViolation? Refused(Finding finding) =>
        reporter.Report(finding, TokenGuardCheckpoint.InboundToken, TokenGuardAction.Blocked) is { Action: TokenGuardAction.Blocked } violation ? violation : null;

    /// <summary>Whether a claim of this name holds sensitive data. The names are few, and the same in every token.</summary>
    public bool IsSensitive(string claim)
    {
        if (!sensitive.TryGetValue(claim, out var isSensitive))
        {
            isSensitive = (ClaimLexicon.IsSecret(claim, policy.Facts) || ClaimLexicon.IsSpecialCategory(claim)) && !ClaimLexicon.IsAmbiguous(claim);
            if (sensitive.Count < MaxRemembered)
            {
                sensitive[claim] = isSensitive;
            }
        }

        return isSensitive;
    }

    private TokenValidationResult Check(TokenValidationResult result, TokenValidationParameters parameters, bool isSignIn)
    {
        if (!result.IsValid || result.SecurityToken is not { } token)
        {
            return result;
        }

        try
        {
            return InboundTokenGuard.Refuses(this, token, parameters, isSignIn) is { } violation ? Invalid(violation.ToString()) : result;
        }
        catch (Exception exception)
        {
            reporter.GuardFailed(TokenGuardCheckpoint.InboundToken, exception, "one request was not authenticated");
            return policy.Options.Mode == TokenGuardMode.Report ? result : Invalid($"The check of a token has failed with {exception.GetType().Name}.");
        }
    }

    private static TokenValidationResult Invalid(string reason) => new() { IsValid = false, Exception = new SecurityTokenValidationException(reason) };

    private sealed class Handler(TokenHandler inner, InboundTokenCheckpoint checkpoint, bool isSignIn) : TokenHandler
    {
        public override int MaximumTokenSizeInBytes { get => inner.MaximumTokenSizeInBytes; set => inner.MaximumTokenSizeInBytes = value; }

        public override SecurityToken ReadToken(string token) => inner.ReadToken(token);

        public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters) =>
            checkpoint.Check(await inner.ValidateTokenAsync(token, validationParameters).ConfigureAwait(false), validationParameters, isSignIn);

        public override async Task<TokenValidationResult> ValidateTokenAsync(SecurityToken token, TokenValidationParameters validationParameters) =>
            checkpoint.Check(await inner.ValidateTokenAsync(token, validationParameters).ConfigureAwait(false), validationParameters, isSignIn);
    }
}
