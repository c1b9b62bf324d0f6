"""The directory for people's own tools: contact cards, and all of it as a table."""

import io
from typing import Any

from defusedcsv import csv
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.content.conditional import changes_with
from portal.language import clean_data

from . import tabular_metadata
from .open_data import COLUMNS, as_csv, as_json, public_rows
from .records import Organisation
from .shown import rows_of_map
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


def _shape() -> list[tuple[str, str]]:
    return [(column.name, str(column.meaning)) for column in COLUMNS]


@require_safe
@changes_with("directory", shape=_shape)
def data_csv(request: HttpRequest) -> StreamingHttpResponse:
    """All public organisations as CSV, with the address of what describes its columns (RFC 8288)."""
    rows = as_csv(public_rows()) if request.method == "GET" else ()
    response = StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8; header=present")
    response["Content-Disposition"] = 'attachment; filename="directory.csv"'
    described = (
        f'<{reverse("directory_csv_metadata")}>; rel="describedby"; type="{tabular_metadata.CONTENT_TYPE}"'
    )
    response["Link"] = described
    return response


@require_safe
def data_csv_metadata(request: HttpRequest) -> JsonResponse:
    """What the columns of the CSV are, for programs."""
    return JsonResponse(
        tabular_metadata.metadata(reverse("directory_csv")),
        json_dumps_params={"ensure_ascii": False},
        content_type=tabular_metadata.CONTENT_TYPE,
    )


@require_safe
def regions_csv(request: HttpRequest) -> HttpResponse:
    """The numbers of the map as CSV."""
    out = io.StringIO()
    rows: list[list[Any]] = clean_data(rows_of_map())
    csv.writer(out).writerows(rows)
    response = HttpResponse(f"\ufeff{out.getvalue()}", content_type="text/csv; charset=utf-8; header=present")
    response["Content-Disposition"] = 'attachment; filename="regions.csv"'
    return response


@require_safe
@changes_with("directory", shape=_shape)
def data_json(request: HttpRequest) -> StreamingHttpResponse:
    """All public organisations as JSON, with licence and the meaning of each field."""
    rows = as_json(public_rows()) if request.method == "GET" else ()
    return StreamingHttpResponse(rows, content_type="application/json")
