using TokenGuard.Rules;

namespace TokenGuard.Analyzers.Tests.Facts;

public class PolicyReaderTests
{
    [Theory]
    [InlineData("2048", 2048)]
    [InlineData(" 3072 ", 3072)]
    [InlineData("16384", 16384)]
    public void Numbers_are_read(string text, int bits)
    {
        var policy = With("min_rsa_bits", text);
        Assert.Equal(bits, policy.MinRsaBits);
        Assert.Empty(policy.Problems);
    }

    [Theory]
    [InlineData("1024")]
    [InlineData("16385")]
    [InlineData("-2048")]
    [InlineData("2048.0")]
    [InlineData("2,048")]
    [InlineData("99999999999")]
    [InlineData("")]
    public void What_is_no_such_number_is_a_problem_and_the_default_applies(string text)
    {
        var policy = With("min_rsa_bits", text);
        Assert.Equal(2048, policy.MinRsaBits);
        Assert.Equal(("min_rsa_bits", text, "a whole number from 2048 to 16384"), (Assert.Single(policy.Problems).Key, policy.Problems[0].Value, policy.Problems[0].Allowed));
    }

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("15m", 15 * 60)]
    [InlineData("1h", 3600)]
    [InlineData("30D", 30 * 86400)]
    [InlineData(" 2h ", 7200)]
    [InlineData("00:20:00", 1200)]
    [InlineData("23:59:59", 86399)]
    public void Durations_are_read(string text, int seconds)
    {
        var policy = With("max_access_token_lifetime", text);
        Assert.Equal(TimeSpan.FromSeconds(seconds), policy.MaxAccessTokenLifetime);
        Assert.Empty(policy.Problems);
    }

    [Fact]
    public void Each_duration_has_its_own_key_and_default()
    {
        Assert.Equal(TimeSpan.FromMinutes(5), TokenPolicy.Default.MaxClockSkew);
        Assert.Equal(TimeSpan.FromSeconds(30), With("max_clock_skew", "30s").MaxClockSkew);
        Assert.Equal(TimeSpan.FromHours(1), With("max_clock_skew", "30s").MaxAccessTokenLifetime);
    }

    [Theory]
    [InlineData("")]
    [InlineData("60")]
    [InlineData("0m")]
    [InlineData("-5m")]
    [InlineData("1.5h")]
    [InlineData("1 h")]
    [InlineData("24:00:00")]
    [InlineData("1.00:00:00")]
    [InlineData("00:00:00")]
    [InlineData("99999999d")]
    [InlineData("99999999999999999999m")]
    [InlineData("m")]
    public void What_is_no_duration_is_a_problem_and_the_default_applies(string text)
    {
        var policy = With("max_access_token_lifetime", text);
        Assert.Equal(TimeSpan.FromHours(1), policy.MaxAccessTokenLifetime);
        Assert.Equal(("max_access_token_lifetime", text), (Assert.Single(policy.Problems).Key, policy.Problems[0].Value));
    }

    [Theory]
    [InlineData("low", false)]
    [InlineData("Normal", false)]
    [InlineData("1", true)]
    [InlineData("medium", true)]
    public void A_choice_is_one_of_its_words(string text, bool isProblem) =>
        Assert.Equal(isProblem, !With("confidence", text).Problems.IsEmpty);

    [Fact]
    public void A_list_is_separated_by_commas()
    {
        var policy = With("sensitive_claims", "salary , tax_id");
        Assert.Equal("salary|tax_id", string.Join("|", policy.SensitiveClaims));
        Assert.Empty(policy.Problems);
    }

    [Fact]
    public void A_list_that_is_cut_off_is_a_problem_and_its_whole_items_count()
    {
        var policy = With("sensitive_claims", "salary, tax_id;grade");
        Assert.Equal("salary", Assert.Single(policy.SensitiveClaims));
        Assert.Single(policy.Problems);
    }

    private static TokenPolicy With(string key, string text) => new(asked => asked == key ? text : null);
}
