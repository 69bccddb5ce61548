using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Flow;

/// <summary>Answers one question: is this value a token? Every operation on the way is looked at once, so the cost is linear in what is looked at.</summary>
/// <param name="flow">What values come from.</param>
/// <param name="policy">The names that the user adds and excludes.</param>
/// <param name="calls">How many more methods and members the value is followed into.</param>
/// <param name="summarized">The method whose result is asked for, whoever calls it; null when there is none.</param>
internal sealed class TokenClassifier(TokenFlow flow, TokenPolicy policy, int calls = TokenFlow.MaxCalls, IMethodSymbol? summarized = null)
{
    /// <summary>How deep expressions are followed; beyond, they are unknown. It bounds the stack, not the cost.</summary>
    private const int MaxDepth = 64;

    private readonly Dictionary<IOperation, TokenValue> known = [];
    private readonly SortedSet<int> parameters = [];
    private int depth;

    /// <summary>What a method of this project gives.</summary>
    /// <param name="returned">What its body returns.</param>
    /// <param name="element">The element of the tuple that is asked for; null for all.</param>
    public ReturnSummary Summarize(ImmutableArray<IOperation> returned, int? element)
    {
        var value = Strongest(returned.Select(value => element is { } number ? ClassifyElement(value, number) : Classify(value)));
        return new ReturnSummary(value, parameters.ToImmutableArray());
    }

    public TokenValue Classify(IOperation? operation)
    {
        if (operation is null || depth == MaxDepth)
        {
            return TokenValue.Unknown;
        }

        if (!known.TryGetValue(operation, out var value))
        {
            // A value that depends on itself, as in a loop, adds nothing.
            known[operation] = TokenValue.Unknown;
            depth++;
            known[operation] = value = Compute(operation);
            depth--;
        }

        return value;
    }

    private TokenValue Compute(IOperation operation)
    {
        if (operation.ConstantValue is { HasValue: true, Value: var constant })
        {
            return constant is string text && TokenText.LooksLikeJwt(text)
                ? new TokenValue(TokenKind.AnyToken, Confidence.High, "a JWT in the source", operation)
                : TokenValue.NotAToken;
        }

        if (operation is IFieldReferenceOperation { Field: { Name: "Empty", ContainingType.SpecialType: SpecialType.System_String } } || Sanitizers.IsSanitizer(operation))
        {
            return TokenValue.NotAToken;
        }

        switch (operation)
        {
            case IConversionOperation conversion:
                return Classify(conversion.Operand);
            case IParenthesizedOperation parenthesized:
                return Classify(parenthesized.Operand);
            case IAwaitOperation awaited:
                return Classify(awaited.Operation);
            case IDelegateCreationOperation or IAnonymousFunctionOperation:
                return TokenValue.NotAToken;
            case ISimpleAssignmentOperation assignment:
                return Classify(assignment.Value);
            case IArgumentOperation argument:
                return Classify(argument.Value);
            case ICoalesceOperation coalesce:
                return Strongest(coalesce.Value, coalesce.WhenNull);
            case IConditionalOperation conditional:
                return conditional.WhenFalse is null ? TokenValue.Unknown : Strongest(conditional.WhenTrue, conditional.WhenFalse);
            case IConditionalAccessOperation access:
                return Classify(access.WhenNotNull);
            case IConditionalAccessInstanceOperation:
                return Classify(operation.ReceiverOfConditionalAccess());
            case ISwitchExpressionOperation match:
                return Strongest(match.Arms.Select(arm => arm.Value));
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                return Strongest(sum.LeftOperand, sum.RightOperand);
            case ICompoundAssignmentOperation sum:
                return Strongest(sum.Target, sum.Value);
            case ICoalesceAssignmentOperation coalesce:
                return Strongest(coalesce.Target, coalesce.Value);
            case IInterpolatedStringOperation interpolated:
                return Strongest(interpolated.Parts.OfType<IInterpolationOperation>().Select(part => part.Expression));
            case IArrayCreationOperation { Initializer: { } elements }:
                return Strongest(elements.ElementValues);
            case { Syntax: CollectionExpressionSyntax or SpreadElementSyntax }:
                return Strongest(operation.ChildOperations);
            case IArrayElementReferenceOperation element:
                return Classify(element.ArrayReference);
            case IObjectCreationOperation creation:
                return Strongest(creation.Arguments.Where(argument => argument.Value.Type.IsText()).Select(argument => argument.Value));
            case ILocalReferenceOperation { Local: var local }:
                return ClassifyVariable(operation, local, local.Type);
            case IParameterReferenceOperation { Parameter: var parameter }:
                return ClassifyVariable(operation, parameter, parameter.Type);
            case IFieldReferenceOperation { Field: var field }:
                return ClassifyMember(operation, field, field.Type);
            case IPropertyReferenceOperation { Property: var property }:
                return ClassifyMember(operation, property, property.Type);
            case IInvocationOperation call:
                return ClassifyCall(call);
            default:
                return TokenValue.Unknown;
        }
    }

    private TokenValue ClassifyVariable(IOperation use, ISymbol variable, ITypeSymbol type)
    {
        var strongest = TokenValue.Unknown;
        var (allKnown, isGiven) = (true, false);
        foreach (var definition in flow.Definitions(variable, use))
        {
            var value = definition.IsEntry || variable is ILocalSymbol { IsForEach: true } ? ClassifyEntry(variable, use)
                : definition.Part is { } part ? ClassifyElement(part.Tuple, part.Element)
                : definition.Out is { } argument ? ClassifyOut(argument)
                : Classify(definition.Value);
            isGiven |= definition.IsEntry && IsOfSummarized(variable);
            allKnown &= value.IsKnown;
            strongest = Stronger(strongest, value);
        }

        // What the caller gives, the caller knows better than the parameter's name. Of accessToken = CreateToken() the local tells more.
        return variable is ILocalSymbol && IsLoneToken(strongest) ? Stronger(ClassifyName(use, variable.Name, type), strongest)
            : strongest.Kind != TokenKind.None || (allKnown && strongest.IsKnown) || isGiven ? strongest : ClassifyName(use, NameOf(variable), type);
    }

    private static bool IsLoneToken(TokenValue value) => value is { Kind: TokenKind.AnyToken, Confidence: Confidence.Low };

    // What a property is set to has the name of the property.
    private static string NameOf(ISymbol variable) =>
        variable is IParameterSymbol { IsImplicitlyDeclared: true, ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.PropertySet, AssociatedSymbol: IPropertySymbol { IsIndexer: false, Name: var property } } } ? property : variable.Name;

    // The element of a loop, the parameter of a lambda that gets the elements of a sequence, or what a caller gives.
    private TokenValue ClassifyEntry(ISymbol variable, IOperation use)
    {
        if (IsOfSummarized(variable))
        {
            parameters.Add(((IParameterSymbol)variable).Ordinal);
            return TokenValue.Unknown;
        }

        return flow.SequenceOf(variable, use) is { } sequence ? Classify(sequence) : TokenValue.Unknown;
    }

    private bool IsOfSummarized(ISymbol variable) => summarized is not null && SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, summarized) && variable is IParameterSymbol;

    private TokenValue ClassifyMember(IOperation use, ISymbol member, ITypeSymbol type)
    {
        if (TokenSources.OfMember(member) is { Name: { } name } source)
        {
            return new TokenValue(source.Kind, Confidence.High, name, use);
        }

        if (ClassifyLookup(use) is { IsKnown: true } lookup)
        {
            return lookup;
        }

        if (use is IPropertyReferenceOperation { Property.IsIndexer: true } indexer)
        {
            return Strongest(flow.EntryOf(indexer));
        }

        if (ClassifyHeld(use, member) is { IsKnown: true } value)
        {
            return IsLoneToken(value) ? Stronger(ClassifyName(use, member.Name, type), value) : value;
        }

        if (ClassifyHolder(use, type) is { IsKnown: true } held)
        {
            return held;
        }

        // x.Value, x.Result: what the object holds.
        var instance = (use as IMemberReferenceOperation)?.Instance;
        return ClassifyName(use, member.Name, type) is { IsKnown: true } named ? named
            : member.Name is "Value" or "Result" && type.IsText() ? Classify(instance)
            : TokenValue.Unknown;
    }

    // What the object was given: new Tokens { Refresh = ... }, pair.Item2, a value that the type sets itself.
    private TokenValue ClassifyHeld(IOperation use, ISymbol member)
    {
        if (flow.InitialValue(use) is { } initial)
        {
            return Classify(initial);
        }

        if (use is IMemberReferenceOperation { Instance: { } instance and not IInstanceReferenceOperation })
        {
            if (member is IFieldSymbol { ContainingType.IsTupleType: true } element)
            {
                return ClassifyElement(instance, TokenFlow.IndexOf(element));
            }

            if (flow.Member(instance, member.Name) is { IsUnknown: false, Values: { IsEmpty: false } set })
            {
                return Strongest(set);
            }
        }

        return ClassifyGiven(member);
    }

    // Of a tuple that is written here, or that a method of this project gives.
    private TokenValue ClassifyElement(IOperation tuple, int element)
    {
        var origin = flow.Origin(tuple is IAwaitOperation awaited ? awaited.Operation : tuple);
        origin = origin is IAwaitOperation task ? task.Operation : origin;
        return origin switch
        {
            ITupleOperation { Elements: var elements } when element >= 0 && element < elements.Length => Classify(elements[element]),
            IInvocationOperation call => ClassifyReturned(call, element),
            _ => TokenValue.Unknown,
        };
    }

    // What a method puts into an out or ref parameter: store.TryGetValue("refresh_token", out var token), or an own method's assignments.
    private TokenValue ClassifyOut(IArgumentOperation argument)
    {
        if (calls == 0 || argument is not { Parent: IInvocationOperation call, Parameter: { } parameter } || flow.TargetOf(call.TargetMethod) is not { } target)
        {
            return argument.Parent is IInvocationOperation library ? ClassifyLookup(library) : TokenValue.Unknown;
        }

        var summary = flow.Remembered(target, calls, ReturnSummary.OutOf(parameter), (inner, policyOfMethod) =>
            inner.BodyOf(target) is { } body
                ? new TokenClassifier(inner, policyOfMethod, calls - 1, target).Summarize(inner.ValuesWritten(target.Parameters[parameter.Ordinal], body), element: null)
                : ReturnSummary.Unknown);
        return WithArguments(summary, call);
    }

    private TokenValue ClassifyGiven(ISymbol member)
    {
        if (calls == 0)
        {
            return TokenValue.Unknown;
        }

        return flow.Remembered(member, calls, element: null, (inner, policyOfMember) =>
        {
            var given = inner.ValuesGivenTo(member).ToImmutableArray();
            return given.IsEmpty ? TokenValue.Unknown : new TokenClassifier(inner, policyOfMember, calls - 1).Strongest(given) is { Kind: not TokenKind.None } token ? token : TokenValue.Unknown;
        });
    }

    // What an own method gives: what its code makes of it, and what it passes on of its arguments.
    private TokenValue ClassifyReturned(IInvocationOperation call, int? element = null)
    {
        if (calls == 0 || flow.TargetOf(call.TargetMethod) is not { } target)
        {
            return TokenValue.Unknown;
        }

        var summary = flow.Remembered(target, calls, element, (inner, policyOfMethod) =>
            inner.BodyOf(target) is { } body && TokenFlow.ReturnsOf(body) is { IsEmpty: false } returned
                ? new TokenClassifier(inner, policyOfMethod, calls - 1, target).Summarize(returned, element)
                : ReturnSummary.Unknown);
        return WithArguments(summary, call);
    }

    private TokenValue WithArguments(ReturnSummary summary, IInvocationOperation call)
    {
        var value = summary.Value;
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { } parameter && summary.Parameters.Contains(parameter.Ordinal))
            {
                var given = Classify(argument.Value);
                value = Stronger(value, given.IsKnown || !parameter.Type.IsText() ? given : ClassifyName(argument.Value, parameter.Name, parameter.Type));
            }
        }

        return value;
    }

    private TokenValue ClassifyCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (TokenSources.OfMember(method) is { Name: { } name } source)
        {
            return new TokenValue(source.Kind, Confidence.High, name, call);
        }

        if (ClassifyLookup(call) is { IsKnown: true } lookup)
        {
            return lookup;
        }

        // What a method of this project names itself an access or ID token is not read for more: that is what it mostly is, and its body would have to be bound.
        var verb = method.Name.EndsWith("Async", StringComparison.Ordinal) ? method.Name.Substring(0, method.Name.Length - 5) : method.Name;
        var named = method.ReturnType.WithoutTask().IsText() ? TokenNames.OfMethod(verb, policy) : default;
        if (named.Kind is TokenKind.Access or TokenKind.Id)
        {
            return Named(call, verb, named);
        }

        if (ClassifyReturned(call) is { IsKnown: true } returned)
        {
            return returned;
        }

        if (method.MethodKind == MethodKind.DelegateInvoke && call.Instance is { } function && flow.BodyOf(function) is { } called)
        {
            return Strongest(TokenFlow.ReturnsOf(called));
        }

        // builder.Append(token).ToString(), tokens.First(), Task.FromResult(token)
        if (method is { Name: "ToString", ContainingType.Name: "StringBuilder" } && flow.AppendedTo(call.Instance!) is { IsEmpty: false } appended)
        {
            return Strongest(appended);
        }

        if (method.ContainingType is { Name: "Enumerable" or "Task" or "ValueTask" } && call.Arguments is [var first, ..])
        {
            return method.Name is "Select"
                ? Strongest(call.Arguments.Skip(1).SelectMany(argument => flow.BodyOf(argument.Value) is { } body ? TokenFlow.ReturnsOf(body) : ImmutableArray<IOperation>.Empty))
                : Classify(first.Value);
        }

        // Methods of text give text of the same kind: token.Trim(), Uri.EscapeDataString(token), string.Join(",", token).
        var receivers = call.Instance is { } instance && instance.Type.IsText() ? ImmutableArray.Create(instance) : ImmutableArray<IOperation>.Empty;
        if (Encoders.PassOn(method) && method.ReturnType.WithoutTask().IsText()
            && Strongest(receivers.Concat(call.Arguments.SelectMany(Texts))) is { IsKnown: true } passed)
        {
            return passed;
        }

        // GenerateRefreshToken(), CreateAccessTokenAsync(user)
        return Named(call, verb, named);
    }

    // stored.Token of a type RefreshToken: the object says which token its text is.
    private TokenValue ClassifyHolder(IOperation use, ITypeSymbol type) =>
        type.IsText() && use is IMemberReferenceOperation reference && TokenHolder.KindOf(reference, policy) is not TokenKind.None and var holder
            ? new TokenValue(holder, Confidence.Medium, TokenHolder.NameOf(reference), use)
            : TokenValue.Unknown;

    private static IEnumerable<IOperation> Texts(IArgumentOperation argument) =>
        argument.Elements().Select(value => value is IConversionOperation conversion ? conversion.Operand : value).Where(value => value.Type.IsText());

    private TokenValue ClassifyLookup(IOperation operation)
    {
        if (TokenSources.LookupName(operation) is not { } name)
        {
            return TokenValue.Unknown;
        }

        var (kind, confidence) = TokenNames.OfWireName(name, policy);
        return kind == TokenKind.None ? TokenValue.Unknown : new TokenValue(kind, confidence, $"'{name}'", operation);
    }

    private TokenValue ClassifyName(IOperation use, string name, ITypeSymbol type)
    {
        if (!type.IsText())
        {
            return TokenValue.Unknown;
        }

        return Named(use, name, TokenNames.OfIdentifier(name, policy));
    }

    private static TokenValue Named(IOperation use, string name, (TokenKind Kind, Confidence Confidence) token) =>
        token.Kind == TokenKind.None ? TokenValue.Unknown : new TokenValue(token.Kind, token.Confidence, $"'{name}'", use);

    private TokenValue Strongest(params IEnumerable<IOperation> values) => Strongest(values.Select(Classify));

    // Surely no token is only what is none in every case: of "given ?? string.Empty" a name may still tell.
    private static TokenValue Strongest(IEnumerable<TokenValue> values)
    {
        var (strongest, allKnown) = (TokenValue.Unknown, true);
        foreach (var value in values)
        {
            strongest = Stronger(strongest, value);
            allKnown &= value.IsKnown;
        }

        return strongest.Kind != TokenKind.None || allKnown ? strongest : TokenValue.Unknown;
    }

    // A token wins over none, a kind over an unknown kind, a surer one over a less sure one. What may be an access or a refresh token is
    // neither; and of two that are alike the answer is the same whichever comes first.
    private static TokenValue Stronger(TokenValue left, TokenValue right)
    {
        if (left.Kind == TokenKind.None || right.Kind == TokenKind.None)
        {
            return left.Kind != TokenKind.None ? left : right.Kind != TokenKind.None || right.IsKnown ? right : left;
        }

        var stronger = Compare(left, right) >= 0 ? left : right;
        return left.IsMixed || right.IsMixed || (left.Kind != right.Kind && left.Kind != TokenKind.AnyToken && right.Kind != TokenKind.AnyToken)
            ? stronger with { Kind = TokenKind.AnyToken, IsMixed = true }
            : stronger;
    }

    private static int Compare(TokenValue left, TokenValue right)
    {
        var specific = (left.Kind != TokenKind.AnyToken).CompareTo(right.Kind != TokenKind.AnyToken);
        var sure = left.Confidence.CompareTo(right.Confidence);
        var named = string.CompareOrdinal(right.Origin, left.Origin);
        return specific != 0 ? specific : sure != 0 ? sure : named != 0 ? named : PositionOf(right).CompareTo(PositionOf(left));
    }

    private static int PositionOf(TokenValue value) => value.Source?.Syntax.SpanStart ?? 0;
}
