using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;

namespace TokenGuard.Analyzers;

/// <summary>One operation, as a rule sees it: the operation, what is known about the project, and how to report.</summary>
internal readonly struct OperationContext
{
    private readonly OperationAnalysisContext context;
    private readonly TokenProject project;

    public OperationContext(OperationAnalysisContext context, TokenProject project)
    {
        this.context = context;
        this.project = project;
        Policy = project.PolicyOf(context.Operation.Syntax.SyntaxTree);
    }

    /// <summary>The operation that the rule asked for.</summary>
    public IOperation Operation => context.Operation;

    /// <summary>The member whose body holds the operation.</summary>
    public ISymbol ContainingSymbol => context.ContainingSymbol;

    public Compilation Compilation => context.Compilation;

    public TokenTypes Types => project.Types;

    /// <summary>The policy of the operation's file.</summary>
    public TokenPolicy Policy { get; }

    /// <summary>Tells what a value is.</summary>
    public TokenFlow Flow => new(project, Policy, context.CancellationToken);

    /// <summary>The operation of a node of any file.</summary>
    public IOperation? OperationOf(SyntaxNode node) => project.Bodies.OperationOf(node, CancellationToken);

    public CancellationToken CancellationToken => context.CancellationToken;

    /// <summary>Reports <paramref name="rule"/> at <paramref name="place"/>.</summary>
    public void Report(DiagnosticDescriptor rule, SyntaxNode place, params object?[] arguments) =>
        Report(rule, place.GetLocation(), properties: null, arguments);

    /// <summary>Reports <paramref name="rule"/> at <paramref name="location"/>, with <paramref name="properties"/> for its code fix; not where it runs in development only.</summary>
    public void Report(DiagnosticDescriptor rule, Location location, ImmutableDictionary<string, string?>? properties, params object?[] arguments) =>
        Report(rule, location, additionalLocations: null, properties, arguments);

    /// <summary>Reports <paramref name="rule"/> with other places that belong to it.</summary>
    public void Report(
        DiagnosticDescriptor rule, Location location, IEnumerable<Location>? additionalLocations, ImmutableDictionary<string, string?>? properties, params object?[] arguments)
    {
        if ((!context.IsGeneratedCode || IsRazor(location)) && !Contexts.IsDevelopmentOnly(context.Operation))
        {
            context.ReportDiagnostic(Diagnostic.Create(rule, location, additionalLocations, properties, arguments));
        }
    }

    private static bool IsRazor(Location location)
    {
        var path = location.GetMappedLineSpan().Path;
        return path is not null
            && (path.EndsWith(".razor", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".cshtml", StringComparison.OrdinalIgnoreCase));
    }
}
