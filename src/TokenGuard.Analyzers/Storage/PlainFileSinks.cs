using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Analyzers.Flow.Sinks;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Storage;

namespace TokenGuard.Analyzers.Storage;

/// <summary>What is written to files.</summary>
internal sealed class PlainFileSinks : TokenSinkRule
{
    public static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.TokenInPlainFile, RuleDefinition.Category, TokenInPlainFile.Definition);

    private static readonly ImmutableHashSet<string> FileMethods = ImmutableHashSet.Create(
        "WriteAllText", "WriteAllTextAsync", "AppendAllText", "AppendAllTextAsync", "WriteAllBytes", "WriteAllBytesAsync", "WriteAllLines", "WriteAllLinesAsync", "AppendAllLines", "AppendAllLinesAsync");

    private static readonly ImmutableHashSet<string> WriterMethods = ImmutableHashSet.Create("Write", "WriteAsync", "WriteLine", "WriteLineAsync");

    private static readonly ImmutableHashSet<string> SerializerMethods = ImmutableHashSet.Create("Serialize", "SerializeAsync");

    // Behind the words, which its constructor needs.
    public static readonly PlainFileSinks Instance = new();

    private PlainFileSinks()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    public override ImmutableArray<OperationKind> Kinds { get; } = ImmutableArray.Create(OperationKind.Invocation);

    /// <inheritdoc/>
    public override ImmutableHashSet<string> Words { get; } = FileMethods.Union(WriterMethods).Union(SerializerMethods);

    /// <inheritdoc/>
    protected override IEnumerable<GivenValue> ValuesOf(OperationContext context) =>
        context.Operation is IInvocationOperation { TargetMethod: { Name: var name } method } call && Words.Contains(name) && IsFile(call, method, context.Flow) && !IsGuarded(context)
            ? ValuesOf(call, IsNamedAsToken(call, context))
            : [];

    private static IEnumerable<GivenValue> ValuesOf(IInvocationOperation call, bool isNamed)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Name is "contents" or "bytes" or "value" or "buffer" or "array" or "arg" or "arg0" or "arg1" or "arg2" or "format")
            {
                foreach (var value in argument.Elements())
                {
                    yield return new GivenValue(value) { ShowsMembers = SerializerMethods.Contains(call.TargetMethod.Name), IsNamedAsToken = isNamed };
                }
            }
        }
    }

    // File.WriteAllText("token.json", ...), class TokenFile
    private static bool IsNamedAsToken(IInvocationOperation call, OperationContext context) =>
        call.Arguments.Where(argument => argument.Parameter?.Name == "path").SelectMany(argument => argument.Value.DescendantsAndSelf())
            .Select(part => part is IMemberReferenceOperation { Member.Name: var member } ? member : part.Variable()?.Name ?? part.ConstantValue.Value as string)
            .Append(context.ContainingSymbol.ContainingType?.Name)
            .Any(word => word is not null && IdentifierWords.Split(word).Any(part => part is "token" or "tokens" or "jwt"));

    private static bool IsFile(IInvocationOperation call, IMethodSymbol method, TokenFlow flow) =>
        FileMethods.Contains(method.Name) ? method.ContainingType.HasMetadataName("System.IO.File")
        : WriterMethods.Contains(method.Name) ? call.Instance is { } writer && IsFileWriter(writer, flow)
        : method.ContainingType.HasMetadataName("System.Text.Json.JsonSerializer") && call.Arguments is [{ Value: var stream }, ..] && IsFileStream(stream, flow);

    // A writer or stream that goes elsewhere, to the network or through a cipher, is none.
    private static bool IsFileWriter(IOperation writer, TokenFlow flow) =>
        IsFileStream(writer, flow) || (writer.Type?.Name is "StreamWriter" or "TextWriter" && flow.Origin(writer)?.WithoutConversions() switch
        {
            IObjectCreationOperation { Type.Name: "StreamWriter", Arguments: [{ Value: var target }, ..] } => target.Type?.SpecialType == SpecialType.System_String || IsFileStream(target, flow),
            IInvocationOperation { TargetMethod: { Name: "CreateText" or "AppendText", ContainingType.Name: "File" or "FileInfo" } } => true,
            _ => false,
        });

    private static bool IsFileStream(IOperation stream, TokenFlow flow) =>
        flow.Origin(stream)?.WithoutConversions() is { } origin
        && (origin.Type.IsOrDerivesFrom("System.IO.FileStream")
            || origin is IInvocationOperation { TargetMethod: { Name: "Create" or "OpenWrite" or "Open" or "OpenFile" or "CreateFile", ContainingType.Name: "File" or "FileInfo" or "IsolatedStorageFile" } });

    // Only the user of the process can read it: File.SetUnixFileMode, UnixCreateMode, FileSecurity, File.Encrypt.
    private static bool IsGuarded(OperationContext context) =>
        context.Flow.BodyAround(context.Operation).Operations.Any(operation => operation switch
        {
            IInvocationOperation { TargetMethod.Name: "SetUnixFileMode" or "SetAccessControl" or "Encrypt" or "chmod" or "Chmod" } => true,
            IMemberReferenceOperation { Member.Name: "UnixCreateMode" or "UnixFileMode" } => true,
            _ => operation.Type is { Name: "CryptoStream" or "FileSecurity" },
        });
}
