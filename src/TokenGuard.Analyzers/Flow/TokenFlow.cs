using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Flow;

/// <summary>
/// The one place that rules ask about values: an operation goes in; its kind, confidence and origin, its constant, or the state of the
/// object it stands for come out. Nothing is computed before it is asked for, and what is not followed is unknown.
/// </summary>
/// <param name="project">The compilation.</param>
/// <param name="policy">The policy of the file that asks.</param>
/// <param name="bindings">What parameters stand for.</param>
/// <param name="cancellation">Stops it.</param>
internal readonly partial struct TokenFlow(TokenProject project, TokenPolicy policy, Bindings bindings, CancellationToken cancellation)
{
    /// <summary>How many methods and members deep values are followed; beyond, nothing is known of them.</summary>
    public const int MaxCalls = 5;

    /// <summary>The code that is analyzed.</summary>
    public Compilation Compilation => project.Compilation;

    /// <summary>The policy of the file that asks.</summary>
    public TokenPolicy Policy => policy;

    /// <summary>What kind of token an operation's value is, how sure that is, and what makes it so.</summary>
    public TokenValue Classify(IOperation operation) => new TokenClassifier(this, policy).Classify(operation);

    /// <summary>The same code, asked about with what calls give to its parameters.</summary>
    public TokenFlow With(Bindings given) => new(project, policy, given, cancellation);

    /// <summary>The code of a method, asked about with what a call gives to it; null when the call lies in a recursion.</summary>
    public TokenFlow? Within(IMethodSymbol method, ImmutableArray<IArgumentOperation> given) => bindings.With(method, given) is { } more ? With(more) : null;

    /// <summary>The body that an operation stands in.</summary>
    public Body BodyAround(IOperation operation) => project.Bodies.Of(operation);

    /// <summary>What is found out about the body that an operation stands in, once, whoever calls it. A type of fact is read in one way only.</summary>
    public T FactOf<T>(IOperation operation, Func<Body, TokenFlow, T> read)
        where T : class =>
        BodyAround(operation).Fact(With(Bindings.None), read);

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

    /// <summary>The kind of token that the name of a variable or member of a text type tells.</summary>
    public (TokenKind Kind, Confidence Confidence) KindOfName(string name) => TokenNames.OfIdentifier(name, policy);

    /// <summary>The kind of token that a member holds because the type that declares it is named after it.</summary>
    public TokenKind KindOfHolder(ISymbol member) => TokenHolder.IsLoneToken(member.Name, policy) ? TokenHolder.KindOf(member.ContainingType, policy) : TokenKind.None;
}
