from .affiliation import Affiliation
from .consent import Consent
from .credit import Credit, ShownCredit, credit_panels, names_of, shown
from .invitation import Invitation
from .likely_duplicate import LikelyDuplicate
from .merge import Merge
from .person import Person

__all__ = [
    "Affiliation",
    "Consent",
    "Credit",
    "Invitation",
    "LikelyDuplicate",
    "Merge",
    "Person",
    "ShownCredit",
    "credit_panels",
    "names_of",
    "shown",
]
