using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using TokenGuard.AspNetCore.Violations;
using TokenGuard.Rules;

namespace TokenGuard.AspNetCore.Checkpoints;

/// <summary>What start-up guards look at, and where they put what they find.</summary>
internal sealed class StartupContext(IServiceProvider services, TokenPolicy policy, IHostEnvironment environment, IReadOnlyList<SchemeOptions> schemes)
{
    private readonly List<Finding> findings = [];

    public IServiceProvider Services => services;

    public TokenPolicy Policy => policy;

    public IHostEnvironment Environment => environment;

    public IReadOnlyList<SchemeOptions> Schemes => schemes;

    public IReadOnlyList<Finding> Findings => findings;

    /// <summary>What the schemes validate tokens by, with what messages call the scheme.</summary>
    public IEnumerable<(SchemeOptions Scheme, TokenValidationParameters Parameters)> Validations =>
        schemes.Select(scheme => (scheme, scheme.Options switch
        {
            JwtBearerOptions bearer => bearer.TokenValidationParameters,
            OpenIdConnectOptions signIn => signIn.TokenValidationParameters,
            _ => null,
        })).Where(item => item.Item2 is not null)!;

    public void Add(Finding finding) => findings.Add(finding);

    /// <summary>The options of a type that is not one of schemes, as the application uses them.</summary>
    public T? OptionsOf<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>()
        where T : class => services.GetService<IOptions<T>>()?.Value;
}

/// <summary>An authentication scheme and its options.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Options">Its options.</param>
internal sealed record SchemeOptions(string Name, AuthenticationSchemeOptions Options)
{
    /// <summary>What messages call it.</summary>
    public string Subject { get; } = $"scheme '{SafeText.Name(Name)}'";

    /// <summary>A member of its options, for a message that puts it between quotes itself.</summary>
    public string Member(string member) => $"{member} of scheme {SafeText.Name(Name)}";
}
