using Microsoft.Extensions.Compliance.Classification;

namespace TokenGuard.AspNetCore;

/// <summary>What TokenGuard redacts, for <c>services.AddRedaction(...)</c>: what stands in place of a token is for the redactor of this class.</summary>
public static class TokenGuardTaxonomy
{
    /// <summary>Access, refresh and ID tokens.</summary>
    public static DataClassification Token => new("TokenGuard", "Token");
}
