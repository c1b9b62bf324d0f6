from .records import Menu, MenuEntry, Notice

__all__ = ["Menu", "MenuEntry", "Notice"]
