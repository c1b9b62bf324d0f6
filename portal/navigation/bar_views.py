"""What public pages ask for by script when somebody who edits reads them (ADR 0007)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.accounts.rules import may_edit
from portal.localisation.text import active_language

from .bar import doors


@require_safe
def editors_bar(request: HttpRequest) -> HttpResponse:
    """The bar as a piece of HTML; 204 for everybody who may not edit. Kept by nobody, as all below /desk/."""
    if not may_edit(request.user):
        return HttpResponse(status=204)
    found = doors(request.GET.get("here", ""), active_language(), request.user)
    return render(request, "navigation/bar.html", {"doors": found})
