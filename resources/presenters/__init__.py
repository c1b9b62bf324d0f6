"""How materials and the curriculum are shown."""
