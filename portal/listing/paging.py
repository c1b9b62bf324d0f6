"""Lists page by page."""

from django.core.paginator import Paginator
from django.db.models import QuerySet


class CountedPaginator(Paginator):
    """A paginator that is told how many rows there are, where filters have counted them: it asks nothing again."""

    def __init__(self, rows: QuerySet, per_page: int, count: int) -> None:
        super().__init__(rows, per_page)
        self.count = count
