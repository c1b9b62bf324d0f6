"""Workshops: registered by a member association, approved by the secretariat, places taken by librarians."""
