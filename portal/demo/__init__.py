"""Demonstration content: plainly fictional people and hosts around the real directory, and synthetic rows for
measuring.
"""
