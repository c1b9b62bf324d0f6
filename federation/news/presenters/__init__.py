"""Presenters of news."""
