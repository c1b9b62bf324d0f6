"""What somebody is told who would publish their own text where nobody does."""

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder


def tell_why(request: HttpRequest) -> None:
    """A message on the next page."""
    messages.warning(
        request,
        _(
            "It is saved as a draft. In this section nobody publishes a text that they wrote or changed themselves: "
            "submit it for moderation, or ask a colleague to publish it."
        ),
    )


def keep_as_draft(request: HttpRequest, thing: Model) -> HttpResponse:
    """Back to the form, with the reason."""
    tell_why(request)
    return redirect(AdminURLFinder(request.user).get_edit_url(thing) or "wagtailadmin_home")
