"""Who people are to the portal: users, roles, consents, signing in."""
