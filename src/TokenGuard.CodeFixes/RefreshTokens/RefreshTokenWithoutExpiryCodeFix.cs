using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.RefreshTokens;

/// <summary>TKG6005: <c>AddYears(1)</c> becomes <c>AddDays(14)</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RefreshTokenWithoutExpiryCodeFix))]
public sealed class RefreshTokenWithoutExpiryCodeFix() : ShorterLifetimeCodeFix(RuleIds.RefreshTokenWithoutExpiry, "Let refresh tokens expire");
