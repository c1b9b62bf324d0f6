from .affiliation import Affiliation
from .invitation import Invitation
from .likely_duplicate import LikelyDuplicate
from .merge import Merge
from .person import Person

__all__ = ["Affiliation", "Invitation", "LikelyDuplicate", "Merge", "Person"]
