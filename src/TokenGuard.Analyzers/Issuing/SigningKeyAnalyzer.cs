using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TokenGuard.Analyzers.Issuing;

/// <summary>TKG1005 and TKG1011: a signing key that stands in the source, or is too weak.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SigningKeyAnalyzer() : TokenGuardAnalyzer(SigningKeySinks.Hardcoded, SigningKeySinks.Weak)
{
    /// <summary>Property for the fix: the bits that an RSA key should have.</summary>
    internal const string BitsKey = "bits";

    private protected override void Register(RuleContext context)
    {
        var types = context.Types;
        if (types.SigningCredentials is not null || types.JwtBuilder is not null || types.JwtNetEncoder is not null || types.JoseJwt is not null
            || types.Find("FastEndpoints.Security.JwtSigningOptions") is not null || types.Find("FastEndpoints.Security.JwtCreationOptions") is not null)
        {
            context.OnSinks(SigningKeySinks.Instance);
        }
    }
}
