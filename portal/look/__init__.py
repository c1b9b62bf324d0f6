"""The look: pure functions that draw covers, maps and months, and the template tags that show them."""
