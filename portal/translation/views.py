"""Views of the admin about translations."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views.reports import PageReportView
from wagtail.models import Page
from wagtail_localize.views.report import TranslationsReportView
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from portal.content.rules import may_edit_pages

from .translations import outdated_translations


class OutdatedTranslationsView(PageReportView):
    """Lists the translated pages whose original was published again after them."""

    page_title = gettext_lazy("Outdated translations")
    header_icon = "wagtail-localize-language"
    index_url_name = "outdated_translations"
    index_results_url_name = "outdated_translations_results"
    any_permission_required = ["add", "change", "publish"]

    def get_queryset(self) -> QuerySet[Page]:
        allowed = self.permission_policy.instances_user_has_permission_for(self.request.user, "change")
        self.queryset = (
            outdated_translations()
            .filter(pk__in=allowed.values("pk"))
            .select_related("content_type")
            .prefetch_workflow_states()
        )
        return super().get_queryset()


class GuardedTranslationsReportView(TranslationsReportView):
    """The list of all translations, for those who edit pages; wagtail-localize shows drafts' titles to anybody."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_edit_pages(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet:
        # Without an order, one page of the list may repeat what another has.
        return super().get_queryset().order_by("pk")


class GuardedUpdateTranslationsView(UpdateTranslationsView):
    """Sync of translations that lets only those publish who may.

    wagtail-localize's own view publishes for anybody who may submit a translation, translators too.
    """

    def form_valid(self, form: Form) -> HttpResponse:
        if form.cleaned_data["publish_translations"] and not self._may_publish():
            form.cleaned_data["publish_translations"] = False
            messages.warning(
                self.request,
                _(
                    "You do not have permission to publish these pages. The translations have been updated, "
                    "but not published."
                ),
            )
        return super().form_valid(form)

    def _may_publish(self) -> bool:
        targets = [
            translation.get_target_instance() for translation in self.object.translations.filter(enabled=True)
        ]
        return all(
            target.permissions_for_user(self.request.user).can_publish()
            for target in targets
            if isinstance(target, Page)
        )


class TellingSubmitPageTranslationView(SubmitPageTranslationView):
    """Says of the pages below, which the worker makes, that they come later."""

    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        if form.cleaned_data["include_subtree"]:
            words = _(
                "The pages below are being translated in the background; their drafts will appear within minutes."
            )
            messages.info(self.request, words)
        return response
