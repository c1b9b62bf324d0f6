"""Views of the admin about translations."""

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin.views.reports import PageReportView
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.views.edit_translation import user_can_edit_instance
from wagtail_localize.views.report import TranslationsReportView
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from portal.content.rules import may_edit_pages

from .actions import keep, left_of
from .half_translated import tell_what_lacks
from .translations import outdated_translations, unfinished_translations, with_numbers_left


@require_http_methods(["GET", "HEAD", "POST"])
def strings_left(request: HttpRequest, translation_id: int) -> HttpResponse:
    """The strings that a translation lacks; whoever may edit it says of one, or of all that were shown, that they stay
    as they are.
    """
    translation = get_object_or_404(
        Translation.objects.select_related("source__locale", "target_locale"), pk=translation_id
    )
    try:
        page = translation.get_target_instance()
    except ObjectDoesNotExist:
        raise Http404 from None
    if page.alias_of_id is not None:
        raise Http404
    if not user_can_edit_instance(request.user, page):
        raise PermissionDenied
    editor = reverse("wagtailadmin_pages:edit", args=[page.pk])
    if request.method != "POST":
        context = {
            "translation": translation,
            "page": page,
            "left": left_of(translation),
            "editor": editor,
            "icon": OutdatedTranslationsView.header_icon,
        }
        return render(request, "translation/admin/strings_left.html", context)
    pressed = request.POST.get("keep", "")
    chosen = request.POST.getlist("shown") if pressed == "all" else [pressed]
    number = keep(translation, {int(key) for key in chosen if key.isdecimal()}, request.user)
    words = ngettext("%(count)d string stays as it is.", "%(count)d strings stay as they are.", number)
    messages.success(request, words % {"count": number})
    return redirect(request.path if left_of(translation) else editor)


class OutdatedTranslationsView(PageReportView):
    """Lists the live translations that do not say all that their original says now."""

    page_title = gettext_lazy("Outdated translations")
    header_icon = "wagtail-localize-language"
    index_url_name = "outdated_translations"
    index_results_url_name = "outdated_translations_results"
    results_template_name = "translation/admin/outdated_results.html"
    list_export = [*PageReportView.list_export, "left"]
    export_headings = {**PageReportView.export_headings, "left": gettext_lazy("Strings left")}
    any_permission_required = ["add", "change", "publish"]

    def get_queryset(self) -> QuerySet[Page]:
        allowed = self.permission_policy.instances_user_has_permission_for(self.request.user, "change")
        self.queryset = (
            with_numbers_left(outdated_translations())
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
        unfinished = unfinished_translations().order_by().filter(pk=OuterRef("pk"))
        # Without an order, one page of the list may repeat what another has.
        return Translation.objects.annotate(waiting_for_translation=Exists(unfinished)).order_by("pk")


class GuardedUpdateTranslationsView(UpdateTranslationsView):
    """Sync of translations that publishes those that are whole, for those who may publish them.

    wagtail-localize's own view publishes for anybody who may submit a translation, translators too, and with words of
    the original where others lack.
    """

    def get_form(self) -> Form:
        form = super().get_form()
        form.fields["publish_translations"].help_text = _(
            "Publishes the translations that lack nothing. The others stay as they are until all their strings are "
            "translated."
        )
        return form

    @transaction.atomic
    def form_valid(self, form: Form) -> HttpResponse:
        is_to_publish = form.cleaned_data["publish_translations"]
        form.cleaned_data["publish_translations"] = False
        response = super().form_valid(form)
        if is_to_publish and not self._may_publish():
            messages.warning(
                self.request,
                _(
                    "You do not have permission to publish these pages. The translations have been updated, "
                    "but not published."
                ),
            )
        elif is_to_publish:
            for translation in self.object.translations.filter(enabled=True):
                self._publish(translation)
        return response

    def _publish(self, translation: Translation) -> None:
        if left := left_of(translation):
            tell_what_lacks(self.request, translation.get_target_instance(), left)
            return
        with suppress(ValidationError):  # The editor of the translation shows it, as in wagtail-localize.
            translation.save_target(user=self.request.user, publish=True)

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
    """Says of the pages below, which the worker makes, that they come later, and of an alias that it is a draft."""

    def form_valid(self, form: Form) -> HttpResponse:
        # A list: the form's query asks which languages lack the page, and afterwards none does.
        locales = list(form.cleaned_data["locales"])
        translations = Page.objects.filter(translation_key=self.object.translation_key, locale__in=locales)
        shown = list(translations.filter(live=True).values_list("pk", flat=True))
        response = super().form_valid(form)
        if translations.filter(pk__in=shown, live=False).exists():
            messages.warning(
                self.request,
                _(
                    "The page showed the words of its original. It is a draft now, until all of it is translated."
                ),
            )
        if form.cleaned_data["include_subtree"]:
            words = _(
                "The pages below are being translated in the background; their drafts will appear within minutes."
            )
            messages.info(self.request, words)
        return response
