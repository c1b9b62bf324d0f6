"""Presenters of the first page."""
