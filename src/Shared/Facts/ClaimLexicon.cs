using System.Collections.Immutable;

namespace TokenGuard.Rules.Facts;

/// <summary>Which names of claims, and of what is put into them, stand for data that must not be readable in a token.</summary>
internal static class ClaimLexicon
{
    /// <summary>Words in a row that end a name: <c>userPassword</c>, <c>credit_card_number</c>. What may follow them is <see cref="Suffixes"/>.</summary>
    private static readonly string[][] Endings = Phrases(
        "password, passwd, pwd, passphrase, password hash, security stamp, secret, secret key, secret answer, security answer, api key, apikey, private key, encryption key, " +
        "authenticator key, totp key, connection string, connectionstring, recovery code, recovery codes, " +
        "ssn, social security, social security number, national id, national identity, national identity number, national insurance number, national number, identity card, " +
        "identity card number, identity number, id card, id card number, citizen id, tax id, tax number, taxpayer id, passport, passport number, passport no, passport id, driver license number, drivers license number, aadhaar, aadhaar number, cpf, cnic, pesel, " +
        "credit card, credit card number, debit card, debit card number, card number, cvv, cvc, iban, bank account, bank account number, account number, routing number, pin, pin number");

    /// <summary>Names that count only when they stand alone.</summary>
    private static readonly string[][] WholeNames = Phrases("pan, id number");

    /// <summary>Special categories of personal data (GDPR article 9): that they are there, even as a yes or no, is what must not be read.</summary>
    private static readonly string[][] SpecialCategories = Phrases(
        "ethnicity, ethnic origin, religion, religious belief, disability, sexual orientation, political opinion, medical history, medical condition, blood type, blood group, hiv status");

    private static readonly string[][] SpecialWholeNames = Phrases("race");

    /// <summary>What may follow the words without changing what they stand for.</summary>
    private static readonly HashSet<string> Suffixes = Words("hash hashed salt text value plain plaintext string encoded");

    /// <summary>One of these before, and the claim tells something about the data, or is a right: <c>hasPassword</c>, <c>change_password</c>.</summary>
    private static readonly HashSet<string> NotTheData = Words(
        "has have is no not must need needs require requires required should can could may allow allows allowed change changes changed changing reset resets force forces forced " +
        "forgot forgotten set update expired expires use uses using without requested verified valid invalid show hide enable enables enabled disable disabled last show masked encrypted protected " +
        "manage view read write create delete edit");

    /// <summary>Whether a claim type, or the name of a value, stands for a secret or the like.</summary>
    public static bool IsSensitive(string name, TokenPolicy policy) => IsSecret(name, policy) || IsSpecialCategory(name);

    /// <summary>Whether it stands for data of which only the content is sensitive: a yes or no about it is not.</summary>
    public static bool IsSecret(string name, TokenPolicy policy)
    {
        var words = WordsOf(name);
        return policy.SensitiveClaims.Any(item => IsMatch(words, WordsOf(item)))
            || Endings.Any(phrase => EndsWith(words, phrase))
            || WholeNames.Any(phrase => IsMatch(words, phrase.ToImmutableArray()));
    }

    /// <summary>Whether it stands for health, religion and the like.</summary>
    public static bool IsSpecialCategory(string name)
    {
        var words = WordsOf(name);
        return SpecialCategories.Any(phrase => words.Length >= phrase.Length && words.Skip(words.Length - phrase.Length).SequenceEqual(phrase))
            || SpecialWholeNames.Any(phrase => IsMatch(words, phrase.ToImmutableArray()));
    }

    private static bool EndsWith(ImmutableArray<string> words, string[] phrase)
    {
        var end = words.Length;
        while (end > phrase.Length && Suffixes.Contains(words[end - 1]))
        {
            end--;
        }

        var start = end - phrase.Length;
        return start >= 0
            && words.Skip(start).Take(phrase.Length).SequenceEqual(phrase)
            && !words.Take(start).Any(NotTheData.Contains);
    }

    // Names of one language, and of another: sensitive_claims = tax_id matches TaxId.
    private static bool IsMatch(ImmutableArray<string> words, ImmutableArray<string> other) => words.SequenceEqual(other) || string.Concat(words) == string.Concat(other);

    // A claim type may be a URI: its last part is the name.
    private static ImmutableArray<string> WordsOf(string name) => IdentifierWords.Split(name.Substring(name.LastIndexOfAny(['/', '#', ':']) + 1));

    private static string[][] Phrases(string text) => text.Split([", "], StringSplitOptions.None).Select(phrase => phrase.Split(' ')).ToArray();

    private static HashSet<string> Words(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
