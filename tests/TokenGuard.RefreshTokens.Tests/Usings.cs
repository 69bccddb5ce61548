global using TokenGuard.RefreshTokens.Tests.Infrastructure;
