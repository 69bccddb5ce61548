using System.Net.Http.Headers;

namespace Storefront.Configuration;

public class PriceFeed(HttpClient http)
{
    private const string AccessToken =
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJzdG9yZWZyb250IiwiYXVkIjoicHJpY2VzIn0.k3Xw9Qm2Vt7Rz4Lb8Nc1Hs6Yd5Jf0Pg3Ua9Ke7Wi2Mo";

    public async Task<string> GetPricesAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://prices.example.com/today");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AccessToken);
        using var response = await http.SendAsync(request, cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    public async Task SignInAsync(string user, string password, CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "password",
            ["username"] = user,
            ["password"] = password,
        });
        using var response = await http.PostAsync("https://prices.example.com/token", form, cancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
