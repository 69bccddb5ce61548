using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Analyzers.Flow.Sinks;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Storage;

namespace TokenGuard.Analyzers.Storage;

/// <summary>What is put into the preferences of an application.</summary>
internal sealed class PreferenceSinks : TokenSinkRule
{
    public static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.TokenInPreferences, RuleDefinition.Category, TokenInPreferences.Definition);

    public static readonly PreferenceSinks Instance = new();

    private PreferenceSinks()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    public override ImmutableArray<OperationKind> Kinds { get; } = ImmutableArray.Create(OperationKind.Invocation, OperationKind.SimpleAssignment);

    /// <inheritdoc/>
    public override ImmutableHashSet<string> Words { get; } = ImmutableHashSet.Create("Set", "AddOrUpdateValue", "SetValue", "SetEnvironmentVariable", "Properties", "Values", "Default", "Settings", "settings", "_settings");

    /// <inheritdoc/>
    protected override IEnumerable<GivenValue> ValuesOf(OperationContext context)
    {
        var (name, value) = context.Operation switch
        {
            IInvocationOperation call when IsPreference(call) => (NameArgument(call), ValueArgument(call)),
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } values, Arguments: [{ Value: var key }] } } assignment when AreValues(values) => (key, assignment.Value),
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { IsIndexer: false, ContainingType: var settings } } } assignment when settings.IsOrDerivesFrom("System.Configuration.ApplicationSettingsBase") => (null, assignment.Value),
            _ => default((IOperation?, IOperation?)),
        };
        if (value is null)
        {
            return [];
        }

        var named = name is null ? TokenValue.Unknown : context.Flow.ClassifyName(name);
        return [new GivenValue(value) { IsNamedAsToken = named.Kind != TokenKind.None, NamedToken = named }];
    }

    private static bool IsPreference(IInvocationOperation call)
    {
        var (method, type) = (call.TargetMethod, call.TargetMethod.ContainingType);
        return method.Name switch
        {
            "Set" => type.Name is "Preferences" or "IPreferences" or "PreferencesExtensions" && (type.IsIn("Microsoft.Maui.Storage") || type.IsIn("Xamarin.Essentials") || type.IsIn("Xamarin.Essentials.Interfaces")),
            "AddOrUpdateValue" => type.IsIn("Plugin.Settings.Abstractions") || type.IsIn("Plugin.Settings"),
            "SetValue" => type.HasMetadataName("Microsoft.Win32.Registry") || type.HasMetadataName("Microsoft.Win32.RegistryKey"),

            // For the process alone it is kept in memory; for a user or the machine in the registry.
            "SetEnvironmentVariable" => type.HasMetadataName("System.Environment") && call.Arguments.Any(argument => argument.Parameter?.Name == "target" && argument.Value.ConstantValue is { HasValue: true, Value: not 0 }),
            "Add" => call.Instance is { } values && AreValues(values),
            _ => false,
        };
    }

    // Application.Current.Properties, ApplicationData.Current.LocalSettings.Values
    private static bool AreValues(IOperation values) =>
        values.WithoutConversions() is IPropertyReferenceOperation { Property: { Name: "Properties" or "Values" } property }
        && (property.Name == "Properties" ? property.IsMemberOf("Xamarin.Forms.Application") : property.ContainingType.HasMetadataName("Windows.Storage.ApplicationDataContainer"));

    private static IOperation? NameArgument(IInvocationOperation call) => call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name is "key" or "name" or "valueName" or "variable")?.Value;

    private static IOperation? ValueArgument(IInvocationOperation call) => call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "value")?.Value;
}
