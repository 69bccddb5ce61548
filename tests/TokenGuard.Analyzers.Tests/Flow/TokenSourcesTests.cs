using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules.Facts;
using TokenGuard.Tests;

namespace TokenGuard.Analyzers.Tests.Flow;

/// <summary>Every source of tokens, against the package that it is of, or a stub of the same name.</summary>
public class TokenSourcesTests
{
    /// <summary>The members that can be used: of a package, or of the stubs.</summary>
    private static readonly CSharpCompilation Known = CSharpCompilation.Create("sources", [CSharpSyntaxTree.ParseText(Stub())], References.All);

    public static TheoryData<string, string, int> Sources()
    {
        var data = new TheoryData<string, string, int>();
        foreach (var (type, member, kind) in TokenSources.All)
        {
            data.Add(type, member, (int)kind);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public Task A_source_gives_its_token(string type, string member, int kind)
    {
        var declaring = Known.GetTypeByMetadataName(type);
        Assert.NotNull(declaring);
        var source = MembersOf(declaring).FirstOrDefault(found => found.Name == member && GivesText(found));
        Assert.True(source is not null, $"{type} has no {member} that gives text.");

        return Verify<FlowProbe, EmptyCodeFixProvider>.ReportsMessages(
            $$"""
            public class C
            {
                public async Task M({{(declaring.IsStatic ? string.Empty : $"{type} source")}})
                {
                    await Task.CompletedTask;
                    {|#0:Probe.Kind({{UseOf(source, declaring)}})|};
                }
            }
            {{FlowProbe.Functions}}
            {{Stub()}}
            """,
            new DiagnosticResult(FlowProbe.Id, DiagnosticSeverity.Warning).WithLocation(0).WithArguments($"{(TokenKind)kind} High {source.ContainingType.Name}.{member}"));
    }

    private static IEnumerable<ISymbol> MembersOf(INamedTypeSymbol type) =>
        type.GetMembers().Concat(type.BaseType is { } inherited ? MembersOf(inherited) : []).Concat(type.AllInterfaces.SelectMany(declared => declared.GetMembers()));

    private static bool GivesText(ISymbol member) =>
        member switch
        {
            IPropertySymbol property => property.Type.IsText(),
            IMethodSymbol method => method.ReturnType.WithoutTask().IsText() && method.DeclaredAccessibility == Accessibility.Public && !method.IsGenericMethod,
            _ => false,
        };

    private static string UseOf(ISymbol source, INamedTypeSymbol type)
    {
        var instance = source.IsStatic ? type.ToDisplayString() : "source";
        var used = source is IMethodSymbol method
            ? $"{instance}.{method.Name}({string.Join(", ", method.Parameters.Where(parameter => !parameter.IsOptional && !parameter.IsParams).Select(parameter => $"default({parameter.Type.ToDisplayString()})!"))})"
            : $"{instance}.{source.Name}";
        return source is IMethodSymbol { ReturnType.Name: "Task" } ? $"await {used}" : used;
    }

    private static string Stub()
    {
        using var stream = typeof(TokenSourcesTests).Assembly.GetManifestResourceStream("TokenSources.cs")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
