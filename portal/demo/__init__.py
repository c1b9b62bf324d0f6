"""Demonstration content: plainly fictional people and hosts around the real directory, and load for measuring."""
