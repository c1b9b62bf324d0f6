from .asked import AskedQuery
from .promotions import Promotion
from .rebuilds import Rebuild
from .records import SearchDocument, SearchFacet, SearchPart
from .synonyms import SynonymGroup

__all__ = [
    "AskedQuery",
    "Promotion",
    "Rebuild",
    "SearchDocument",
    "SearchFacet",
    "SearchPart",
    "SynonymGroup",
]
