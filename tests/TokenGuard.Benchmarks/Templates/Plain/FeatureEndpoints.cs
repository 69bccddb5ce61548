using Shop.Common;

namespace Shop.Feature;

/// <summary>What the apps of the warehouse call.</summary>
public static class FeatureEndpoints
{
    public static IServiceCollection AddFeature(this IServiceCollection services)
    {
        services.AddOptions<FeatureSettings>().BindConfiguration("Feature").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<FeatureRepository>();
        services.AddSingleton<FeatureValidator>();
        services.AddSingleton<FeaturePricing>();
        services.AddTransient<FeatureImport>();
        services.AddTransient<FeatureReport>();
        services.AddHttpClient<FeatureCatalogue>(client =>
        {
            client.BaseAddress = new Uri("https://catalogue.example.com");
            client.Timeout = TimeSpan.FromSeconds(20);
            client.DefaultRequestHeaders.UserAgent.ParseAdd("shop-feature/1.0");
        });
        services.AddHostedService<FeatureWorker>();
        services.AddMemoryCache();
        return services;
    }

    public static IEndpointRouteBuilder MapFeature(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/warehouse/feature").WithTags("feature");
        group.MapGet("/", async (FeatureRepository repository, int? page, CancellationToken cancellationToken) =>
        {
            var records = await repository.FindAsync(null, FeatureState.Active, cancellationToken);
            return records.ToPage(page ?? 0, 20).Map(record => new { record.Id, record.Title, Lines = record.Lines.Count });
        });

        group.MapPost("/import", async (HttpRequest request, FeatureImport import, CancellationToken cancellationToken) =>
        {
            if (request.ContentLength is > 10_000_000)
            {
                return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
            }

            using var reader = new StreamReader(request.Body);
            var count = await import.ReadAsync(reader, request.Headers["X-Separator"].FirstOrDefault()?[0] ?? ';', cancellationToken);
            return Results.Ok(new { count });
        });

        group.MapGet("/report/{year:int}/{month:int}", async (int year, int month, string? format, FeatureReport report, HttpResponse response, CancellationToken cancellationToken) =>
        {
            var first = new DateOnly(Guard.InRange(year, 2000, 2100), Guard.InRange(month, 1, 12), 1);
            response.Headers.Append("X-Report", $"{first:yyyy-MM}");
            return format == "html"
                ? Results.Content(await report.HtmlAsync(first, cancellationToken), "text/html")
                : Results.Text(await report.TextAsync(first, cancellationToken));
        });

        group.MapDelete("/{id}/tags/{tag}", async (string id, string tag, FeatureRepository repository, ILoggerFactory loggers, CancellationToken cancellationToken) =>
        {
            var record = await repository.GetAsync(id, cancellationToken);
            if (record is null || !record.Tags.Remove(tag))
            {
                loggers.CreateLogger("feature").LogInformation("Record {Id} has no such tag", id);
                return Results.NotFound();
            }

            return Results.Ok(record.Tags);
        });

        return endpoints;
    }
}
