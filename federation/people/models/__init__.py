from .affiliation import Affiliation
from .person import Person

__all__ = ["Affiliation", "Person"]
