using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.Analyzers.Configuration;

/// <summary>The members of options that the lambda of a call sets.</summary>
internal sealed class ConfiguredMembers
{
    private readonly HashSet<string> members;

    private ConfiguredMembers(HashSet<string> members) => this.members = members;

    public bool Sets(string member) => members.Contains(member);

    /// <summary>What the last argument of a call sets; null when it is no lambda, or hands the options to others who may set anything.</summary>
    public static ConfiguredMembers? Of(IInvocationOperation call)
    {
        if (call.Arguments.LastOrDefault(argument => argument.ArgumentKind == ArgumentKind.Explicit)?.Value.WithoutConversions()
            is not IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Symbol.Parameters: [var options, ..], Body: var body } })
        {
            return null;
        }

        var members = new HashSet<string>(StringComparer.Ordinal);
        foreach (var reference in body.Descendants().OfType<IParameterReferenceOperation>().Where(reference => SymbolEqualityComparer.Default.Equals(reference.Parameter, options)))
        {
            if (reference.Parent is not IMemberReferenceOperation member || member.Instance != reference)
            {
                return null;
            }

            if (member.Parent is IAssignmentOperation assignment && assignment.Target == member)
            {
                members.Add(member.Member.Name);
            }
        }

        return new ConfiguredMembers(members);
    }
}
