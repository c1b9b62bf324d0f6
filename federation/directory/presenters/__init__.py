"""Presenters of organisations."""
