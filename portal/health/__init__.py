"""Whether the portal's services work: checks that rooms register, told as JSON at `/health/`."""
