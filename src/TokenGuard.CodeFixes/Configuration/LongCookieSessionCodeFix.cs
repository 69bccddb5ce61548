using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Configuration;

/// <summary>TKG7008: <c>FromDays(365)</c> becomes <c>FromDays(30)</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LongCookieSessionCodeFix))]
public sealed class LongCookieSessionCodeFix() : ShorterLifetimeCodeFix(RuleIds.LongCookieSession, "Let the session end");
