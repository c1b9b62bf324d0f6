from .records import SearchDocument, SearchFacet, SearchPart

__all__ = ["SearchDocument", "SearchFacet", "SearchPart"]
