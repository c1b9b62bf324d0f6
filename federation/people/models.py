from .records import Affiliation, Person

__all__ = ["Affiliation", "Person"]
