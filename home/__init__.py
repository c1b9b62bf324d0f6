"""The first page in each language, and pages about the federation itself."""
