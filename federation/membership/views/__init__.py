"""Signed-in screens of membership."""
