using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using TokenGuard.Rules;

namespace TokenGuard.AspNetCore.Policy;

/// <summary>The options, once they are read: the limits that the facts ask for, and what is done about each rule.</summary>
internal sealed class RuntimePolicy
{
    private readonly TokenGuardOptions options;

    public RuntimePolicy(IOptions<TokenGuardOptions> options)
    {
        this.options = options.Value;
        Facts = this.options.ToPolicy();
    }

    public TokenGuardOptions Options => options;

    public TokenPolicy Facts { get; init; }

    /// <summary>What is done about a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="isInDoubt">Whether it may be right, or is for others to decide: then it is reported until somebody says that it is to be blocked.</param>
    /// <param name="endpoint">The endpoint of the request, which may say otherwise.</param>
    public Enforcement EnforcementOf(RuleDefinition rule, bool isInDoubt = false, Endpoint? endpoint = null)
    {
        var enforcement = OfEndpoint(rule, endpoint)
            ?? (options.Rules.TryGetValue(rule.Id, out var set) ? set
            : options.Mode == TokenGuardMode.BlockAll ? Enforcement.Block
            : rule.Runtime == RuntimeKind.OptIn ? Enforcement.Off
            : isInDoubt || rule.Runtime != RuntimeKind.Block ? Enforcement.Report
            : Enforcement.Block);
        return enforcement == Enforcement.Block && options.Mode == TokenGuardMode.Report ? Enforcement.Report : enforcement;
    }

    // What stands closest to the endpoint comes last.
    private static Enforcement? OfEndpoint(RuleDefinition rule, Endpoint? endpoint)
    {
        Enforcement? last = null;
        if (endpoint is not null)
        {
            foreach (var item in endpoint.Metadata.GetOrderedMetadata<TokenGuardAttribute>())
            {
                last = string.Equals(item.RuleId, rule.Id, StringComparison.OrdinalIgnoreCase) ? item.Enforcement : last;
            }
        }

        return last;
    }
}
