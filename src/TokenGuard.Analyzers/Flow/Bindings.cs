using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.Analyzers.Flow;

/// <summary>What the parameters of methods are given by the calls that a question goes through.</summary>
internal sealed class Bindings
{
    public static readonly Bindings None = new(ImmutableDictionary.Create<ISymbol, IOperation>(SymbolEqualityComparer.Default));

    private readonly ImmutableDictionary<ISymbol, IOperation> arguments;

    private Bindings(ImmutableDictionary<ISymbol, IOperation> arguments) => this.arguments = arguments;

    /// <summary>The argument that a parameter stands for; null when no call is known.</summary>
    public IOperation? Of(ISymbol parameter) => arguments.TryGetValue(parameter, out var argument) ? argument : null;

    /// <summary>
    /// These, and what a call gives to the parameters of the method that it runs; null when the method is bound already: a recursion.
    /// </summary>
    public Bindings? With(IMethodSymbol method, ImmutableArray<IArgumentOperation> given)
    {
        var all = arguments;
        foreach (var argument in given)
        {
            if (argument.Parameter is { } parameter && parameter.Ordinal < method.Parameters.Length)
            {
                var bound = method.Parameters[parameter.Ordinal];
                if (all.ContainsKey(bound))
                {
                    return null;
                }

                all = all.Add(bound, argument.Value);
            }
        }

        return new Bindings(all);
    }
}
