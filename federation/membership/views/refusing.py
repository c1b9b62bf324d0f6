"""The answer to a representative whose role does not reach."""

from django.http import HttpRequest, HttpResponse

from federation.directory.models import Organisation
from portal.web.errors import page_of

from ..rules import managers_of


def for_managers_only(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """The page of 403 that says who may do it instead. What was typed comes back."""
    managers = managers_of(organisation)
    return page_of(
        request, 403, "membership/managers_only.html", organisation=organisation, managers=managers
    )
