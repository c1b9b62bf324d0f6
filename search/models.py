from .asked import AskedQuery
from .promotions import Promotion
from .rebuilds import Rebuild
from .records import (
    FacetWords,
    SearchChange,
    SearchDocument,
    SearchFacet,
    SearchPart,
    SearchVocabulary,
    SearchWord,
)
from .synonyms import SynonymGroup

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
