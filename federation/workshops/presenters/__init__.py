"""Presenters of workshops."""
