"""Messages to somebody who would publish their own text where nobody does."""

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder


def tell_why(request: HttpRequest) -> None:
    """A message on the next page, after a form that asked to publish."""
    messages.warning(request, _("It has been saved as a draft, not published."))


def tell_rule(request: HttpRequest) -> None:
    """A line above the form of somebody who finds no button to publish."""
    messages.info(
        request,
        _(
            "In this section nobody may publish a text they wrote or changed themselves. Submit it for "
            "moderation, or ask a colleague to publish it."
        ),
    )


def keep_as_draft(request: HttpRequest, thing: Model) -> HttpResponse:
    """Back to the form, with the reason."""
    tell_why(request)
    return redirect(AdminURLFinder(request.user).get_edit_url(thing) or "wagtailadmin_home")
