"""Presenters of the frame of every page: menus, notices, the editors' bar."""
