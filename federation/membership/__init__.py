"""Membership: which organisations are members of the federation and since when, and who represents them."""
