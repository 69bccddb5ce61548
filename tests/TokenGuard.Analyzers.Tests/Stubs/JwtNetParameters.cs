// What JWT.NET has since version 8, beside the version that the tests reference.
namespace JWT
{
    public class ValidationParameters
    {
        public static ValidationParameters None { get; } = new();

        public static ValidationParameters Default { get; } = new();

        public bool ValidateSignature { get; set; }

        public bool ValidateExpirationTime { get; set; }

        public bool ValidateIssuedTime { get; set; }

        public int TimeMargin { get; set; }
    }

    public static class ValidationParametersExtensions
    {
        public static ValidationParameters With(this ValidationParameters parameters, System.Action<ValidationParameters> configure)
        {
            configure(parameters);
            return parameters;
        }
    }
}

namespace JWT.Builder
{
    public static class JwtBuilderValidation
    {
        public static JwtBuilder WithValidationParameters(this JwtBuilder builder, ValidationParameters parameters) => builder;

        public static JwtBuilder WithValidationParameters(this JwtBuilder builder, System.Action<ValidationParameters> configure) => builder;
    }
}
