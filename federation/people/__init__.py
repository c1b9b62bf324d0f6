"""People: one row for everybody who works with the federation, with or without an account."""
