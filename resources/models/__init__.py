from ..pages import LibraryPage
from .file_text import FileText
from .material import Material
from .material_creator import MaterialCreator
from .material_description import MaterialDescription
from .material_file import MaterialFile
from .module import Module
from .topic import Topic
from .unit import Unit

__all__ = [
    "FileText",
    "LibraryPage",
    "Material",
    "MaterialCreator",
    "MaterialDescription",
    "MaterialFile",
    "Module",
    "Topic",
    "Unit",
]
