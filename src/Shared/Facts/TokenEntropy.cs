namespace TokenGuard.Rules.Facts;

/// <summary>How many random bits a token needs, and what common sources give.</summary>
internal static class TokenEntropy
{
    /// <summary>A guess may succeed with a probability of 2^-128 at most: RFC 6749 section 10.10.</summary>
    public const double MinimumBits = 128;

    /// <summary><see cref="Path.GetRandomFileName"/>: 11 characters of 5 bits.</summary>
    public const double FileNameBits = 55;

    /// <summary>What a character of an encoded text holds at most: one of the 95 that can be printed.</summary>
    public const double MaximumBitsPerCharacter = 6.6;

    /// <summary>The random bits of <paramref name="length"/> characters chosen from <paramref name="choices"/>.</summary>
    public static double BitsOfText(string choices, int length) => BitsOfNumber(choices.Distinct().Count()) * length;

    /// <summary>The random bits of a number chosen from so many.</summary>
    public static double BitsOfNumber(double choices) => choices > 1 ? Math.Log(choices, 2) : 0;

    public static bool IsEnough(double bits) => bits >= MinimumBits;
}
