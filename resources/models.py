from .curriculum import Module, Topic, Unit
from .pages import LibraryPage
from .records import Material, MaterialDescription, MaterialFile

__all__ = ["LibraryPage", "Material", "MaterialDescription", "MaterialFile", "Module", "Topic", "Unit"]
