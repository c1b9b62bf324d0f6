"""Presenters of materials and the curriculum."""
