from .asked_query import AskedQuery
from .change import SearchChange
from .document import SearchDocument, SearchFacet, SearchPart
from .facet_words import FacetWords
from .promotion import Promotion
from .rebuild import Rebuild
from .synonym_group import SynonymGroup
from .vocabulary import SearchVocabulary, SearchWord

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
