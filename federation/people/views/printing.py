"""The letters that wait to be printed, in the admin: people without an e-mail address get them by post."""

from typing import Any, cast

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.accounts.models import Operator, User
from portal.editing.bounds import MOST_AT_ONCE
from portal.localisation.text import active_language
from portal.mail.models import Letter
from portal.mail.printing import note_printed, put_into_words
from portal.printing.letters import letters_pdf

from ..presenters.printing import paper_letter, print_row, printed_row

LIST = "people_letters:index"
LATEST = 20  # Printed letters in the list.
ADDRESSES = ("person__user", "person__affiliations__organisation")  # What is read for a postal address.
LONGEST_KEY = 18  # Digits; what is longer is no key.


class Guarded(PermissionRequiredMixin):
    """Lets in those who keep people's records; refuses others as the admin does."""

    permission_required = "people.change_person"
    raise_exception = True


class LettersToPrintView(Guarded, WagtailAdminTemplateMixin, TemplateView):
    """The letters that wait to be printed, and those that were printed lately."""

    page_title = gettext_lazy("Letters to print")
    header_icon = "mail"
    template_name = "people/admin/letters.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = Letter.objects.to_print()
        rows = [print_row(letter) for letter in waiting.prefetch_related(*ADDRESSES)[:MOST_AT_ONCE]]
        more = waiting.count() - len(rows) if len(rows) == MOST_AT_ONCE else 0
        printed = Letter.objects.filter(is_on_paper=True, given_up_at=None).exclude(sent_at=None)
        latest = printed.select_related("person__user", "printed_by").order_by("-sent_at", "-pk")[:LATEST]
        return super().get_context_data(
            rows=rows, more=more, printed=[printed_row(letter) for letter in latest], **kwargs
        )


class AboutLettersView(Guarded, View):
    """An act on the letters that the list has shown. Only by a form that is sent."""

    http_method_names = ["post"]

    def keys(self) -> list[int]:
        sent = self.request.POST.getlist("letter")[:MOST_AT_ONCE]
        return [int(key) for key in sent if key.isdecimal() and len(key) <= LONGEST_KEY]


class PrintView(AboutLettersView):
    """Hands out the letters that were shown and still wait, as one PDF."""

    def post(self, request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        with transaction.atomic():  # Without a PDF none was handed out.
            letters = put_into_words(self.keys())
            prefetch_related_objects(letters, *ADDRESSES)
            title, language = _("Letters to print"), active_language()
            operator = Operator.load()
            printed = [paper_letter(letter, operator) for letter in letters]
            content = letters_pdf(printed, title=title, language=language, made=now)
        if not letters:
            messages.info(request, _("None of these letters is waiting any more."))
            return HttpResponseRedirect(reverse(LIST))
        name = f"letters-{timezone.localdate(now)}.pdf"
        return HttpResponse(
            content,
            content_type="application/pdf",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


class PrintedView(AboutLettersView):
    """Notes that the letters that were handed out are printed; twice does no harm."""

    def post(self, request: HttpRequest) -> HttpResponse:
        if number := note_printed(self.keys(), cast(User, request.user)):
            words = ngettext(
                "%(count)d letter is marked as printed.", "%(count)d letters are marked as printed.", number
            )
            messages.success(request, words % {"count": number})
        else:
            messages.info(
                request, _("Nothing to mark: download the letters first, or they are marked already.")
            )
        return HttpResponseRedirect(reverse(LIST))
