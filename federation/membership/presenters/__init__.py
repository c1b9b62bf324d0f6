"""Presenters of membership."""
