using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.Analyzers.Leakage;

/// <summary>Calls that write to a log, or to what its next entries carry.</summary>
internal static class LogCalls
{
    private static readonly ImmutableHashSet<string> Methods = ImmutableHashSet.Create(
        "Log", "LogTrace", "LogDebug", "LogInformation", "LogWarning", "LogError", "LogCritical", "BeginScope",
        "Verbose", "Debug", "Information", "Warning", "Error", "Fatal", "Write", "ForContext", "PushProperty",
        "Trace", "Info", "Warn", "WithProperty", "PushNestedState",
        "DebugFormat", "InfoFormat", "WarnFormat", "ErrorFormat", "FatalFormat", "TraceFormat",
        "WriteLine", "WriteAsync", "WriteLineAsync", "Print", "TraceInformation", "TraceWarning", "TraceError", "WriteEvent", "WriteIf", "WriteLineIf");

    private static readonly HashSet<string> Libraries = new(StringComparer.Ordinal) { "Serilog", "NLog", "log4net" };

    /// <summary>One of these stands wherever something is logged.</summary>
    public static ImmutableHashSet<string> Words { get; } = Methods.Union(["LoggerMessage"]);

    /// <summary>Where an operation writes to, as a message names it; null when it writes to no log.</summary>
    public static string? TargetOf(IInvocationOperation call, TokenTypes types)
    {
        var method = call.TargetMethod;
        if (method.MethodKind == MethodKind.DelegateInvoke)
        {
            return IsLoggerMessage(method) ? "a log" : null;
        }

        if (!Methods.Contains(method.Name))
        {
            return IsGenerated(method) ? "a log" : null;
        }

        if (method.IsIn("Microsoft.Extensions.Logging") || method.IsIn("Castle.Core.Logging") || method.IsIn("Common.Logging")
            || (method.OutermostNamespace() is { } library && Libraries.Contains(library) && !IsSetUp(method)))
        {
            return method.ContainingType.Name is "ILogger" or "LoggerExtensions" && method.Name == "Log" && !method.IsExtensionMethod && method.Parameters.Length < 2 ? null : "a log";
        }

        return method.ContainingType.Name switch
        {
            "Console" when method.IsIn("System") => WritesForItsUser(types) ? null : "the console",
            "TextWriter" when IsConsole(call.Instance) => WritesForItsUser(types) ? null : "the console",
            "Debug" or "Trace" or "TraceSource" when method.IsIn("System.Diagnostics") => "the trace listeners",
            "EventSource" when method.IsIn("System.Diagnostics.Tracing") => "an event log",
            _ => IsGenerated(method) ? "a log" : null,
        };
    }

    // [LoggerMessage] static partial void TokenIssued(ILogger logger, string token)
    private static bool IsGenerated(IMethodSymbol method) =>
        (method.IsPartialDefinition || method.PartialDefinitionPart is not null) && HasAttribute(method.PartialDefinitionPart ?? method);

    private static bool HasAttribute(IMethodSymbol method) => method.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "LoggerMessageAttribute" or "ZLoggerMessageAttribute" });

    /// <summary>The text of the attribute that a logging method is generated from.</summary>
    public static string? GeneratedText(IMethodSymbol method) =>
        IsGenerated(method)
            ? (method.PartialDefinitionPart ?? method).GetAttributes().SelectMany(attribute => attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(named => named.Value)))
                .Select(argument => argument.Kind == TypedConstantKind.Primitive ? argument.Value as string : null).FirstOrDefault(text => text is not null)
            : null;

    // What LoggerMessage.Define gives: Action<ILogger, ..., Exception?>.
    private static bool IsLoggerMessage(IMethodSymbol method) =>
        method.ContainingType is { Name: "Action", TypeArguments: [{ Name: "ILogger" }, .., { Name: "Exception" }] } && method.Parameters.Length > 2;

    // new LoggerConfiguration().WriteTo.File(...), NLog's configuration: nothing is logged there.
    private static bool IsSetUp(IMethodSymbol method) => method.IsIn("Serilog.Configuration") || method.IsIn("NLog.Config") || method.ContainingType.Name.EndsWith("Configuration", StringComparison.Ordinal);

    private static bool IsConsole(IOperation? writer) => writer is IPropertyReferenceOperation { Property: { Name: "Out" or "Error", ContainingType: { Name: "Console" } console } } && console.IsIn("System");

    // A tool for the command line prints a token because its user asked for it.
    private static bool WritesForItsUser(TokenTypes types) =>
        types.Find("System.CommandLine.RootCommand") is not null || types.Find("Spectre.Console.Cli.CommandApp") is not null || types.Find("McMaster.Extensions.CommandLineUtils.CommandLineApplication") is not null
        || types.Find("CommandLine.Parser") is not null || types.Find("Cocona.CoconaApp") is not null || types.Find("ConsoleAppFramework.ConsoleApp") is not null;
}
