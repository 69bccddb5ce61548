using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace TokenGuard.Analyzers.Flow;

/// <summary>
/// The words of a file and of its members, read from the text in one pass and kept as long as the file is: what most questions end at,
/// before anything is bound. Words in comments and strings count too: an answer may be yes without need, and is never no when it matters.
/// </summary>
internal sealed class FileWords
{
    /// <summary>The name under which the statements of a file without a method are known.</summary>
    public const string TopLevel = WellKnownMemberNames.TopLevelStatementsEntryPointMethodName;

    private const string TopLevelType = WellKnownMemberNames.TopLevelStatementsEntryPointTypeName;

    private static readonly ConditionalWeakTable<SyntaxTree, FileWords> Files = new();

    private readonly List<Member> members = [];
    private readonly Dictionary<string, WordTraits> aliases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WordTraits> globalAliases = new(StringComparer.Ordinal);

    private FileWords()
    {
    }

    /// <summary>What the names mean that the file gives to types of others: <c>using Key = ...SymmetricSecurityKey</c>.</summary>
    public IReadOnlyDictionary<string, WordTraits> Aliases => aliases;

    /// <summary>The same for names that it gives to types in the whole project.</summary>
    public IReadOnlyDictionary<string, WordTraits> GlobalAliases => globalAliases;

    /// <summary>What the words of the whole file are, all together.</summary>
    public WordTraits Traits { get; set; }

    /// <summary>The members that have a body, in the order of the text.</summary>
    public IReadOnlyList<Member> Members => members;

    /// <summary>The member that a body belongs to; null when it is more than one, or none.</summary>
    public Member? MemberOf(TextSpan body)
    {
        var (first, end) = (0, members.Count);
        while (first < end)
        {
            var middle = (first + end) / 2;
            (first, end) = members[middle].End <= body.Start ? (middle + 1, end) : (first, middle);
        }

        return first < members.Count && members[first].Start <= body.Start && members[first].End >= body.End ? members[first] : null;
    }

    public static FileWords Of(SyntaxTree tree, CancellationToken cancellation) => Files.TryGetValue(tree, out var known) ? known : Read(tree, cancellation);

    private static FileWords Read(SyntaxTree tree, CancellationToken cancellation)
    {
        var words = new FileWords();
        var root = (CompilationUnitSyntax)tree.GetRoot(cancellation);
        words.AddAliases(root.Usings);
        words.AddMembers(root.Members, TopLevelType, baseType: null);
        WordTable.Shared.Read(tree.GetText(cancellation).ToString(), words);
        return Files.GetValue(tree, _ => words);
    }

    private void AddAliases(SyntaxList<UsingDirectiveSyntax> usings)
    {
        foreach (var directive in usings)
        {
            if (directive.Alias is { Name.Identifier.ValueText: var name })
            {
                var traits = directive.NamespaceOrType.DescendantNodesAndSelf().OfType<SimpleNameSyntax>()
                    .Aggregate(default(WordTraits), static (all, word) => all | SinkFinders.TraitsOf(word.Identifier.ValueText));
                aliases[name] = traits;
                if (!directive.GlobalKeyword.IsKind(SyntaxKind.None))
                {
                    globalAliases[name] = traits;
                }
            }
        }
    }

    private void AddMembers(SyntaxList<MemberDeclarationSyntax> declarations, string around, string? baseType)
    {
        foreach (var declaration in declarations)
        {
            switch (declaration)
            {
                case BaseNamespaceDeclarationSyntax @namespace:
                    AddAliases(@namespace.Usings);
                    AddMembers(@namespace.Members, around, baseType: null);
                    break;
                case TypeDeclarationSyntax type:
                    AddMembers(type.Members, type.Identifier.ValueText.Length == 0 ? around : type.Identifier.ValueText, NameOf(type.BaseList?.Types.FirstOrDefault()?.Type));
                    break;
                case MethodDeclarationSyntax method:
                    members.Add(new Member(around, method.Identifier.ValueText, method));
                    break;
                case ConstructorDeclarationSyntax constructor:
                    var made = new Member(around, constructor.Identifier.ValueText, constructor);
                    if (constructor.Initializer is { } initializer && (initializer.IsKind(SyntaxKind.ThisConstructorInitializer) ? around : baseType) is { } other)
                    {
                        made.Calls.Add(other);
                    }

                    members.Add(made);
                    break;
                case PropertyDeclarationSyntax property:
                    members.Add(new Member(around, property.Identifier.ValueText, property));
                    break;
                // A delegate is called by the name of its field.
                case BaseFieldDeclarationSyntax { Declaration.Variables: var variables }:
                    var field = new Member(around, string.Empty, declaration);
                    field.Names.UnionWith(variables.Select(variable => variable.Identifier.ValueText));
                    members.Add(field);
                    break;
                case GlobalStatementSyntax:
                    members.Add(new Member(around, TopLevel, declaration));
                    break;
                case BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax:
                    members.Add(new Member(around, string.Empty, declaration));
                    break;
            }
        }
    }

    private static string? NameOf(TypeSyntax? type) =>
        type switch
        {
            SimpleNameSyntax name => name.Identifier.ValueText,
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
            _ => null,
        };

    /// <summary>A member, and the words in it.</summary>
    internal sealed class Member(string type, string name, SyntaxNode declaration)
    {
        /// <summary>The name of the type that declares it.</summary>
        public string Type { get; } = type;

        /// <summary>Its name, and those of its local functions.</summary>
        public HashSet<string> Names { get; } = new(StringComparer.Ordinal) { name };

        public int Start { get; } = declaration.SpanStart;

        public int End { get; } = declaration.Span.End;

        /// <summary>What its words are, all together.</summary>
        public WordTraits Traits { get; set; }

        /// <summary>The names of what it calls.</summary>
        public HashSet<string> Calls { get; } = new(StringComparer.Ordinal);

        /// <summary>Whether it calls a constructor without its name: <c>new(...)</c>, <c>: this(...)</c>, <c>: base(...)</c>.</summary>
        public bool CallsWithoutName { get; set; }
    }
}
