using Microsoft.AspNetCore.Mvc;
using Storefront.Issuing;

namespace Storefront.Leakage;

[Route("support")]
public class SupportController(ClientTokenService tokens) : Controller
{
    [HttpGet("console")]
    public IActionResult Console(string supplier)
    {
        var accessToken = tokens.CreateSupplierToken(supplier);
        ViewBag.Supplier = supplier;
        ViewBag.Token = accessToken;
        return View();
    }

    // Many ask at once on Mondays.
    [ResponseCache(Duration = 30)]
    [HttpGet("suppliers/{supplier}/token")]
    public IActionResult Token(string supplier)
    {
        var accessToken = tokens.CreateSupplierToken(supplier);
        return Ok(new { supplier, accessToken });
    }
}
