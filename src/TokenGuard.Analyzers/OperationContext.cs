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
    private readonly SemanticModelAnalysisContext? file;
    private readonly TokenProject project;

    public OperationContext(OperationAnalysisContext context, TokenProject project)
    {
        this.context = context;
        this.project = project;
        Operation = context.Operation;
        CancellationToken = context.CancellationToken;
    }

    /// <summary>An operation of a file that is looked at as a whole.</summary>
    public OperationContext(IOperation operation, SemanticModelAnalysisContext file, TokenProject project)
    {
        this.file = file;
        this.project = project;
        Operation = operation;
        CancellationToken = file.CancellationToken;
    }

    /// <summary>The operation that the rule asked for.</summary>
    public IOperation Operation { get; }

    /// <summary>The member whose body holds the operation.</summary>
    public ISymbol ContainingSymbol =>
        file is { } whole ? whole.SemanticModel.GetEnclosingSymbol(Operation.Syntax.SpanStart, CancellationToken) ?? Compilation.Assembly : context.ContainingSymbol;

    public Compilation Compilation => project.Compilation;

    public TokenTypes Types => project.Types;

    /// <summary>The policy of the operation's file; looked up when it is asked for, because most operations need none.</summary>
    public TokenPolicy Policy => project.PolicyOf(Operation.Syntax.SyntaxTree);

    /// <summary>Tells what a value is.</summary>
    public TokenFlow Flow => new(project, Policy, CancellationToken);

    /// <summary>What is found out about a type, method or other symbol as a whole, once.</summary>
    public FactCache FactsOf(ISymbol symbol) => project.FactsOf(symbol);

    /// <summary>The operation of a node of any file.</summary>
    public IOperation? OperationOf(SyntaxNode node) => project.Bodies.OperationOf(node, CancellationToken);

    /// <summary>Where the project calls a method, also by an interface or a base class.</summary>
    public ImmutableArray<SyntaxNode> CallsOf(IMethodSymbol method) => project.CallSites(CancellationToken).Of(method, project.Bodies, CancellationToken);

    public CancellationToken CancellationToken { get; }

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
        if (((file?.IsGeneratedCode ?? context.IsGeneratedCode) && !IsRazor(location)) || Contexts.IsDevelopmentOnly(Operation, Flow))
        {
            return;
        }

        var diagnostic = Diagnostic.Create(rule, location, additionalLocations, properties, arguments);
        if (file is { } whole)
        {
            whole.ReportDiagnostic(diagnostic);
        }
        else
        {
            context.ReportDiagnostic(diagnostic);
        }
    }

    private static bool IsRazor(Location location)
    {
        var path = location.GetMappedLineSpan().Path;
        return path is not null
            && (path.EndsWith(".razor", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".cshtml", StringComparison.OrdinalIgnoreCase));
    }
}
