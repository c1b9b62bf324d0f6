from .records import PortalDocument, PortalImage, Rendition

__all__ = ["PortalDocument", "PortalImage", "Rendition"]
