from .document import PortalDocument
from .image import PortalImage, Rendition

__all__ = ["PortalDocument", "PortalImage", "Rendition"]
