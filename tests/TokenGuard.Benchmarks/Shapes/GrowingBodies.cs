using System.Collections.Immutable;

namespace TokenGuard.Benchmarks.Shapes;

/// <summary>One body with more and more of the same in it: whoever reads the whole body for each of its parts takes quadratic time.</summary>
internal static class GrowingBodies
{
    public static ImmutableArray<Series> All { get; } =
    [
        Of("AddJwtBearer with switches off", "IServiceCollection services", count => $$"""
            services.AddAuthentication()
            {{Series.Lines(count, i => $$"""
                .AddJwtBearer("scheme{{i}}", options =>
                {
                    options.Authority = "https://login.example.com/{{i}}";
                    options.TokenValidationParameters = new TokenValidationParameters { ValidateIssuer = false, ValidateLifetime = false };
                })
                """)}};
            """),
        Of("cookies with shared options", "HttpResponse response, string accessToken", count => $$"""
            var options = new CookieOptions { HttpOnly = false, Secure = true };
            options.SameSite = SameSiteMode.Lax;
            {{Series.Lines(count, i => $"response.Cookies.Append(\"access_token_{i}\", accessToken, options);")}}
            """),
        Of("cookies with options of their own", "HttpResponse response, string accessToken", count => Series.Lines(count, i => $$"""
            var options{{i}} = new CookieOptions { HttpOnly = true };
            options{{i}}.Secure = false;
            response.Cookies.Append("access_token_{{i}}", accessToken, options{{i}});
            """)),
        Of("claims of one token", "User user, SigningCredentials credentials", count => $$"""
            var claims = new List<Claim>();
            {{Series.Lines(count, i => $"claims.Add(new Claim(\"{(i % 20 == 0 ? "password" : "feature")}{i}\", user.{(i % 20 == 0 ? "Password" : "Name")}));")}}
            var token = new JwtSecurityToken("issuer", "audience", claims, DateTime.UtcNow, null, credentials);
            Console.WriteLine(new JwtSecurityTokenHandler().WriteToken(token));
            """),
        Of("descriptors without expiry", "User user, SigningCredentials credentials", count => $$"""
            var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
            {{Series.Lines(count, i => $$"""
                var descriptor{{i}} = new SecurityTokenDescriptor { Issuer = "issuer", Subject = new ClaimsIdentity([new Claim("sub", user.Name)]), SigningCredentials = credentials };
                Console.WriteLine(handler.CreateToken(descriptor{{i}}));
                """)}}
            """),
        Of("descriptors with long lifetimes", "User user, SigningCredentials credentials", count => $$"""
            var handler = new JsonWebTokenHandler();
            {{Series.Lines(count, i => $$"""
                var descriptor{{i}} = new SecurityTokenDescriptor { Subject = new ClaimsIdentity([new Claim("sub", user.Name)]), Expires = DateTime.UtcNow.AddDays(7), SigningCredentials = credentials };
                var accessToken{{i}} = handler.CreateToken(descriptor{{i}});
                Console.WriteLine(accessToken{{i}}.Length);
                """)}}
            """),
        Of("unsigned JwtSecurityTokens", "User user", count => $$"""
            var handler = new JwtSecurityTokenHandler();
            {{Series.Lines(count, i => $$"""
                var token{{i}} = new JwtSecurityToken("issuer", "audience", [new Claim("sub", user.Name)]);
                token{{i}}.Payload["feature"] = {{i}};
                Console.WriteLine(handler.WriteToken(token{{i}}));
                """)}}
            """),
        Of("one token used after ifs", "HttpClient client, string path, User user", count => $$"""
            var value = user.RefreshToken;
            {{Series.Lines(count, i => $$"""
                if (path == "/orders/{{i}}")
                {
                    client.DefaultRequestHeaders.Add("X-Token-{{i}}", value);
                }
                """)}}
            """),
        Of("one token set and used after ifs", "HttpClient client, string path, User user", count => $$"""
            var value = user.Name;
            {{Series.Lines(count, i => $$"""
                if (path == "/orders/{{i}}")
                {
                    value = user.RefreshToken;
                }

                client.DefaultRequestHeaders.Add("X-Token-{{i}}", value);
                """)}}
            """),
        Of("loops over tokens", "HttpClient client, IReadOnlyList<string> refreshTokens", count => Series.Lines(count, i => $$"""
            foreach (var item in refreshTokens)
            {
                client.DefaultRequestHeaders.Add("X-Token-{{i}}", item);
            }
            """)),
        Of("refresh tokens made of one Guid", "List<User> users", count => $$"""
            var id = Guid.NewGuid().ToString();
            {{Series.Lines(count, i => $"users.Add(new User {{ RefreshToken = id + \"{i}\" }});")}}
            """),
        new("private methods that mint what they are given", Series.BodySizes, count => [Class(Series.Lines(count, i => $$"""
                private static string Mint{{i}}(Dictionary<string, object> claims) =>
                    new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor { Claims = claims });

                public static string Caller{{i}}(User user) => Mint{{i}}(new Dictionary<string, object> { ["sub"] = user.Name });
            """))]),
    ];

    private static Series Of(string name, string parameters, Func<int, string> body) => new(name, Series.BodySizes, count => [Class($$"""
            public static void Run({{parameters}})
            {
        {{body(count)}}
            }
        """)]);

    private static string Class(string members) => $$"""
        using System.IdentityModel.Tokens.Jwt;
        using System.Security.Claims;
        using Microsoft.AspNetCore.Authentication.JwtBearer;
        using Microsoft.IdentityModel.JsonWebTokens;
        using Microsoft.IdentityModel.Tokens;

        namespace Bodies;

        public sealed class User
        {
            public string Name { get; set; } = "";
            public string Password { get; set; } = "";
            public string RefreshToken { get; set; } = "";
        }

        public static class Body
        {
        {{members}}
        }
        """;
}
