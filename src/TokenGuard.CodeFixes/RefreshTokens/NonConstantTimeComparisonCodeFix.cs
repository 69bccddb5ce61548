using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.RefreshTokens;

/// <summary>TKG6003: compares in fixed time.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NonConstantTimeComparisonCodeFix))]
public sealed class NonConstantTimeComparisonCodeFix() : FixedTimeComparisonCodeFix(isBulkSafe: true, RuleIds.NonConstantTimeComparison);
