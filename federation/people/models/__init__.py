from .affiliation import Affiliation
from .consent import Consent
from .consent_question import ConsentQuestion
from .credit import Credit, ShownCredit, credit_panels, names_of, shown
from .invitation import Invitation
from .likely_duplicate import LikelyDuplicate
from .merge import Merge
from .person import Person

__all__ = [
    "Affiliation",
    "Consent",
    "ConsentQuestion",
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
