from .menu import Menu
from .menu_entry import MenuEntry
from .notice import Notice

__all__ = ["Menu", "MenuEntry", "Notice"]
