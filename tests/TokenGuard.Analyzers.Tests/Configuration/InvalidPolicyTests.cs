using Microsoft.CodeAnalysis.Testing;
using TokenGuard.Analyzers.Configuration;

namespace TokenGuard.Analyzers.Tests.Configuration;

public class InvalidPolicyTests
{
    [Fact]
    public Task Valid_options_are_silent() =>
        Verify<InvalidPolicyAnalyzer>.ReportsWith(
            """
            tokenguard.max_access_token_lifetime = 10m
            tokenguard.sensitive_claims = tax_id, salary
            tokenguard.confidence = low
            """,
            "class C;");
}
