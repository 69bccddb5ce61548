using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Issuing;

/// <summary>TKG1003: <c>AddDays(7)</c> becomes <c>AddMinutes(15)</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LongAccessTokenLifetimeCodeFix))]
public sealed class LongAccessTokenLifetimeCodeFix() : ShorterLifetimeCodeFix(RuleIds.LongAccessTokenLifetime, "Let the access token expire");
