using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Storage;

/// <summary>TKG3004: <c>FromDays(365)</c> becomes <c>FromDays(14)</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LongLivedTokenCookieCodeFix))]
public sealed class LongLivedTokenCookieCodeFix() : ShorterLifetimeCodeFix(RuleIds.LongLivedTokenCookie, "Let the cookie end");
