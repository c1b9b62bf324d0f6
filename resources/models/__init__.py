from ..pages import LibraryPage
from .file_text import FileText
from .material import Material
from .material_description import MaterialDescription
from .material_file import MaterialFile
from .module import Module
from .topic import Topic
from .unit import Unit

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
