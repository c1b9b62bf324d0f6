"""The home page in each language, and pages about the federation itself."""
