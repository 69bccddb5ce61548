using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Analyzers.Flow.Sinks;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Leakage;

namespace TokenGuard.Analyzers.Leakage;

/// <summary>What is written to logs.</summary>
internal sealed class LogSinks : TokenSinkRule
{
    public static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.TokenLogged, RuleDefinition.Category, TokenLogged.Definition);

    public static readonly LogSinks Instance = new();

    private LogSinks()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    public override ImmutableArray<OperationKind> Kinds { get; } = ImmutableArray.Create(OperationKind.Invocation);

    /// <inheritdoc/>
    public override ImmutableHashSet<string> Words => LogCalls.Words;

    /// <inheritdoc/>
    protected override IEnumerable<GivenValue> ValuesOf(OperationContext context) =>
        context.Operation is IInvocationOperation call && LogCalls.TargetOf(call, context) is { } target ? ValuesOf(call, target) : [];

    private static IEnumerable<GivenValue> ValuesOf(IInvocationOperation call, string target)
    {
        // What stands in the text: the constant pieces of it, or the template that a method is generated from.
        var given = call.Arguments.Where(argument => !IsRedacted(argument.Parameter)).SelectMany(argument => argument.Elements()).ToList();
        var text = string.Concat(given.SelectMany(TokenTexts.ConstantsIn).Prepend(LogCalls.GeneratedText(call.TargetMethod)));
        var (isNamedAsToken, hole) = (TokenPhrases.NameToken(text), 0);
        var holes = LogTemplate.Destructured(text);
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is not { } parameter || IsRedacted(parameter) || parameter.Type.Name is "Exception" or "EventId" or "LogLevel" or "IFormatProvider")
            {
                continue;
            }

            var isText = parameter.Name is "message" or "messageTemplate" or "format";
            foreach (var value in argument.Elements())
            {
                var showsMembers = !isText && (parameter.Name == "state" ? call.TargetMethod.Name == "BeginScope" : holes.Contains(hole));
                yield return new GivenValue(value) { IsNamedAsToken = isNamedAsToken, ShowsMembers = showsMembers, Name = target };
                hole += isText || value == call.Arguments[0].Value && call.TargetMethod.IsExtensionMethod ? 0 : 1;
            }
        }
    }

    /// <inheritdoc/>
    protected override IEnumerable<object?> MoreArguments(GivenValue given) => [given.Name];

    private static bool IsRedacted(IParameterSymbol? parameter) =>
        parameter?.GetAttributes().Any(attribute => attribute.AttributeClass is { } type && Sanitizers.IsClassification(type)) == true;
}
