"""What somebody reads who would publish a page that is half translated."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from wagtail.admin import messages
from wagtail.models import Page

from portal.content.strings import Lacking, translation_of

NAMED = 3  # Strings that a message quotes.
LONGEST = 60  # Signs of each.


def address_of_left(translation_id: int) -> str:
    """Returns the address of the list of what a translation lacks."""
    return reverse("strings_left", args=[translation_id])


def tell_what_lacks(request: HttpRequest, page: Page, lacking: list[Lacking]) -> None:
    """A message on the next page: how many strings lack, the first of them, and where the list is."""
    told = {"count": len(lacking), "title": page.get_admin_display_title(), "strings": _quoted(lacking)}
    translation = translation_of(page)
    if translation is None or not lacking[0].segment:
        messages.warning(
            request,
            _(
                "“%(title)s” has not been published: this version has words of another language "
                "(%(strings)s). Publish the latest version."
            )
            % told,
        )
        return
    messages.warning(
        request,
        ngettext(
            "“%(title)s” has not been published: %(count)d string is not translated yet (%(strings)s). "
            "What you typed is saved.",
            "“%(title)s” has not been published: %(count)d strings are not translated yet (%(strings)s). "
            "What you typed is saved.",
            len(lacking),
        )
        % told,
        buttons=[messages.button(address_of_left(translation.pk), _("See what is left"))],
    )


def _quoted(lacking: list[Lacking]) -> str:
    quoted = [pgettext("a quoted string", "“%s”") % _cut(found.text) for found in lacking[:NAMED]]
    return ", ".join(quoted) + (", …" if len(lacking) > NAMED else "")


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]}…"
