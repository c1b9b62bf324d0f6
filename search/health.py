"""Whether search has something to find."""

from portal.health.registry import OK, POOR, Finding, check

from .records import SearchDocument


@check("search")
def search() -> Finding:
    """How many rows there are to find; none means that the index was never built or was lost."""
    rows = SearchDocument.objects.count()
    return Finding(OK if rows else POOR, {"rows": rows})
