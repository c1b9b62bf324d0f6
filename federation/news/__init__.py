"""News: what happens in the federation, as pages of their own, a list and a feed in each language."""
