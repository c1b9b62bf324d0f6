from .curriculum import Module, Topic, Unit
from .pages import LibraryPage
from .records import FileText, Material, MaterialDescription, MaterialFile

__all__ = [
    "FileText",
    "LibraryPage",
    "Material",
    "MaterialDescription",
    "MaterialFile",
    "Module",
    "Topic",
    "Unit",
]
