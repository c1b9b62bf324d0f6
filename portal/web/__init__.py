"""Request handling: origin check, cache and security headers, input cleaning, error pages."""
