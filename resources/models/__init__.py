from ..pages import LibraryPage
from .curriculum import Module, Topic, Unit
from .material import Material
from .material_description import MaterialDescription
from .material_file import FileText, MaterialFile

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
