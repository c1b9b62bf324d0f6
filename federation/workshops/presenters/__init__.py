"""How workshops are shown."""
