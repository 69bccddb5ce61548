using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Analyzers.Flow.Sinks;
using TokenGuard.Rules;

namespace TokenGuard.Analyzers;

/// <summary>One operation, as a rule sees it: the operation, what is known about the project, and how to report.</summary>
internal readonly struct OperationContext
{
    private readonly OperationBlockAnalysisContext? body;
    private readonly SemanticModelAnalysisContext? file;
    private readonly ISymbol? containing;
    private readonly TokenProject project;

    /// <summary>An operation of a body.</summary>
    public OperationContext(OperationBlockAnalysisContext body, IOperation operation, TokenProject project)
    {
        this.body = body;
        this.project = project;
        Operation = operation;
        CancellationToken = body.CancellationToken;
    }

    /// <summary>An operation of a file that is looked at as a whole.</summary>
    public OperationContext(IOperation operation, SemanticModelAnalysisContext file, TokenProject project)
    {
        this.file = file;
        this.project = project;
        Operation = operation;
        CancellationToken = file.CancellationToken;
    }

    private OperationContext(IOperation operation, ISymbol containing, TokenProject project, CancellationToken cancellation)
    {
        this.containing = containing;
        this.project = project;
        Operation = operation;
        CancellationToken = cancellation;
    }

    /// <summary>What parameters stand for, where a question goes through calls.</summary>
    private Bindings Bindings { get; init; } = Bindings.None;

    /// <summary>The operation that the rule asked for.</summary>
    public IOperation Operation { get; }

    /// <summary>The member whose body holds the operation.</summary>
    public ISymbol ContainingSymbol =>
        containing
        ?? body?.OwningSymbol
        ?? file?.SemanticModel.GetEnclosingSymbol(Operation.Syntax.SpanStart, CancellationToken)
        ?? Compilation.Assembly;

    public Compilation Compilation => project.Compilation;

    public TokenTypes Types => project.Types;

    /// <summary>The policy of the operation's file; looked up when it is asked for, because most operations need none.</summary>
    public TokenPolicy Policy => project.PolicyOf(Operation.Syntax.SyntaxTree);

    /// <summary>Tells what a value is.</summary>
    public TokenFlow Flow => new(project, Policy, Bindings, CancellationToken);

    /// <summary>What is found out about a type, method or other symbol as a whole, once.</summary>
    public FactCache FactsOf(ISymbol symbol) => project.FactsOf(symbol);

    /// <summary>An operation of a method that is only asked about: nothing is reported there.</summary>
    public OperationContext At(IOperation operation, IMethodSymbol method) => new(operation, method, project, CancellationToken);

    /// <summary>The same, with what the calls on the way to a sink give to parameters.</summary>
    public OperationContext With(Bindings bindings) => this with { Bindings = bindings };

    /// <summary>The names of the methods whose arguments may reach a sink.</summary>
    public SinkNames SinkNames => project.SinkNames(CancellationToken);

    /// <summary>The operation of a node of any file.</summary>
    public IOperation? OperationOf(SyntaxNode node) => project.Bodies.OperationOf(node, CancellationToken);

    /// <summary>The type that a node of any file names.</summary>
    public INamedTypeSymbol? TypeOf(SyntaxNode node) => project.Bodies.SymbolOf(node, CancellationToken) as INamedTypeSymbol;

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
        if (((file?.IsGeneratedCode ?? body!.Value.IsGeneratedCode) && !IsRazor(location)) || Contexts.IsDevelopmentOnly(Operation, Flow))
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
            body!.Value.ReportDiagnostic(diagnostic);
        }
    }

    private static bool IsRazor(Location location)
    {
        var path = location.GetMappedLineSpan().Path;
        return path is not null
            && (path.EndsWith(".razor", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".cshtml", StringComparison.OrdinalIgnoreCase));
    }
}
