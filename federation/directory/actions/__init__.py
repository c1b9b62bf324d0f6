"""Actions on the directory: loading its first entries, undoing an import, forgetting old ones."""

from .loading import INSTITUTIONS, load_directory
from .undoing import forget_old_imports, steps_of, undo

__all__ = ["INSTITUTIONS", "forget_old_imports", "load_directory", "steps_of", "undo"]
