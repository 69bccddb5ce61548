using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Validation;

/// <summary>TKG2011: compares in fixed time. One at a time: a token handler would check more.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HandRolledSignatureCheckCodeFix))]
public sealed class HandRolledSignatureCheckCodeFix() : FixedTimeComparisonCodeFix(isBulkSafe: false, RuleIds.HandRolledSignatureCheck);
