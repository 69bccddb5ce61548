using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TokenGuard.Analyzers.Tests.Flow;

/// <summary>The calls of a compilation are read once; who gives up on reading them spoils nothing for the next.</summary>
public class CallSitesTests
{
    [Fact]
    public void Reading_that_is_cancelled_is_not_kept_and_one_that_ends_is()
    {
        var compilation = CSharpCompilation.Create(
            "Calls",
            [CSharpSyntaxTree.ParseText("class A { void M<T>() { M<int>(); this.M<A>(); } } class B : A { void M() { M(); } }")],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)]);
        var project = TokenProject.Of(compilation, new AnalyzerOptions([]));

        Assert.Throws<OperationCanceledException>(() => project.CallSites(new CancellationToken(canceled: true)));
        var calls = project.CallSites(CancellationToken.None);

        Assert.Same(calls, project.CallSites(CancellationToken.None));
        var method = (IMethodSymbol)compilation.GetTypeByMetadataName("A")!.GetMembers("M").Single();
        Assert.Equal(["M<int>", "M<A>"], calls.Of(method, project.Bodies, CancellationToken.None).Select(call => call.ToString()));
    }
}
