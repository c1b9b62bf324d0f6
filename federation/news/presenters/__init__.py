"""How news is shown."""
