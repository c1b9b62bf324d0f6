"""People: one row for everybody whose work with the federation is followed, with or without an account."""
