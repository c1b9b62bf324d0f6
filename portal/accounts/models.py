from .records import User, UserManager

__all__ = ["User", "UserManager"]
