"""How organisations are shown."""
