"""Forms about people: their details, consents, and requests in writing."""
