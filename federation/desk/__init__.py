"""Everybody's first screen after signing in, put together from what the rooms register."""
