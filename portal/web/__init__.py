"""What every answer of the portal carries: origin check, cache and security headers, errors."""
