from ..pages import ContactPage, HomePage, StandardPage
from .message import ContactMessage

__all__ = ["ContactMessage", "ContactPage", "HomePage", "StandardPage"]
