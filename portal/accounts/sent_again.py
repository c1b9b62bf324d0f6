"""A form that came after its sign-in had ended: nothing of it is done, and nothing that was typed is lost.

It comes back on a page of its own, from which it is sent once more after signing in elsewhere.
"""

import re
from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.language import LANGUAGE_PATTERN

FORBIDDEN = 403
# What lets somebody in is typed anew, and Django's own token is one of the session that has ended.
SECRET = re.compile(r"password|secret|^csrfmiddlewaretoken$", re.I)
SECRET_OF_ACCOUNT = re.compile(r"password|secret|token|code", re.I)
ACCOUNT_PATH = re.compile(rf"^/(?:{LANGUAGE_PATTERN})/account/")


def leads_to_the_door(request: HttpRequest, response: HttpResponseBase) -> bool:
    """True when the answer to a request sends whoever asks to sign in and back to the same address."""
    if request.method != "POST" or response.status_code != 302:
        return False
    target = urlsplit(response["Location"])
    if target.path not in (reverse("account_login"), reverse("admin_login")):
        return False
    (wanted, *_others) = parse_qs(target.query).get("next", [""])
    back = urlsplit(wanted)
    return back.path == request.path


def wait_for_sign_in(request: HttpRequest, door: str) -> HttpResponse | None:
    """The answer to a form whose sign-in has ended: a page that keeps it, with the way to the `door`; to the admin's
    own saving, that nothing is saved until then. None where there is nothing to keep: a script's request, a bare
    button.
    """
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return None
    if not request.accepts("text/html"):
        return JsonResponse(_told_to_script(), status=FORBIDDEN)
    secret = SECRET_OF_ACCOUNT if ACCOUNT_PATH.match(request.path_info) else SECRET
    sent = [(name, values) for name, values in request.POST.lists() if not secret.search(name)]
    files = [(name, file.name) for name, files in request.FILES.lists() for file in files]
    if not sent and not files:
        return None
    context = {
        "typed": [(name, value) for name, values in sent for value in values],
        "files": files,
        "door": door,
    }
    response = render(request, "accounts/sent_again.html", context, status=FORBIDDEN)
    response["Cache-Control"] = "no-store, private"
    return response


def _told_to_script() -> dict[str, object]:
    """As Wagtail's script reads it: of the codes that it knows, one whose words it shows."""
    words = _(
        "Your sign-in has ended, so nothing is saved by itself any more. Press “Save”: a page will keep what you typed "
        "while you sign in again."
    )
    return {"success": False, "error_code": "locked", "error_message": words, "sign_in_ended": True}
