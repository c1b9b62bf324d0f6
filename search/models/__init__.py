from .asked_query import AskedQuery
from .change import SearchChange
from .document import SearchDocument
from .facet import SearchFacet
from .facet_words import FacetWords
from .part import SearchPart
from .promotion import Promotion
from .rebuild import Rebuild
from .synonym_group import SynonymGroup
from .vocabulary import SearchVocabulary
from .word import SearchWord

__all__ = [
    "AskedQuery",
    "FacetWords",
    "Promotion",
    "Rebuild",
    "SearchChange",
    "SearchDocument",
    "SearchFacet",
    "SearchPart",
    "SearchVocabulary",
    "SearchWord",
    "SynonymGroup",
]
