using Microsoft.CodeAnalysis;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Flow;

/// <summary>
/// The one place that rules ask about values: an operation goes in; its kind, confidence and origin, its constant, or the state of the
/// object it stands for come out. Nothing is computed before it is asked for, and what is not followed is unknown.
/// </summary>
internal readonly partial struct TokenFlow(TokenProject project, TokenPolicy policy, CancellationToken cancellation)
{
    /// <summary>How many methods and members deep values are followed; beyond, nothing is known of them.</summary>
    public const int MaxCalls = 5;

    /// <summary>What kind of token an operation's value is, how sure that is, and what makes it so.</summary>
    public TokenValue Classify(IOperation operation) => new TokenClassifier(this, policy).Classify(operation);

    /// <summary>The body that an operation stands in.</summary>
    public Body BodyAround(IOperation operation) => project.Bodies.Of(operation);

    /// <summary>How hard an operation's value is to guess.</summary>
    public Randomness RandomnessOf(IOperation operation) => new RandomnessJudge(this, policy).Judge(operation);

    /// <summary>What kind of token a cookie, header, form field or query parameter of this name carries.</summary>
    public TokenValue ClassifyName(IOperation name)
    {
        if (ConstantText(name) is not { } text)
        {
            return TokenValue.Unknown;
        }

        var (kind, confidence) = TokenNames.OfWireName(text, policy);
        return kind == TokenKind.None ? TokenValue.Unknown : new TokenValue(kind, confidence, $"'{text}'", name);
    }
}
