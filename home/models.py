from .contact import ContactPage
from .pages import HomePage, StandardPage
from .records import ContactMessage

__all__ = ["ContactMessage", "ContactPage", "HomePage", "StandardPage"]
