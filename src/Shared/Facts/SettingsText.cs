using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace TokenGuard.Rules.Facts;

/// <summary>
/// Reads the JSON of configuration files as <c>AddJsonFile</c> does, with comments and trailing commas, and keeps where each value stands.
/// Analyzers must not bring a JSON library along.
/// </summary>
internal sealed class SettingsText
{
    /// <summary>As deep as <c>AddJsonFile</c> reads.</summary>
    private const int MaxDepth = 64;

    private readonly string text;
    private readonly ImmutableArray<Setting>.Builder settings = ImmutableArray.CreateBuilder<Setting>();
    private int position;

    private SettingsText(string text) => this.text = text;

    /// <summary>The values of a file; what stands behind a mistake is left out.</summary>
    public static SettingsContent Read(string text)
    {
        var reader = new SettingsText(text);
        try
        {
            reader.ReadFile();
            return new SettingsContent(reader.settings.ToImmutable(), problem: null);
        }
        catch (FormatException mistake)
        {
            return new SettingsContent(reader.settings.ToImmutable(), new SettingsProblem(Math.Min(reader.position, text.Length), mistake.Message));
        }
    }

    private void ReadFile()
    {
        SkipSpace();
        if (Next != '{')
        {
            throw Expected("'{'");
        }

        ReadObject(string.Empty, depth: 1);
        SkipSpace();
        if (position < text.Length)
        {
            throw Expected("the end of the file");
        }
    }

    private char Next => position < text.Length ? text[position] : '\0';

    private void ReadValue(string path, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new FormatException("it is nested too deeply");
        }

        switch (Next)
        {
            case '{':
                ReadObject(path, depth + 1);
                break;
            case '[':
                ReadArray(path, depth + 1);
                break;
            case '"':
                var start = position;
                var value = ReadText();
                settings.Add(new Setting(path, value, isText: true, start, position - start));
                break;
            default:
                ReadWord(path);
                break;
        }
    }

    private void ReadObject(string path, int depth)
    {
        position++;
        for (SkipSpace(); Next != '}'; SkipSpace())
        {
            if (Next != '"')
            {
                throw Expected("a name in quotes or '}'");
            }

            var name = ReadText();
            SkipSpace();
            Take(':');
            SkipSpace();
            ReadValue(path.Length == 0 ? name : path + ":" + name, depth);
            EndItem('}');
        }

        position++;
    }

    private void ReadArray(string path, int depth)
    {
        position++;
        SkipSpace();
        for (var index = 0; Next != ']'; index++)
        {
            ReadValue(path + ":" + index.ToString(CultureInfo.InvariantCulture), depth);
            EndItem(']');
            SkipSpace();
        }

        position++;
    }

    private void EndItem(char end)
    {
        SkipSpace();
        if (Next == ',')
        {
            position++;
        }
        else if (Next != end)
        {
            throw Expected($"',' or '{end}'");
        }
    }

    private void ReadWord(string path)
    {
        var start = position;
        while (char.IsLetterOrDigit(Next) || Next is '-' or '+' or '.')
        {
            position++;
        }

        var word = text.Substring(start, position - start);
        if (word is not ("true" or "false" or "null") && !double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            position = start;
            throw Expected("a value");
        }

        settings.Add(new Setting(path, word, isText: false, start, position - start));
    }

    private string ReadText()
    {
        var value = new StringBuilder();
        var start = position++;
        for (; Next != '"'; position++)
        {
            if (position >= text.Length || Next is '\r' or '\n')
            {
                position = start;
                throw new FormatException("the text has no end");
            }

            if (Next != '\\')
            {
                value.Append(Next);
                continue;
            }

            position++;
            value.Append(Next switch
            {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'b' => '\b',
                'f' => '\f',
                'u' => ReadCodeUnit(),
                '"' or '\\' or '/' => Next,
                _ => throw Expected("the rest of an escape sequence"),
            });
        }

        position++;
        return value.ToString();
    }

    // Leaves the position at its last digit.
    private char ReadCodeUnit()
    {
        if (position + 4 >= text.Length || !ushort.TryParse(text.Substring(position + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            throw Expected("four hexadecimal digits");
        }

        position += 4;
        return (char)unit;
    }

    private void SkipSpace()
    {
        while (position < text.Length)
        {
            if (text[position] is ' ' or '\t' or '\r' or '\n' or '\uFEFF')
            {
                position++;
            }
            else if (string.CompareOrdinal(text, position, "//", 0, 2) == 0)
            {
                var end = text.IndexOf('\n', position);
                position = end < 0 ? text.Length : end;
            }
            else if (string.CompareOrdinal(text, position, "/*", 0, 2) == 0)
            {
                var end = text.IndexOf("*/", position + 2, StringComparison.Ordinal);
                if (end < 0)
                {
                    throw new FormatException("the comment has no end");
                }

                position = end + 2;
            }
            else
            {
                return;
            }
        }
    }

    private void Take(char expected)
    {
        if (Next != expected)
        {
            throw Expected($"'{expected}'");
        }

        position++;
    }

    private static FormatException Expected(string what) => new($"{what} is expected");
}

/// <summary>What a configuration file says.</summary>
/// <param name="settings">Its values, in the order of the text.</param>
/// <param name="problem">Why it could not be read to its end; null when it could.</param>
internal sealed class SettingsContent(ImmutableArray<Setting> settings, SettingsProblem? problem)
{
    public ImmutableArray<Setting> Settings => settings;

    public SettingsProblem? Problem => problem;
}

/// <summary>A value in a configuration file.</summary>
/// <param name="path">Its key, as <c>IConfiguration</c> names it: <c>Jwt:Key</c>.</param>
/// <param name="value">Its text.</param>
/// <param name="isText">Whether it stands in quotes.</param>
/// <param name="start">Where it begins.</param>
/// <param name="length">How long it is, with its quotes.</param>
internal sealed class Setting(string path, string value, bool isText, int start, int length)
{
    public string Path => path;

    public string Value => value;

    public bool IsText => isText;

    public int Start => start;

    public int Length => length;
}

/// <summary>Why a configuration file cannot be read.</summary>
/// <param name="position">Where.</param>
/// <param name="message">What is wrong there.</param>
internal sealed class SettingsProblem(int position, string message)
{
    public int Position => position;

    public string Message => message;
}
