from .records import FacetWords, SearchDocument, SearchFacet, SearchPart

__all__ = ["FacetWords", "SearchDocument", "SearchFacet", "SearchPart"]
