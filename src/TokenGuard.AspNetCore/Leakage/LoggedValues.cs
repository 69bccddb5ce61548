using System.CodeDom.Compiler;
using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using TokenGuard.Rules.Facts;

namespace TokenGuard.AspNetCore.Leakage;

/// <summary>Looks for tokens in what is logged and traced. That there is none is found out without allocating, where texts and numbers are given.</summary>
internal static class LoggedValues
{
    /// <summary>What lies deeper is told as text only.</summary>
    private const int MaxDepth = 4;

    /// <summary>Whether it is worth looking closer at a message, or at a scope.</summary>
    public static bool MayHoldToken<TState>(TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        (exception is not null && (TokenText.MayHoldToken(exception.ToString()) || DataMayHoldToken(exception)))
        || (state is IReadOnlyList<KeyValuePair<string, object?>> ? PairsMayHoldToken(state) : MayHoldToken((object?)state, 0))
        || (!StateOf<TState>.IsText && TokenText.MayHoldToken(formatter(state, exception)));

    /// <summary>Whether it is worth looking closer at what an exception was given to take along, which its text does not show.</summary>
    public static bool DataMayHoldToken(Exception exception)
    {
        for (Exception? thrown = exception; thrown is not null; thrown = thrown.InnerException)
        {
            if (thrown.Data.Count > 0 && (thrown.Data.Keys.Cast<object?>().Concat(thrown.Data.Values.Cast<object?>()).Any(value => MayHoldToken(value))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether it is worth looking closer at a value.</summary>
    public static bool MayHoldToken(object? value, int depth = 0)
    {
        switch (value)
        {
            case null:
                return false;
            case string text:
                return TokenText.MayHoldToken(text);
            case Enum or decimal or DateTime or DateTimeOffset or TimeSpan or Guid or Type or StringValues { Count: 0 }:
                return false;
            case StringValues texts:
                return TokenText.MayHoldToken(texts.ToString());
            case Uri url:
                return TokenText.MayHoldToken(url.OriginalString);
            case IReadOnlyList<KeyValuePair<string, object?>> pairs when depth < MaxDepth:
                for (var i = 0; i < pairs.Count; i++)
                {
                    if (MayHoldToken(pairs[i].Key) || MayHoldToken(pairs[i].Value, depth + 1))
                    {
                        return true;
                    }
                }

                return false;
            case IList list when depth < MaxDepth:
                if (IsOfNumbers(list))
                {
                    return false;
                }

                for (var i = 0; i < list.Count; i++)
                {
                    if (MayHoldToken(list[i], depth + 1))
                    {
                        return true;
                    }
                }

                return false;
            case IEnumerable when depth < MaxDepth:
                return true; // it may be costly to walk through, and possible only once
            default:
                return !value.GetType().IsPrimitive && value.ToString() is { } other && TokenText.MayHoldToken(other);
        }
    }

    // What the logging library hands over is a struct: only optimised code calls its members without boxing it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool PairsMayHoldToken<TState>(TState state)
    {
        var count = ((IReadOnlyList<KeyValuePair<string, object?>>)state!).Count;
        for (var i = 0; i < count; i++)
        {
            if (i < StateOf<TState>.Numbers.Length && StateOf<TState>.Numbers[i] && StateOf<TState>.Numbers.Length == count - 1)
            {
                continue;
            }

            var pair = ((IReadOnlyList<KeyValuePair<string, object?>>)state!)[i];
            if (TokenText.MayHoldToken(pair.Key) || MayHoldToken(pair.Value))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOfNumbers(IList list) => list is Array && list.GetType().GetElementType() is { IsPrimitive: true } || list is List<int> or List<long>;

    private static bool IsNumber(Type type) => (type.IsPrimitive && type != typeof(char)) || type.IsEnum || type == typeof(decimal) || type == typeof(Guid) || type == typeof(TimeSpan) || type == typeof(DateTime) || type == typeof(DateTimeOffset);

    private static class StateOf<TState>
    {
        /// <summary>Whether its text is made of its values alone.</summary>
        public static readonly bool IsText =
            typeof(TState) == typeof(string)
            || typeof(TState).Assembly == typeof(LoggerMessage).Assembly
            || typeof(TState).FullName == "Microsoft.Extensions.Logging.LoggerMessageState"
            || typeof(TState).GetCustomAttribute<GeneratedCodeAttribute>() is not null
            || typeof(TState).Assembly.GetName().Name?.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) == true;

        /// <summary>Which values are numbers, where the type says so, as <c>LoggerMessage.Define&lt;int, string&gt;</c> does: to read them would box them.</summary>
        public static readonly bool[] Numbers =
            typeof(TState).Assembly == typeof(LoggerMessage).Assembly && typeof(TState).IsGenericType ? [.. typeof(TState).GenericTypeArguments.Select(IsNumber)] : [];
    }
}
