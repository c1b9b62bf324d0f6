from .affiliation import Affiliation
from .invitation import Invitation
from .person import Person

__all__ = ["Affiliation", "Invitation", "Person"]
