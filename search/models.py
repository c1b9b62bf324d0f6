from .records import SearchDocument, SearchFacet, SearchPart, SearchVocabulary, SearchWord

__all__ = ["SearchDocument", "SearchFacet", "SearchPart", "SearchVocabulary", "SearchWord"]
