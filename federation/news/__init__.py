"""News of the federation: pages, a list and a feed in each language."""
