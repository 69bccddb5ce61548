using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Analyzers.Flow.Sinks;

namespace TokenGuard.Analyzers;

/// <summary>One compilation, as a rule sees it when it registers.</summary>
internal sealed class RuleContext(CompilationStartAnalysisContext start)
{
    private readonly TokenProject project = TokenProject.Of(start.Compilation, start.Options);

    /// <summary>The types that rules are about, as far as this compilation knows them.</summary>
    public TokenTypes Types => project.Types;

    /// <summary>Whether one of the <see cref="Flow.Mentions"/> stands in a file of the project.</summary>
    public bool Mentions(params IEnumerable<string> mentions) => (project.Mentions(start.CancellationToken) & Flow.Mentions.BitsOf(mentions)) != 0;

    /// <summary>
    /// Calls <paramref name="action"/> for every operation of these kinds. Test projects are left out: what is a mistake in a product is there on purpose.
    /// </summary>
    public void OnOperation(Action<OperationContext> action, params OperationKind[] kinds)
    {
        if (!project.IsTestProject)
        {
            // A body is walked once for all rules; the driver would call each rule for each operation.
            start.RegisterOperationBlockAction(context =>
            {
                foreach (var root in context.OperationBlocks.Select(block => block.Root()).Distinct())
                {
                    var body = project.Bodies.Analyzed(root);
                    foreach (var kind in kinds)
                    {
                        foreach (var operation in body.OfKind(kind))
                        {
                            context.CancellationToken.ThrowIfCancellationRequested();
                            action(new OperationContext(context, operation, project));
                        }
                    }
                }
            });
        }
    }

    /// <summary>The same, when one of the <see cref="Flow.Mentions"/> stands in a file of the project.</summary>
    public void OnOperation(IEnumerable<string> mentions, Action<OperationContext> action, params OperationKind[] kinds)
    {
        if (Mentions(mentions))
        {
            OnOperation(action, kinds);
        }
    }

    /// <summary>Reports what <paramref name="rule"/> finds at its sinks, where they stand and at the calls that reach them; in one place the same once.</summary>
    public void OnSinks(SinkRule rule)
    {
        if (!Mentions(rule.Mentions))
        {
            return;
        }

        OnOperation(
            context =>
            {
                HashSet<(DiagnosticDescriptor, Location)>? reported = null;
                Judge(context, rule, rule.Of(context), ref reported);
                Judge(context, rule, SinkSummaries.Through(context, rule), ref reported);
            },
            rule.Kinds.Union([OperationKind.Invocation, OperationKind.ObjectCreation]).ToArray());
    }

    private static void Judge(OperationContext context, SinkRule rule, IEnumerable<Sink> sinks, ref HashSet<(DiagnosticDescriptor, Location)>? reported)
    {
        foreach (var sink in sinks)
        {
            if (rule.Judge(context, sink) is { } finding && (reported ??= []).Add((finding.Rule, finding.Place)))
            {
                var origin = finding.Origin?.GetLocation();
                var others = origin is null || (origin.SourceSpan.IntersectsWith(finding.Place.SourceSpan) && origin.SourceTree == finding.Place.SourceTree) ? sink.OtherPlaces : sink.OtherPlaces.Add(origin);
                context.Report(finding.Rule, finding.Place, others, finding.Properties, finding.Arguments);
            }
        }
    }

    /// <summary>Calls <paramref name="action"/> for every file that holds a sink of a rule, or calls a method that may reach one; test projects are left out.</summary>
    public void OnFile(SinkFinder finder, Action<FileContext> action)
    {
        if (!project.IsTestProject && Mentions(finder.Mentions))
        {
            start.RegisterSemanticModelAction(context =>
            {
                var (words, sinks) = (FileWords.Of(context.SemanticModel.SyntaxTree, context.CancellationToken), project.SinkNames(context.CancellationToken));
                if ((words.Traits.Mentions & finder.MentionBits) != 0 || words.Members.Any(member => member.Calls.Any(method => sinks.MayReach(method, finder))))
                {
                    action(new FileContext(context, project));
                }
            });
        }
    }

    /// <summary>Calls <paramref name="action"/> for every file <c>appsettings*.json</c>; test projects are left out.</summary>
    public void OnSettings(Action<SettingsContext> action)
    {
        if (!project.IsTestProject)
        {
            start.RegisterAdditionalFileAction(context =>
            {
                if (SettingsContext.Of(context, project) is { } file)
                {
                    action(file);
                }
            });
        }
    }

    /// <summary>Calls <paramref name="action"/> once, when the whole compilation has been analyzed.</summary>
    public void OnCompilationEnd(Action<CompilationAnalysisContext> action) => start.RegisterCompilationEndAction(action);
}
