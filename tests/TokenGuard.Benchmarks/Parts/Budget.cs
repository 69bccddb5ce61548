namespace TokenGuard.Benchmarks.Parts;

/// <summary>What a number may be.</summary>
/// <param name="What">What is measured.</param>
/// <param name="Measured">What it is.</param>
/// <param name="Limit">From where on <c>--check</c> fails: the budget and a margin for noise.</param>
internal sealed record Budget(string What, double Measured, double Limit)
{
    public bool IsBroken => Measured > Limit;

    public override string ToString() => FormattableString.Invariant($"{(IsBroken ? "BROKEN" : "kept"),-6}  {What}: {Measured:0.00}, fails above {Limit:0.00}");
}
