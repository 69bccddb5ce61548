using Microsoft.AspNetCore.Mvc;
using Shop.Common;

namespace Shop.Feature;

/// <summary>The records of the area over HTTP.</summary>
[ApiController]
[Route("feature/records")]
public sealed class FeatureController(FeatureRepository repository, FeatureValidator validator, FeaturePricing pricing, ILogger<FeatureController> logger) : ControllerBase
{
    [HttpGet]
    public async Task<ActionResult<Page<FeatureRecord>>> List([FromQuery] string? search, [FromQuery] FeatureState? state, CancellationToken cancellationToken, int page = 0, int size = 50)
    {
        var records = await repository.FindAsync(search, state, cancellationToken);
        return records.ToPage(page, size);
    }

    [HttpGet("{id}")]
    public async Task<ActionResult<FeatureRecord>> Get(string id, CancellationToken cancellationToken)
    {
        var record = await repository.GetAsync(id, cancellationToken);
        return record is null ? NotFound() : record;
    }

    [HttpPost]
    public async Task<IActionResult> Create(FeatureRecord record, CancellationToken cancellationToken)
    {
        var problems = validator.Validate(record);
        if (problems.Count > 0)
        {
            foreach (var (field, text) in problems)
            {
                ModelState.AddModelError(field, text);
            }

            return ValidationProblem();
        }

        await repository.SaveAsync(record, cancellationToken);
        logger.LogInformation("Record {Id} was created with {Count} lines", record.Id, record.Lines.Count);
        return CreatedAtAction(nameof(Get), new { id = record.Id }, record);
    }

    [HttpPut("{id}/state/{state}")]
    public async Task<IActionResult> SetState(string id, FeatureState state, CancellationToken cancellationToken)
    {
        if (await repository.GetAsync(id, cancellationToken) is not { } record)
        {
            return NotFound();
        }

        if (record.State == FeatureState.Closed && state != FeatureState.Closed)
        {
            return Conflict(new { record.Id, record.State });
        }

        record.State = state;
        record.ClosedAt = state == FeatureState.Closed ? DateTimeOffset.UtcNow : null;
        await repository.SaveAsync(record, cancellationToken);
        return NoContent();
    }

    [HttpGet("{id}/price")]
    public async Task<IActionResult> Price(string id, [FromHeader(Name = "X-Currency")] string? currency, CancellationToken cancellationToken)
    {
        var record = await repository.GetAsync(id, cancellationToken);
        if (record is null)
        {
            return NotFound();
        }

        Response.Headers.CacheControl = "private, max-age=60";
        Response.Cookies.Append("feature_last", record.Id, new CookieOptions { SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(30) });
        return Ok(new { record.Id, Currency = currency ?? "EUR", Price = pricing.PriceOf(record) });
    }
}
