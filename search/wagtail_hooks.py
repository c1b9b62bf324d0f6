from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.snippets.models import register_snippet

from .staff.viewsets import ExplainViewSet, IndexViewSet, QueriesViewSet, SearchViewSetGroup

register_snippet(SearchViewSetGroup)


@hooks.register("register_admin_viewset")
def views_for_staff() -> list[ViewSet]:
    """The views of search beside recommendations and synonyms."""
    return [QueriesViewSet(), ExplainViewSet(), IndexViewSet()]
