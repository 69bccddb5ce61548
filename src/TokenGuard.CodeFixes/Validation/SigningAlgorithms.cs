using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.CodeFixes.Validation;

/// <summary>The algorithms with which a project signs, by the names that <c>SecurityAlgorithms</c> has for them.</summary>
internal static class SigningAlgorithms
{
    private const string InXml = "Signature";

    /// <summary>Those of all <c>SigningCredentials</c>, and what else is named; null when one of them is not known. What they are called in XML is not told apart.</summary>
    public static IReadOnlyCollection<string>? UsedIn(FixSite site)
    {
        var names = NamesIn(site.Model.Compilation);
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tree in site.Model.Compilation.SyntaxTrees)
        {
            SemanticModel? model = null;
            foreach (var node in tree.GetRoot(site.CancellationToken).DescendantNodes())
            {
                if (node is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: > 1 } creation && MayBeCredentials(creation))
                {
                    model ??= site.Model.Compilation.GetSemanticModel(tree);
                    if (model.GetOperation(creation, site.CancellationToken) is IObjectCreationOperation { Type.Name: "SigningCredentials" or "X509SigningCredentials" } credentials
                        && credentials.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "algorithm") is { Value.ConstantValue: var algorithm })
                    {
                        if (algorithm.Value is not string value || !names.TryGetValue(value, out var name))
                        {
                            return null;
                        }

                        used.Add(name);
                    }
                }
                else if (node is MemberAccessExpressionSyntax { Expression: SimpleNameSyntax { Identifier.ValueText: "SecurityAlgorithms" } or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "SecurityAlgorithms" }, Name.Identifier.ValueText: var member })
                {
                    used.Add(member);
                }
            }
        }

        return used;
    }

    /// <summary>An algorithm by its name in JSON: <c>HmacSha256Signature</c> is the name of HS256 in XML.</summary>
    public static string InJson(string name) => name.EndsWith(InXml, StringComparison.Ordinal) ? name.Substring(0, name.Length - InXml.Length) : name;

    /// <summary>What to accept of an algorithm: <c>JsonWebTokenHandler</c> writes the name that it is given into the token, also that of XML.</summary>
    public static IEnumerable<string> Accepted(string algorithm, IReadOnlyCollection<string> used) => used.Contains(algorithm + InXml) ? [algorithm, algorithm + InXml] : [algorithm];

    private static bool MayBeCredentials(BaseObjectCreationExpressionSyntax creation) =>
        creation is not ObjectCreationExpressionSyntax { Type: var type } || (type is QualifiedNameSyntax qualified ? qualified.Right : type as SimpleNameSyntax)?.Identifier.ValueText.EndsWith("SigningCredentials", StringComparison.Ordinal) != false;

    private static Dictionary<string, string> NamesIn(Compilation compilation)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in compilation.GetTypeByMetadataName("Microsoft.IdentityModel.Tokens.SecurityAlgorithms")?.GetMembers().OfType<IFieldSymbol>() ?? [])
        {
            if (field is { IsConst: true, ConstantValue: string value } && !names.ContainsKey(value))
            {
                names.Add(value, field.Name);
            }
        }

        return names;
    }
}
