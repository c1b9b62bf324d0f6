from .menu import Menu, MenuEntry
from .notice import Notice

__all__ = ["Menu", "MenuEntry", "Notice"]
