"""Health checks of the portal's services, registered by packages and reported as JSON at `/health/`."""
