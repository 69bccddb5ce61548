using TokenGuard.AspNetCore;

[assembly: TokenGuardPolicy("token_cookie_names", "baked_cookie")]
