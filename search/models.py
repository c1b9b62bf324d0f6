from .records import SearchChange, SearchDocument, SearchFacet, SearchPart

__all__ = ["SearchChange", "SearchDocument", "SearchFacet", "SearchPart"]
