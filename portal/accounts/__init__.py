"""Users, roles, consents and signing in."""
