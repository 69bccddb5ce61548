using System.Collections.Immutable;

namespace TokenGuard.Rules.Facts;

/// <summary>Which names of claims, and of what is put into them, stand for data that must not be readable in a token.</summary>
internal static class ClaimLexicon
{
    /// <summary>Words in a row that end a name: <c>userPassword</c>, <c>credit_card_number</c>. What may follow them is <see cref="Suffixes"/>.</summary>
    private static readonly HashSet<string> Endings = Phrases(
        "password, passwd, pwd, passphrase, security stamp, secret, secret key, secret answer, security answer, api key, private key, encryption key, authenticator key, totp key, " +
        "connection string, recovery code, recovery codes, ssn, social security, social security number, national id, national identity, national identity number, " +
        "national insurance number, national number, identity card, identity card number, identity number, id card, id card number, citizen id, tax id, tax number, taxpayer id, " +
        "passport, passport number, passport no, passport id, driver license number, drivers license number, aadhaar, aadhaar number, cpf, cnic, pesel, " +
        "credit card, credit card number, debit card, debit card number, card number, card security number, card security code, cvv, cvc, iban, bank account, bank account number, account number, pin, pin number");

    /// <summary>Names that count only when they stand alone.</summary>
    private static readonly HashSet<string> WholeNames = Phrases("pan, id number");

    /// <summary>Special categories of personal data (GDPR article 9): that they are there, even as a yes or no, is what must not be read.</summary>
    private static readonly HashSet<string> SpecialCategories = Phrases(
        "ethnicity, ethnic origin, religion, religious belief, disability, sexual orientation, political opinion, medical history, medical condition, blood type, blood group, hiv status");

    private static readonly HashSet<string> SpecialWholeNames = Phrases("race");

    /// <summary>Of these, words of other worlds too: the race of a game. They need a value that is text, or says the same.</summary>
    private static readonly HashSet<string> Ambiguous = Words("race religion");

    /// <summary>How to reach a person, when and where the person was born, where the person lives. An access token does not need it: what OpenID Connect calls claims of the profile.</summary>
    private static readonly HashSet<string> PersonalEndings = Phrases(
        "email, email address, mail address, phone, phone number, telephone, telephone number, home phone, other phone, work phone, phone no, mobile number, mobile no, mobile phone, mobile phone number, cell phone, cell phone number, cell number, contact number, " +
        "birth date, birthday, date of birth, dob, place of birth, birth place, country of birth, street address, home address, postal address, mailing address, residential address, physical address, " +
        "postal code, post code, zip code, gender, nationality, national origin");

    /// <summary>Of these, words that need no other: an address may be one of a host or of a wallet.</summary>
    private static readonly HashSet<string> PersonalWholeNames = Phrases("address, user address, mail, mobile, user mobile, sex, zip");

    /// <summary>What is no person's: the address of a company.</summary>
    private static readonly HashSet<string> Organizations = Words("company organization organisation tenant support business office shop store service system sender from to cc ip");

    /// <summary>What may follow the words without changing what they stand for.</summary>
    private static readonly HashSet<string> Suffixes = Words("hash hashed salt text value plain plaintext string encoded");

    /// <summary>One of these before, and the claim tells something about the data, is a right, or is another thing: <c>hasPassword</c>, <c>change_password</c>.</summary>
    private static readonly HashSet<string> Qualifiers = Words(
        "has have is no not must need needs require requires required should can could may allow allows allowed change changes changed changing reset resets force forces forced " +
        "forgot forgotten set update expired expires use uses using without requested verified valid invalid show hide enable enables enabled disable disabled last show masked encrypted protected " +
        "manage view read write create delete edit loyalty library member membership gift student employee staff");

    /// <summary>Whether a claim type, or the name of a value, stands for data of which only the content is sensitive: a yes or no about it is not.</summary>
    public static bool IsSecret(string name, TokenPolicy policy)
    {
        var words = WordsOf(name);
        var whole = string.Concat(words);
        var end = words.Length;
        while (end > 1 && Suffixes.Contains(words[end - 1]))
        {
            end--;
        }

        return WholeNames.Contains(whole)
            || policy.SensitiveClaims.Any(item => string.Concat(WordsOf(item)) == whole)
            || (EndsWith(words, end, Endings) is { } start && !words.Take(start).Any(Qualifiers.Contains))
            || (EndsWith(words, words.Length, Endings) is { } last && !words.Take(last).Any(Qualifiers.Contains));
    }

    /// <summary>Whether it stands for health, religion and the like.</summary>
    public static bool IsSpecialCategory(string name)
    {
        var words = WordsOf(name);
        return SpecialWholeNames.Contains(string.Concat(words)) || EndsWith(words, words.Length, SpecialCategories) is not null;
    }

    /// <summary>Whether a claim type stands for an e-mail address, a telephone number, a birth date, an address or the like.</summary>
    public static bool IsPersonal(string claim) => PersonalWholeNames.Contains(string.Concat(WordsOf(claim))) || IsPersonalValue(claim);

    /// <summary>Whether the name of a value does. A variable <c>address</c> or <c>mobile</c> may be anything.</summary>
    public static bool IsPersonalValue(string name)
    {
        var words = WordsOf(name);
        return EndsWith(words, words.Length, PersonalEndings) is { } start && !words.Take(start).Any(word => Qualifiers.Contains(word) || Organizations.Contains(word));
    }

    /// <summary>Whether a claim of this name may be about something else when an identifier is put into it: <c>race</c>, with a <c>RaceId</c>.</summary>
    public static bool IsAmbiguous(string name) => WordsOf(name) is [.., var last] && Ambiguous.Contains(last);

    /// <summary>Whether a name is that of an identifier: <c>RaceId</c>.</summary>
    public static bool IsIdentifier(string name) => WordsOf(name) is [.., "id" or "guid" or "uuid"];

    /// <summary>The name of a claim whose type is a URI: its last part.</summary>
    public static string ShortName(string claim) => claim.Substring(claim.LastIndexOfAny(['/', '#', ':']) + 1);

    // Where the phrase begins. However its words are put together: PassPort, passport; creditcard, credit_card.
    private static int? EndsWith(ImmutableArray<string> words, int end, HashSet<string> phrases)
    {
        var tail = string.Empty;
        for (var start = end - 1; start >= 0; start--)
        {
            tail = words[start] + tail;
            if (phrases.Contains(tail))
            {
                return start;
            }
        }

        return null;
    }

    private static ImmutableArray<string> WordsOf(string name) => IdentifierWords.Split(ShortName(name));

    private static HashSet<string> Phrases(string text) => new(text.Split(',').Select(phrase => phrase.Replace(" ", string.Empty)), StringComparer.Ordinal);

    private static HashSet<string> Words(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
