"""Views of the admin that begin a new text about a record, and its API of rows."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from wagtail.permissions import policy_registry
from wagtail_localize.views.snippets_api import SnippetViewSet as SnippetsAPI

from portal.content.models import Description
from portal.content.visibility import ANY_ACTION, visible_rows
from portal.language import LANGUAGES
from portal.language.numbers import read_key

from .facts import CreateView
from .pointing import may_choose


class DescriptionCreateView(CreateView):
    """A new text, for the record and in the language that the address names."""

    def get_initial_form_instance(self) -> Description:
        number, language = self.request.GET.get("record", ""), self.request.GET.get("language", "")
        text = self.model(language=language if language in LANGUAGES else "")
        if key := read_key(number):
            text.record = visible_rows(self.model.record_model(), self.request.user).filter(pk=key).first()
        return text


class GuardedSnippetsAPI(SnippetsAPI):
    """Rows by program: those that the reader may see, for those who work with such rows or choose among them."""

    def get_queryset(self) -> QuerySet:
        model, user = self.get_model(), self.request.user
        works_with_them = policy_registry.get_by_type(model).user_has_any_permission(user, ANY_ACTION)
        if not works_with_them and not may_choose(user, model):
            raise PermissionDenied
        return visible_rows(model, user).order_by("pk")
