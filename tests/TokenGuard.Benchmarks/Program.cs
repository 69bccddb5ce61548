using BenchmarkDotNet.Running;
using TokenGuard.Benchmarks;
using TokenGuard.Benchmarks.Parts;

if (args is ["--bdn", ..])
{
    BenchmarkSwitcher.FromTypes([typeof(BuildBenchmarks)]).Run(args[1..]);
    return 0;
}

var isCheck = args.Contains("--check");
var names = args.Where(arg => arg != "--check").ToList();
var parts = Part.All.Where(part => names.Count == 0 || names[0] == part.Name).ToList();
if (parts.Count == 0 || names.Count > (parts is [{ Name: "growth" }] ? 2 : 1))
{
    Console.Error.WriteLine("""
        Usage: dotnet run -c Release --project tests/TokenGuard.Benchmarks [-- [build | rules | growth [<part of a name>] | memory | runtime | refresh | comparison] [--check]]
               dotnet run -c Release --project tests/TokenGuard.Benchmarks -- --bdn [<arguments of BenchmarkDotNet>]

          --check   exit code 1 when a budget is broken
        """);
    return 2;
}

var budgets = new List<Budget>();
foreach (var part in parts)
{
    budgets.AddRange(await part.RunAsync(names.ElementAtOrDefault(1) ?? ""));
}

budgets.ForEach(Console.WriteLine);
return isCheck && budgets.Any(budget => budget.IsBroken) ? 1 : 0;
