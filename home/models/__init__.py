from ..contact import ContactPage
from ..pages import HomePage, StandardPage
from .message import ContactMessage

__all__ = ["ContactMessage", "ContactPage", "HomePage", "StandardPage"]
