from ..pages import LibraryPage
from .curriculum import Module, Topic, Unit
from .file_text import FileText
from .material import Material
from .material_description import MaterialDescription
from .material_file import MaterialFile

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
