"""Presenters of people: their details, and letters to them on paper."""
