"""How Django itself writes and reads dates and numbers in each language (FORMAT_MODULE_PATH)."""
