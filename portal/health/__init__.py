"""Health checks of the portal's services, registered by packages and reported as JSON at `/health/`.

- `rows`: each row by itself, so that one bad row keeps no other back
"""
