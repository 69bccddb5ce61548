using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Flow;

/// <summary>
/// Answers one question: can this value be guessed? It goes back from the value to what it was made of, through variables, buffers, encodings,
/// hashes, and the methods of this project that return it. Whatever it does not know is unknown, and so is the value.
/// </summary>
internal sealed class RandomnessJudge(TokenFlow flow, TokenPolicy policy)
{
    private const int MaxDepth = 64;

    /// <summary>How many methods one question enters, however they call each other; beyond, nothing is known of them.</summary>
    private const int MaxMethods = 50;

    private static readonly HashSet<string> Shortening = new(StringComparer.Ordinal) { "Substring", "Take", "Remove", "Slice", "AsSpan", "Truncate" };

    /// <summary>What a variable of such a name holds may be a secret.</summary>
    private static readonly HashSet<string> SecretWords = new(StringComparer.Ordinal)
    {
        "secret", "random", "nonce", "salt", "key", "token", "entropy", "password", "pass", "pwd", "code", "stamp", "bytes", "rng", "crypto", "hmac", "signature",
        "seed", "hash", "guid", "uuid", "unique", "jwt", "credential", "buffer", "data", "payload", "cipher", "encrypted",
    };

    private static readonly HashSet<string> UserWords = new(StringComparer.Ordinal)
    {
        "id", "user", "username", "email", "mail", "name", "login", "phone", "ip", "account",
    };

    private readonly Dictionary<IOperation, Randomness> known = [];
    private StrongBox<int> entered = new();
    private int methods;
    private int depth;

    public Randomness Judge(IOperation? operation)
    {
        if (operation is null || depth == MaxDepth)
        {
            return Randomness.Unknown;
        }

        if (!known.TryGetValue(operation, out var randomness))
        {
            known[operation] = Randomness.Itself;
            depth++;
            known[operation] = randomness = Compute(operation);
            depth--;
        }

        return randomness;
    }

    private T? Deeper<T>(IOperation value, Func<IOperation, T?> read)
    {
        if (depth == MaxDepth)
        {
            return default;
        }

        depth++;
        var answer = read(value);
        depth--;
        return answer;
    }

    private Randomness Compute(IOperation operation)
    {
        if (operation.ConstantValue.HasValue)
        {
            return Randomness.Nothing;
        }

        switch (operation)
        {
            case IConversionOperation conversion:
                return Judge(conversion.Operand);
            case IParenthesizedOperation parenthesized:
                return Judge(parenthesized.Operand);
            case IAwaitOperation awaited:
                return Judge(awaited.Operation);
            case IArgumentOperation argument:
                return Judge(argument.Value);
            case ISimpleAssignmentOperation assignment:
                return Judge(assignment.Value);
            case IDelegateCreationOperation creation:
                return Judge(creation.Target);
            case ICoalesceOperation coalesce:
                return Judge(coalesce.Value) | Judge(coalesce.WhenNull);
            case ICoalesceAssignmentOperation coalesce:
                return Judge(coalesce.Value);
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return Judge(conditional.WhenTrue) | Judge(whenFalse);
            case ISwitchExpressionOperation match:
                return Either(match.Arms.Select(arm => arm.Value));
            case IBinaryOperation binary:
                return Judge(binary.LeftOperand) + Judge(binary.RightOperand);
            case ICompoundAssignmentOperation sum:
                return Judge(sum.Target) + Judge(sum.Value);
            case IInterpolatedStringOperation interpolated:
                return All(interpolated.Parts.OfType<IInterpolationOperation>().Select(part => part.Expression));
            case IArrayCreationOperation { Initializer: { } elements }:
                return All(elements.ElementValues);
            case IObjectCreationOperation { Type: { } type } creation when type.SpecialType == SpecialType.System_String || type.HasMetadataName("System.Guid"):
                return All(creation.Arguments);
            case IAnonymousFunctionOperation lambda:
                return Either(TokenFlow.ReturnsOf(lambda.Body));
            case IArrayElementReferenceOperation { Indices: [{ ConstantValue.HasValue: false } index] }:
                return Judge(index);
            case IPropertyReferenceOperation property:
                return JudgeProperty(property);
            case IFieldReferenceOperation field:
                return flow.InitialValue(field) is { } initial && !IsRefreshToken(field.Field.Name) ? Judge(initial) : JudgeName(field.Field.Name, field.Type);
            case ILocalReferenceOperation { Local: var local }:
                return JudgeVariable(operation, local, local.Type);
            case IParameterReferenceOperation { Parameter: var parameter }:
                return JudgeVariable(operation, parameter, parameter.Type);
            case IInvocationOperation call:
                return JudgeCall(call);
            default:
                return Randomness.Unknown;
        }
    }

    private Randomness JudgeProperty(IPropertyReferenceOperation reference)
    {
        var property = reference.Property;
        if (property.IsIndexer)
        {
            return property.ContainingType.SpecialType == SpecialType.System_String && reference.Arguments is [var index] ? Judge(index) : Randomness.Unknown;
        }

        if (property.Name is "UtcNow" or "Now" or "Today" or "TickCount" or "TickCount64")
        {
            return new Randomness(0, WeakSource.Time, reference);
        }

        // now.Ticks, time.UtcDateTime; text.Length is a number like any other.
        if (reference.Instance?.Type is { } holder && IsTime(holder))
        {
            return Judge(reference.Instance);
        }

        return flow.InitialValue(reference) is { } initial && !IsRefreshToken(property.Name) ? Judge(initial) : JudgeName(property.Name, property.Type);
    }

    private Randomness JudgeVariable(IOperation use, ISymbol variable, ITypeSymbol type)
    {
        // It is judged where it gets its value.
        if (IsRefreshToken(variable.Name))
        {
            return Randomness.Unknown;
        }

        Randomness? all = null;
        foreach (var definition in flow.Definitions(variable, use))
        {
            var one = definition.IsEntry && variable is IParameterSymbol parameter ? JudgeParameter(parameter)
                : definition.Value is null ? Randomness.Unknown
                : IsBuffer(definition.Value) ? JudgeBuffer(variable, definition.Value, use)
                : Judge(definition.Value);
            all = all is { } other ? other | one : one;
        }

        // Added to in a loop: how often is not known.
        return all is null || (all.Value.Accumulates && all.Value.Bits > 0) ? Randomness.Unknown : all.Value;
    }

    private static Randomness JudgeParameter(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } ? Randomness.Nothing
        : JudgeName(parameter.Name, parameter.Type);

    // A name or number of the user is nothing random; what may be a secret is unknown.
    private static Randomness JudgeName(string name, ITypeSymbol? type) =>
        (type?.SpecialType is SpecialType.System_String or (>= SpecialType.System_Char and <= SpecialType.System_Double) || type?.TypeKind == TypeKind.Enum || type?.Name is "Guid" || IsTime(type))
        && !IdentifierWords.Split(name).Any(SecretWords.Contains)
            ? Randomness.Nothing
            : Randomness.Unknown;

    private Randomness JudgeCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var type = method.ContainingType;
        if (method.Name is "NewGuid" or "CreateVersion7" && type.HasMetadataName("System.Guid"))
        {
            // It promises to be unique, not to be secret (RFC 9562 section 8), so it counts nothing, however many there are.
            return new Randomness(0, method.Name == "NewGuid" ? WeakSource.Guid : WeakSource.TimedGuid, call);
        }

        if (type.IsOrDerivesFrom("System.Random"))
        {
            return JudgeRandom(call);
        }

        if (type.HasMetadataName("System.Security.Cryptography.RandomNumberGenerator"))
        {
            return GeneratedBits(call) is { } bits ? new Randomness(bits, WeakSource.FewBits, call) : Randomness.Unknown;
        }

        if (method.Name is "GetRandomFileName" && type.HasMetadataName("System.IO.Path"))
        {
            return new Randomness(TokenEntropy.FileNameBits, WeakSource.FileName, call);
        }

        if (method.Name is "GetUtcNow" or "GetLocalNow" or "GetTimestamp")
        {
            return new Randomness(0, WeakSource.Time, call);
        }

        if (IsHash(call))
        {
            return JudgeHash(call);
        }

        if (call.IsOwn())
        {
            return JudgeOwnMethod(call);
        }

        return Encoders.PassOn(method) ? JudgeEncoded(call) : Randomness.Unknown;
    }

    // A class that derives from it may be a cryptographic generator in its shape, as CryptoRandom of IdentityModel is.
    private Randomness JudgeRandom(IInvocationOperation call)
    {
        var made = call.Instance is { } instance ? flow.Origin(instance)?.Type ?? instance.Type : null;
        return call.TargetMethod.ContainingType.HasMetadataName("System.Random") && made?.HasMetadataName("System.Random") != false
            ? new Randomness(0, WeakSource.Random, call)
            : Randomness.Unknown;
    }

    private double? GeneratedBits(IInvocationOperation call)
    {
        var numbers = call.Arguments.Select(argument => Number(argument.Value)).ToImmutableArray();
        return (call.TargetMethod.Name, numbers) switch
        {
            ("GetBytes", [{ } bytes]) => bytes * 8,
            ("GetHexString", [{ } length, ..]) => length * 4,
            ("GetString" or "GetItems", [_, { } length]) when Text(call.Arguments[0].Value) is { } choices => TokenEntropy.BitsOfText(choices, (int)length),
            ("GetInt32", [{ } limit]) => TokenEntropy.BitsOfNumber(limit),
            ("GetInt32", [{ } from, { } to]) => TokenEntropy.BitsOfNumber(to - from),
            _ => null,
        };
    }

    // A hash has no more random bits than what was hashed.
    private Randomness JudgeHash(IInvocationOperation call)
    {
        var inputs = call.Arguments.Select(argument => argument.Value).Where(IsValue).Concat(call.Instance is { } instance && IsValue(instance) ? [instance] : []).ToImmutableArray();
        var hashed = All(inputs);
        return hashed is { IsUnknown: false, Weak: WeakSource.None } && inputs.SelectMany(References).ToImmutableArray() is { IsEmpty: false } names && names.All(IsUserData)
            ? new Randomness(0, WeakSource.UserData, call)
            : hashed;
    }

    private static bool IsValue(IOperation value) =>
        (value is IConversionOperation conversion ? conversion.Operand : value).Type is { } type && (type.IsText() || type.IsValueType);

    private static IEnumerable<string> References(IOperation operation) =>
        operation.DescendantsAndSelf().Where(IsValue).Select(inner => inner switch
        {
            IPropertyReferenceOperation { Property: { IsStatic: false, Name: var name } } => name,
            ILocalReferenceOperation { Local.Name: var name } => name,
            IParameterReferenceOperation { Parameter.Name: var name } => name,
            _ => string.Empty,
        }).Where(name => name.Length > 0);

    private static bool IsUserData(string name) => IdentifierWords.Split(name) is var words && words.Any(UserWords.Contains) && !words.Any(SecretWords.Contains);

    private static bool IsHash(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var type = method.ContainingType;
        if (type.IsOrDerivesFrom("System.Security.Cryptography.HashAlgorithm") || type.Name is "HashAlgorithm" or "CryptographicOperations")
        {
            return method.Name is "ComputeHash" or "HashData" && !(call.Instance?.Type ?? type).IsOrDerivesFrom("System.Security.Cryptography.KeyedHashAlgorithm");
        }

        var words = IdentifierWords.Split(method.Name);
        return words.Any(word => word is "hash" or "sha" or "md") && !words.Any(word => word is "hmac" or "verify" or "key") && method.Parameters.All(parameter => !IdentifierWords.Split(parameter.Name).Any(SaltWords));

        static bool SaltWords(string word) => word is "salt" or "key" or "secret" or "pepper";
    }

    private Randomness JudgeOwnMethod(IInvocationOperation call)
    {
        if (methods == TokenFlow.MaxCalls
            || TokenNames.OfMethod(call.TargetMethod.Name, policy).Kind == TokenKind.Refresh
            || flow.TargetOf(call.TargetMethod) is not { } target
            || flow.BodyOf(target) is not { } body
            || flow.Within(target, call.Arguments) is not { } inner
            || entered.Value++ >= MaxMethods)
        {
            return Randomness.Unknown;
        }

        var callee = new RandomnessJudge(inner, policy) { methods = methods + 1, entered = entered };
        var returned = callee.Either(TokenFlow.ReturnsOf(body));
        return returned.Weak == WeakSource.None ? returned : returned with { Source = call };
    }

    private Randomness JudgeEncoded(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method is { Name: "Repeat" or "Range", ContainingType.Name: "Enumerable" })
        {
            return Randomness.Nothing;
        }

        if (method is { Name: "Select" or "SelectMany", ContainingType.Name: "Enumerable" } && call.Arguments is [var sequence, var selector])
        {
            return Judge(sequence) + Judge(selector).Times(Count(sequence.Value));
        }

        // A sort key, a predicate: how often it is asked is not known.
        var encoded = (call.Instance is { } instance && !instance.Type.IsOrDerivesFrom("System.Text.Encoding") ? Judge(instance) : Randomness.Nothing)
            + All(call.Arguments.Where(argument => !IsFunction(argument.Value)))
            + All(call.Arguments.Where(argument => IsFunction(argument.Value))).Times(null);
        if (!Shortening.Contains(method.Name))
        {
            return encoded;
        }

        // Substring(0, n), Take(n): n characters or bytes.
        return method.Parameters is [.., { Name: "length" or "count" }] && method.Name != "Remove" && Number(call.Arguments[call.Arguments.Length - 1].Value) is { } length
            ? encoded.AtMost(length * (method.Name == "Substring" ? TokenEntropy.MaximumBitsPerCharacter : 8), call)
            : encoded.IsWeak ? encoded : Randomness.Unknown;
    }

    private static bool IsFunction(IOperation value) => value is IDelegateCreationOperation or IAnonymousFunctionOperation;

    private double? Count(IOperation sequence) =>
        flow.Origin(sequence) is IInvocationOperation { TargetMethod: { Name: "Repeat" or "Range", ContainingType.Name: "Enumerable" }, Arguments: [_, var count] } ? Number(count.Value) : null;

    // new byte[32], new StringBuilder(): what it holds is what is written into it.
    private static bool IsBuffer(IOperation value) =>
        (value is IConversionOperation conversion ? conversion.Operand : value) switch
        {
            IArrayCreationOperation { Initializer: null } => true,
            IObjectCreationOperation { Type.Name: "StringBuilder" or "List" } => true,
            { Syntax.RawKind: (int)SyntaxKind.StackAllocArrayCreationExpression } => true,
            _ => false,
        };

    private Randomness JudgeBuffer(ISymbol variable, IOperation creation, IOperation use)
    {
        // new StringBuilder(text) begins with it; what new List<char> { ... } begins with is not looked at.
        var content = (creation is IConversionOperation conversion ? conversion.Operand : creation) is IObjectCreationOperation made
            ? made.Initializer is null ? All(made.Arguments) : Randomness.Unknown
            : Randomness.Nothing;
        foreach (var reference in flow.BodyAround(use).ReferencesTo(variable).Where(reference => reference.Syntax != use.Syntax))
        {
            content += Written(reference, creation);
        }

        return content;
    }

    // What one mention of a buffer writes into it.
    private Randomness Written(IOperation reference, IOperation creation)
    {
        var value = reference;
        while (value.Parent is IConversionOperation or IParenthesizedOperation
            || value.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "AsSpan" or "AsMemory" } } }
            || (value is IArgumentOperation && value.Parent is IInvocationOperation { TargetMethod: { Name: "AsSpan" or "AsMemory" } }))
        {
            value = value.Parent!;
        }

        switch (value.Parent)
        {
            case IArrayElementReferenceOperation element when element.Parent is ISimpleAssignmentOperation assignment && assignment.Target == element:
                return Judge(assignment.Value).Times(Repetitions(assignment));
            case IArrayElementReferenceOperation or IPropertyReferenceOperation:
                return Randomness.Nothing;
            case IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } call }:
                return method.ContainingType.IsOrDerivesFrom("System.Random") ? JudgeRandom(call)
                    : method.IsMemberOf("System.Security.Cryptography.RandomNumberGenerator") ? Filled(call, creation)
                    : IsReader(method) ? Randomness.Nothing
                    : Randomness.Unknown;
            case IInvocationOperation call when call.Instance == value:
                return JudgeAppends(call);
            case IReturnOperation or IForEachLoopOperation:
            case IArgumentOperation { Parent: IObjectCreationOperation { Type.SpecialType: SpecialType.System_String } }:
                return Randomness.Nothing;
            default:
                return Randomness.Unknown;
        }
    }

    private Randomness Filled(IInvocationOperation call, IOperation creation)
    {
        creation = creation is IConversionOperation conversion ? conversion.Operand : creation;
        var size = creation is IArrayCreationOperation { DimensionSizes: [var length] } ? length : creation.ChildOperations.FirstOrDefault();
        return call.Arguments.Length == 1 && size is not null && Number(size) is { } bytes
            ? new Randomness(bytes * 8, WeakSource.FewBits, creation)
            : Randomness.Unknown;
    }

    // builder.Append(x).Append(y)
    private Randomness JudgeAppends(IInvocationOperation call)
    {
        var content = Randomness.Nothing;
        for (IOperation? next = call; next is IInvocationOperation appended; next = appended.Parent is IInvocationOperation outer && outer.Instance == appended ? outer : null)
        {
            if (appended.TargetMethod.Name is "Append" or "Add" or "Insert" or "AppendFormat")
            {
                content += All(appended.Arguments).Times(Repetitions(appended));
            }
            else if (appended.TargetMethod.Name is not ("ToString" or "ToArray"))
            {
                return Randomness.Unknown;
            }
        }

        return content;
    }

    // How often an operation runs at most, by the loops around it; null when that is not known.
    private double? Repetitions(IOperation operation)
    {
        double? times = 1;
        for (var (child, parent) = (operation, operation.Parent); parent is not null; (child, parent) = (parent, parent.Parent))
        {
            times *= parent switch
            {
                IForLoopOperation loop => Turns(loop),
                IForEachLoopOperation loop when child != loop.Collection => Count(loop.Collection),
                ILoopOperation or IAnonymousFunctionOperation or ILocalFunctionOperation => null,
                _ => 1,
            };
        }

        return times;
    }

    // for (var i = 0; i < 8; i++), where nothing else changes i.
    private double? Turns(IForLoopOperation loop) =>
        loop is
        {
            Before: [IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [{ Symbol: var counter, Initializer.Value: var first }] }] }],
            Condition: IBinaryOperation { OperatorKind: (BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual) and var kind, LeftOperand: ILocalReferenceOperation counted, RightOperand: var limit },
            AtLoopBottom: [IExpressionStatementOperation { Operation: IIncrementOrDecrementOperation { Kind: OperationKind.Increment } }],
        }
        && SymbolEqualityComparer.Default.Equals(counted.Local, counter)
        && Number(first) is { } from && Number(limit) is { } to
        && !flow.BodyAround(loop).ReferencesTo(counter).Any(operation => loop.Body.Syntax.Span.Contains(operation.Syntax.Span) && operation.Parent is IAssignmentOperation or IIncrementOrDecrementOperation)
            ? to - from + (kind == BinaryOperatorKind.LessThanOrEqual ? 1 : 0)
            : null;

    private static bool IsReader(IMethodSymbol method) =>
        Encoders.PassOn(method) && !method.Name.StartsWith("Try", StringComparison.Ordinal) && method.Name != "CopyTo";

    private double? Number(IOperation value) => Deeper(value, NumberOf);

    private double? NumberOf(IOperation value)
    {
        value = value is IConversionOperation conversion ? conversion.Operand : value;
        if (value is IPropertyReferenceOperation { Property.Name: "Length", Instance: { } measured } && Text(measured) is { } text)
        {
            return text.Length;
        }

        if (value is IPropertyReferenceOperation { Property.Name: "Length", Instance: { } array } && flow.Origin(array) is IArrayCreationOperation { DimensionSizes: [var size] })
        {
            return Number(size);
        }

        if (value is IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply or BinaryOperatorKind.Divide } product && Number(product.LeftOperand) is { } left && Number(product.RightOperand) is { } right && right != 0)
        {
            return product.OperatorKind == BinaryOperatorKind.Multiply ? left * right : left / right;
        }

        return Constant(value) switch
        {
            int number => number,
            long number => number,
            byte number => number,
            _ => null,
        };
    }

    private string? Text(IOperation value) => Deeper(value, TextOf);

    private string? TextOf(IOperation value) =>
        value is IInvocationOperation { TargetMethod.Name: "ToCharArray" or "AsSpan" } call ? (call.Instance ?? call.Arguments.FirstOrDefault()?.Value) is { } inner ? Text(inner) : null
        : value is IConversionOperation conversion ? Text(conversion.Operand)
        : value is ILocalReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation && flow.Origin(value) is IInvocationOperation made ? Text(made)
        : Constant(value) as string;

    // The parameter of a lambda over Repeat(x, n) is x.
    private object? Constant(IOperation value) => Deeper(value, ConstantOf);

    private object? ConstantOf(IOperation value)
    {
        if (value is IParameterReferenceOperation { Parameter: var parameter } && flow.Definitions(parameter, value) is [{ IsEntry: true }])
        {
            return RepeatedElement(value, parameter) is { } element ? Constant(element) : null;
        }

        return flow.Constant(value);
    }

    private IOperation? RepeatedElement(IOperation use, IParameterSymbol parameter)
    {
        for (var operation = use.Parent; operation is not null; operation = operation.Parent)
        {
            if (operation is IAnonymousFunctionOperation lambda && SymbolEqualityComparer.Default.Equals(lambda.Symbol, parameter.ContainingSymbol))
            {
                return lambda.Parent is IDelegateCreationOperation { Parent: IArgumentOperation { Parent: IInvocationOperation { Arguments: [var sequence, ..] } } }
                    && flow.Origin(sequence.Value) is IInvocationOperation { TargetMethod: { Name: "Repeat", ContainingType.Name: "Enumerable" }, Arguments: [var element, _] }
                        ? element.Value
                        : null;
            }
        }

        return null;
    }

    private Randomness All(IEnumerable<IOperation> values) =>
        values.Aggregate(Randomness.Nothing, (all, value) => all + Judge(value));

    private Randomness Either(IEnumerable<IOperation> values)
    {
        Randomness? either = null;
        foreach (var value in values)
        {
            either = either is { } other ? other | Judge(value) : Judge(value);
        }

        return either ?? Randomness.Unknown;
    }

    private bool IsRefreshToken(string name) => TokenNames.OfIdentifier(name, policy).Kind == TokenKind.Refresh;

    private static bool IsTime(ITypeSymbol? type) => type is { Name: "DateTime" or "DateTimeOffset" or "TimeSpan", ContainingNamespace.Name: "System" };
}
