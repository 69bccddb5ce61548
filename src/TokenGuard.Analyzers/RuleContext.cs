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
    public void OnOperation(Action<OperationContext> action, params OperationKind[] kinds) => OnOperation(static (_, _) => true, action, kinds);

    /// <summary>The same, in the files where one of the <see cref="Flow.Mentions"/> stands.</summary>
    public void OnOperation(IEnumerable<string> mentions, Action<OperationContext> action, params OperationKind[] kinds)
    {
        if (Mentions(mentions))
        {
            var bits = Flow.Mentions.BitsOf(mentions);
            OnOperation((body, cancellation) => (project.MentionsIn(body.SyntaxTree, cancellation) & bits) != 0, action, kinds);
        }
    }

    /// <summary>Reports what <paramref name="rule"/> finds at its sinks, where they stand and at the calls that reach them; in one place the same once.</summary>
    public void OnSinks(SinkRule rule)
    {
        if (!Mentions(rule.Mentions))
        {
            return;
        }

        OnBody(
            (body, cancellation) => FileWords.Of(body.SyntaxTree, cancellation).MemberOf(body.Span) is not { } member || project.SinkNames(cancellation).MayReach(member, rule),
            (context, body) =>
            {
                HashSet<(DiagnosticDescriptor, Location)>? reported = null;
                foreach (var kind in rule.Kinds)
                {
                    foreach (var operation in body.OfKind(kind))
                    {
                        context.CancellationToken.ThrowIfCancellationRequested();
                        var place = new OperationContext(context, operation, project);
                        Judge(place, rule, rule.Of(place), ref reported);
                    }
                }

                foreach (var call in SinkSummaries.CallsIn(body, project.SinkNames(context.CancellationToken), rule))
                {
                    context.CancellationToken.ThrowIfCancellationRequested();
                    var place = new OperationContext(context, call, project);
                    Judge(place, rule, SinkSummaries.Through(place, rule), ref reported);
                }
            });
    }

    private void OnOperation(Func<SyntaxNode, CancellationToken, bool> mayMatter, Action<OperationContext> action, OperationKind[] kinds) =>
        OnBody(mayMatter, (context, body) =>
        {
            foreach (var kind in kinds)
            {
                foreach (var operation in body.OfKind(kind))
                {
                    context.CancellationToken.ThrowIfCancellationRequested();
                    action(new OperationContext(context, operation, project));
                }
            }
        });

    // A body is walked once for all rules that its words call for; the driver would call each rule for each operation.
    private void OnBody(Func<SyntaxNode, CancellationToken, bool> mayMatter, Action<OperationBlockAnalysisContext, Body> action)
    {
        if (project.IsTestProject)
        {
            return;
        }

        start.RegisterOperationBlockAction(context =>
        {
            // The blocks of one member, such as those of a constructor, follow each other.
            IOperation? last = null;
            foreach (var block in context.OperationBlocks)
            {
                context.CancellationToken.ThrowIfCancellationRequested();
                if (block.Root() is var root && root != last && mayMatter((last = root).Syntax, context.CancellationToken))
                {
                    action(context, project.Bodies.Analyzed(root));
                }
            }
        });
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
                if ((project.MentionsIn(context.SemanticModel.SyntaxTree, context.CancellationToken) & finder.MentionBits) != 0 || words.Members.Any(member => sinks.MayReach(member, finder)))
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
