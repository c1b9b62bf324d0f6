"""Django's date and number formats for each language (FORMAT_MODULE_PATH)."""
