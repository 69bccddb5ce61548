using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.Analyzers.Validation;

/// <summary>Where code makes a key of a value, fetches one from an address, or looks for one in files and databases.</summary>
internal static class HeaderKeys
{
    private const string Http = "System.Net.Http.HttpClient";

    private static readonly string[] FileReaders =
    [
        "ReadAllText", "ReadAllTextAsync", "ReadAllBytes", "ReadAllBytesAsync", "ReadAllLines", "ReadAllLinesAsync", "ReadLines", "OpenRead", "OpenText", "Open",
    ];

    private static readonly string[] Fetchers =
    [
        "GetAsync", "GetStringAsync", "GetByteArrayAsync", "GetStreamAsync", "GetFromJsonAsync", "GetJsonAsync", "GetBytesAsync", "DownloadString", "DownloadStringTaskAsync", "DownloadData", "DownloadDataTaskAsync",
        "OpenRead", "GetDocumentAsync", "GetJsonWebKeySetAsync",
    ];

    private static readonly string[] RawSql = ["FromSqlRaw", "ExecuteSqlRaw", "ExecuteSqlRawAsync", "SqlQueryRaw"];

    /// <summary>What a value of the header of a token may not reach unchecked.</summary>
    public enum Use
    {
        /// <summary>A key is made of it.</summary>
        Key,

        /// <summary>A key is fetched from it.</summary>
        Address,

        /// <summary>It becomes part of the path of a file.</summary>
        Path,

        /// <summary>It becomes part of the text of an SQL command.</summary>
        Sql,
    }

    /// <summary>Whether an operation makes a key or certificate of what it is given.</summary>
    public static bool IsMade(IOperation operation) =>
        operation switch
        {
            IObjectCreationOperation { Type.Name: var type, Arguments: var given, Initializer: var initializer } =>
                (type is "JsonWebKey" or "JsonWebKeySet" or "X509SecurityKey" or "RsaSecurityKey" or "ECDsaSecurityKey" && (given.Length > 0 || initializer is not null))
                || (type == "X509Certificate2" && given is [{ Value.Type: IArrayTypeSymbol or { Name: "ReadOnlySpan" } }, ..]),
            IInvocationOperation { TargetMethod: { Name: var name, ContainingType.Name: var type } method } => (name, type) switch
            {
                ("Create", "JsonWebKey" or "JsonWebKeySet") or ("FromJson" or "FromDictionary", "Jwk") or ("LoadCertificate", "X509CertificateLoader") => true,
                ("Deserialize" or "DeserializeObject", _) => method.TypeArguments is [{ Name: "JsonWebKey" or "JsonWebKeySet" }],
                ("ImportParameters", _) => method.Parameters is [{ Type.Name: "RSAParameters" or "ECParameters" }],
                ("Create", "RSA" or "ECDsa") => method.Parameters is [{ Type.Name: "RSAParameters" or "ECParameters" }],
                _ => false,
            },
            _ => false,
        };

    /// <summary>The values of an operation that decide which key it gives; empty for other operations.</summary>
    public static (Use Use, ImmutableArray<IOperation> Values) In(IOperation operation) =>
        operation switch
        {
            _ when IsMade(operation) => (Use.Key, ValuesOf(operation)),
            IInvocationOperation call => In(call),
            IObjectCreationOperation { Type: { } type, Arguments: [{ Value: var first }, ..] given } =>
                type.Name is "FileStream" or "StreamReader" or "X509Certificate2" && first.Type?.SpecialType == SpecialType.System_String ? (Use.Path, ImmutableArray.Create(first))
                : type.Name == "HttpRequestMessage" && given.Length == 2 ? (Use.Address, ImmutableArray.Create(given[1].Value))
                : type.Name == "ConfigurationManager" && type.IsIn("Microsoft.IdentityModel.Protocols") ? (Use.Address, ImmutableArray.Create(first))
                : type.IsOrDerivesFrom("System.Data.Common.DbCommand") ? (Use.Sql, ImmutableArray.Create(first))
                : default,
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "CommandText", ContainingType: var type } }, Value: var text }
                when type.IsOrDerivesFrom("System.Data.IDbCommand") => (Use.Sql, ImmutableArray.Create(text)),
            _ => default,
        };

    private static (Use Use, ImmutableArray<IOperation> Values) In(IInvocationOperation call)
    {
        var (name, type) = (call.TargetMethod.Name, call.TargetMethod.ContainingType);
        return (type.Name == "File" && FileReaders.Contains(name) && type.IsIn("System.IO")) || (type.Name == "X509CertificateLoader" && name.EndsWith("FromFile", StringComparison.Ordinal)) ? (Use.Path, First(call, "path"))
            : RawSql.Contains(name) ? (Use.Sql, First(call, "sql"))
            : type.Name == "SqlMapper" && type.OutermostNamespace() == "Dapper" ? (Use.Sql, First(call, "sql"))
            : Fetchers.Contains(name) && IsOfHttp(type) ? (Use.Address, call.Arguments.Where(argument => argument.Parameter?.Type.Name is "String" or "Uri").Select(argument => argument.Value).ToImmutableArray())
            : default;
    }

    private static bool IsOfHttp(INamedTypeSymbol type) =>
        type.HasMetadataName(Http)
        || type.Name is "HttpClientJsonExtensions" or "WebClient" or "IDocumentRetriever" or "HttpDocumentRetriever" or "OpenIdConnectConfigurationRetriever"
        || type.OutermostNamespace() == "Flurl"
        || type.Name == "HttpClientJsonWebKeySetExtensions";

    private static ImmutableArray<IOperation> First(IInvocationOperation call, string parameter) =>
        (call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter) ?? call.Arguments.FirstOrDefault(argument => argument.Parameter?.Type.SpecialType == SpecialType.System_String)) is { } only
            ? ImmutableArray.Create(only.Value)
            : ImmutableArray<IOperation>.Empty;

    private static ImmutableArray<IOperation> ValuesOf(IOperation operation) =>
        operation switch
        {
            IInvocationOperation call => call.Arguments.Select(argument => argument.Value).ToImmutableArray(),
            IObjectCreationOperation creation => creation.Arguments.Select(argument => argument.Value)
                .Concat(creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>().Select(assignment => assignment.Value) ?? []).ToImmutableArray(),
            _ => ImmutableArray<IOperation>.Empty,
        };
}
