"""The design: pure functions that draw covers, maps and calendar months, and their template tags."""
