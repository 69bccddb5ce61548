using System.Text;
using Microsoft.Extensions.Compliance.Classification;
using Microsoft.Extensions.Compliance.Redaction;
using Microsoft.Extensions.DependencyInjection;
using TokenGuard.AspNetCore.Violations;
using TokenGuard.Rules.Facts;

namespace TokenGuard.AspNetCore.Leakage;

/// <summary>Takes the tokens out of texts: by the application's redactor for <see cref="TokenGuardTaxonomy.Token"/>, or by a fingerprint.</summary>
internal sealed class TokenRedaction(IServiceProvider services)
{
    private Redactor? redactor;

    /// <summary>A text without its tokens; the same text where there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="token">The first token that it had.</param>
    public string Redact(string text, out string? token)
    {
        token = null;
        if (!TokenText.MayHoldToken(text))
        {
            return text;
        }

        StringBuilder? redacted = null;
        var (rest, next) = (0, -1);
        while (TokenText.FindToken(text, rest, ref next) is { Length: > 0 } found)
        {
            var value = text.Substring(found.At, found.Length);
            token ??= value;
            (redacted ??= new StringBuilder(text.Length)).Append(text, rest, found.At - rest).Append(InPlaceOf(value));
            rest = found.At + found.Length;
        }

        return redacted is null ? text : redacted.Append(text, rest, text.Length - rest).ToString();
    }

    private string InPlaceOf(string token)
    {
        redactor ??= services.GetService<IRedactorProvider>()?.GetRedactor(new DataClassificationSet(TokenGuardTaxonomy.Token)) ?? FingerprintRedactor.Instance;
        var text = redactor.Redact(token);

        // One that lets everything through, as it may be right for other classes, is not meant.
        return TokenText.FindToken(text, 0).Length > 0 ? FingerprintRedactor.Instance.Redact(token) : text;
    }

    private sealed class FingerprintRedactor : Redactor
    {
        public static readonly FingerprintRedactor Instance = new();

        public override int GetRedactedLength(ReadOnlySpan<char> input) => Text(input).Length;

        public override int Redact(ReadOnlySpan<char> source, Span<char> destination)
        {
            var text = Text(source);
            text.CopyTo(destination);
            return text.Length;
        }

        private static string Text(ReadOnlySpan<char> token) => $"[token {Fingerprints.Of(token.ToString())}]";
    }
}
