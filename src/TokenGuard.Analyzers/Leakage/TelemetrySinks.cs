using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow.Sinks;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Leakage;

namespace TokenGuard.Analyzers.Leakage;

/// <summary>What goes along with traces, metrics and error reports.</summary>
internal sealed class TelemetrySinks : TokenSinkRule
{
    public static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.TokenInTelemetry, RuleDefinition.Category, TokenInTelemetry.Definition);

    private static readonly ImmutableHashSet<string> Activities = ImmutableHashSet.Create("SetTag", "AddTag", "SetBaggage", "AddBaggage", "AddEvent", "SetStatus", "SetCustomProperty");

    private static readonly ImmutableHashSet<string> Spans = ImmutableHashSet.Create("SetAttribute", "AddEvent", "SetBaggage", "Set");

    private static readonly ImmutableHashSet<string> Errors = ImmutableHashSet.Create("SetTag", "SetTags", "SetExtra", "SetExtras", "CaptureMessage", "AddBreadcrumb", "SetData");

    public static readonly TelemetrySinks Instance = new();

    private TelemetrySinks()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    public override ImmutableArray<OperationKind> Kinds { get; } = ImmutableArray.Create(OperationKind.Invocation, OperationKind.SimpleAssignment);

    /// <inheritdoc/>
    public override ImmutableHashSet<string> Words { get; } = Activities.Union(Spans).Union(Errors).Union(
        ["TrackEvent", "TrackTrace", "TrackException", "TrackRequest", "TrackDependency", "TrackPageView", "TrackMetric", "Properties", "GlobalProperties", "Add", "Record"]);

    /// <inheritdoc/>
    protected override IEnumerable<GivenValue> ValuesOf(OperationContext context)
    {
        var (target, values) = context.Operation switch
        {
            IInvocationOperation call => (TargetOf(call), call.Arguments.Where(argument => !IsReceiver(argument, call)).SelectMany(argument => argument.Elements())),
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } properties } entry } assignment when IsProperties(properties) =>
                ("telemetry", entry.Arguments.Select(argument => argument.Value).Append(assignment.Value)),
            _ => (null, []),
        };
        if (target is null)
        {
            return [];
        }

        var given = values.ToList();
        var isNamedAsToken = TokenPhrases.NameToken(string.Join(" ", given.SelectMany(TokenTexts.ConstantsIn)));
        return given.Select(value => new GivenValue(value) { IsNamedAsToken = isNamedAsToken, Name = target });
    }

    /// <inheritdoc/>
    protected override IEnumerable<object?> MoreArguments(GivenValue given) => [given.Name];

    private static bool IsReceiver(IArgumentOperation argument, IInvocationOperation call) => call.TargetMethod.IsExtensionMethod && argument == call.Arguments[0];

    private static string? TargetOf(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        switch (method.Name)
        {
            case var name when Activities.Contains(name) && method.IsMemberOf("System.Diagnostics.Activity"):
                return name is "SetBaggage" or "AddBaggage" ? "a trace, to every service that is called," : "a trace";
            case var name when name.StartsWith("Track", StringComparison.Ordinal):
                return method.OutermostNamespace() == "Microsoft" && method.ContainingType.Name == "TelemetryClient" ? "telemetry" : null;
            case "Add" when call.Instance is { } properties && IsProperties(properties):
                return "telemetry";
            case "Add" or "Record":
                return method.IsIn("System.Diagnostics.Metrics") ? "a metric" : null;
            case var name when Spans.Contains(name) && method.OutermostNamespace() == "OpenTelemetry":
                return "a trace";
            case var name when Errors.Contains(name) && method.OutermostNamespace() == "Sentry":
                return "an error report";
            default:
                return null;
        }
    }

    // Application Insights: telemetry.Properties, telemetry.Context.GlobalProperties.
    private static bool IsProperties(IOperation properties) =>
        properties is IPropertyReferenceOperation { Property: { Name: "Properties" or "GlobalProperties" } property } && property.IsInOrUnder("Microsoft.ApplicationInsights");
}
