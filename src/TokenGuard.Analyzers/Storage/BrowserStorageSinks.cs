using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Analyzers.Flow.Sinks;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Storage;

namespace TokenGuard.Analyzers.Storage;

/// <summary>What is put into the storage of the browser.</summary>
internal sealed class BrowserStorageSinks : TokenSinkRule
{
    public static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.TokenInBrowserStorage, RuleDefinition.Category, TokenInBrowserStorage.Definition);

    private static readonly ImmutableHashSet<string> Setters = ImmutableHashSet.Create("SetItemAsync", "SetItem", "SetItemAsStringAsync", "SetItemAsString");

    private static readonly ImmutableHashSet<string> Invokers = ImmutableHashSet.Create("InvokeVoidAsync", "InvokeAsync", "InvokeVoid", "Invoke");

    // Behind the words, which its constructor needs.
    public static readonly BrowserStorageSinks Instance = new();

    private BrowserStorageSinks()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    public override ImmutableArray<OperationKind> Kinds { get; } = ImmutableArray.Create(OperationKind.Invocation);

    /// <inheritdoc/>
    public override ImmutableHashSet<string> Words { get; } = Setters.Union(Invokers);

    /// <inheritdoc/>
    protected override IEnumerable<GivenValue> ValuesOf(OperationContext context)
    {
        if (context.Operation is not IInvocationOperation call)
        {
            return [];
        }

        var (method, arguments) = (call.TargetMethod, ImmutableArray<IOperation>.Empty);
        if (Setters.Contains(method.Name) && IsStorage(method.ContainingType, context.Compilation))
        {
            arguments = call.Arguments.Where(argument => argument.Parameter?.Name is "key" or "data" or "value").OrderBy(argument => argument.Parameter!.Ordinal).Select(argument => argument.Value).ToImmutableArray();
        }
        else if (Invokers.Contains(method.Name) && method.IsIn("Microsoft.JSInterop") && call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "identifier") is { Value: var identifier })
        {
            var name = context.Flow.ConstantText(identifier) ?? string.Empty;
            var given = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "args")?.Elements().ToImmutableArray() ?? arguments;
            if (name == "eval")
            {
                return given.Where(script => ConstantsIn(script).Any(text => text.Contains("localStorage") || text.Contains("sessionStorage"))).Select(script => new GivenValue(script));
            }

            arguments = name.EndsWith("localStorage.setItem", StringComparison.Ordinal) || name.EndsWith("sessionStorage.setItem", StringComparison.Ordinal) ? given : arguments;
        }

        var named = arguments.Length < 2 ? TokenValue.Unknown : context.Flow.ClassifyName(arguments[0]);
        return arguments.Length < 2 ? [] : [new GivenValue(arguments[1]) { ShowsMembers = Setters.Contains(method.Name), IsNamedAsToken = named.Kind != TokenKind.None, NamedToken = named }];
    }

    // Blazored.LocalStorage, Blazored.SessionStorage and their like; ProtectedLocalStorage of ASP.NET Core encrypts, and has other methods.
    private static bool IsStorage(INamedTypeSymbol type, Compilation compilation) =>
        (type.IsInOrUnder("Blazored") || !type.IsDeclaredIn(compilation)) && (type.Name.Contains("LocalStorage") || type.Name.Contains("SessionStorage")) && !type.Name.Contains("Protected") && !type.Name.Contains("Encrypted") && !type.Name.Contains("Secure");

    private static IEnumerable<string> ConstantsIn(IOperation text) =>
        text.DescendantsAndSelf().Select(part => part.ConstantValue is { HasValue: true, Value: string constant } ? constant : part is IInterpolatedStringTextOperation { Text.ConstantValue.Value: string piece } ? piece : string.Empty);
}
