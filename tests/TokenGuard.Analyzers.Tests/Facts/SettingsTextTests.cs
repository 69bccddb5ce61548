using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Tests.Facts;

public class SettingsTextTests
{
    [Fact]
    public void Values_are_named_as_the_configuration_names_them_and_know_where_they_stand()
    {
        const string Text = """{ "A": { "B": "x", "C": [1, { "D": true }, []], "E": null }, "F:G": -1.5e3 }""";
        var content = SettingsText.Read(Text);
        Assert.Null(content.Problem);
        Assert.Equal(
            ["A:B=x", "A:C:0=1", "A:C:1:D=true", "A:E=null", "F:G=-1.5e3"],
            content.Settings.Select(setting => $"{setting.Path}={setting.Value}"));
        Assert.Equal(["\"x\"", "1", "true", "null", "-1.5e3"], content.Settings.Select(setting => Text.Substring(setting.Start, setting.Length)));
        Assert.Equal([true, false, false, false, false], content.Settings.Select(setting => setting.IsText));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("\uFEFF { // a comment\n }")]
    [InlineData("{ /* { */ } // the end")]
    [InlineData("/* first */ { } ")]
    public void Empty_files_and_comments_are_read(string text)
    {
        var content = SettingsText.Read(text);
        Assert.Null(content.Problem);
        Assert.Empty(content.Settings);
    }

    [Fact]
    public void Trailing_commas_and_escapes_are_read()
    {
        var content = SettingsText.Read("""{ "a\u0042\"": "\\\n\/\t", "c": [1, 2,], }""");
        Assert.Null(content.Problem);
        Assert.Equal(["aB\"=\\\n/\t", "c:0=1", "c:1=2"], content.Settings.Select(setting => $"{setting.Path}={setting.Value}"));
    }

    [Theory]
    [InlineData("", 0, "'{' is expected")]
    [InlineData("[]", 0, "'{' is expected")]
    [InlineData("{", 1, "a name in quotes or '}' is expected")]
    [InlineData("{ a: 1 }", 2, "a name in quotes or '}' is expected")]
    [InlineData("{ \"a\" 1 }", 6, "':' is expected")]
    [InlineData("{ \"a\": }", 7, "a value is expected")]
    [InlineData("{ \"a\": yes }", 7, "a value is expected")]
    [InlineData("{ \"a\": 1 \"b\": 2 }", 9, "',' or '}' is expected")]
    [InlineData("{ \"a\": [1 2] }", 10, "',' or ']' is expected")]
    [InlineData("{ \"a\": \"x\n\" }", 7, "the text has no end")]
    [InlineData("{ \"a\": \"\\x\" }", 9, "the rest of an escape sequence is expected")]
    [InlineData("{ \"a\": \"\\u12\" }", 9, "four hexadecimal digits is expected")]
    [InlineData("{ /* ", 2, "the comment has no end")]
    [InlineData("{} {}", 3, "the end of the file is expected")]
    public void A_mistake_is_told_with_its_place(string text, int position, string message)
    {
        var problem = SettingsText.Read(text).Problem;
        Assert.NotNull(problem);
        Assert.Equal((position, message), (problem.Position, problem.Message));
    }

    [Fact]
    public void Nesting_without_end_is_a_mistake_and_no_overflow() =>
        Assert.Equal("it is nested too deeply", SettingsText.Read("{ \"a\": " + new string('[', 100_000)).Problem?.Message);

    [Fact]
    public void What_is_cut_off_anywhere_is_a_mistake_and_no_exception()
    {
        const string Text = """{ "Jwt": { "Key": "x\u0041y", /* c */ "Days": [ 1, -2.5, true, null, ], }, } // end""";
        Assert.Null(SettingsText.Read(Text).Problem);
        for (var length = 0; length < Text.IndexOf(", }", StringComparison.Ordinal); length++)
        {
            Assert.NotNull(SettingsText.Read(Text[..length]).Problem);
        }
    }
}
