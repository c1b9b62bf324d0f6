"""The directory for people's own tools: contact cards, and all of it as a table."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from .open_data import as_csv, as_json, public_rows
from .records import Organisation
from .vcard import card_of


@require_safe
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """One public organisation as vCard 4.0."""
    organisation = Organisation.objects.public().select_related("region").filter(slug=slug).first()
    if organisation is None:
        raise Http404
    response = HttpResponse(card_of(organisation), content_type="text/vcard; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{organisation.slug}.vcf"'
    return response


@require_safe
def data_csv(request: HttpRequest) -> StreamingHttpResponse:
    """All public organisations as CSV."""
    response = StreamingHttpResponse(as_csv(public_rows()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="directory.csv"'
    return response


@require_safe
def data_json(request: HttpRequest) -> StreamingHttpResponse:
    """All public organisations as JSON, with licence and the meaning of each field."""
    return StreamingHttpResponse(as_json(public_rows()), content_type="application/json")
