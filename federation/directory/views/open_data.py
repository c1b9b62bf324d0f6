"""The directory for people's own tools: contact cards, and all of it as a table."""

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.caching.cache import cached
from portal.caching.conditional import changes_with
from portal.sheets import csv_answer, xlsx_answer, xlsx_bytes

from ..enums import DIRECTORY_SCOPE
from ..models.organisation import Organisation
from ..open_data import metadata
from ..open_data.table import COLUMNS, as_json, cells, head, public_rows
from ..open_data.vcard import card_of
from ..presenters.map import rows_of_map


@require_safe
def card(_request: HttpRequest, slug: str) -> HttpResponse:
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
@changes_with(DIRECTORY_SCOPE, shape=_shape)
def data_csv(request: HttpRequest) -> StreamingHttpResponse:
    """All public organisations as CSV, with the address of what describes its columns (RFC 8288)."""
    response = csv_answer("directory", head(), cells(public_rows()))
    if request.method == "HEAD":
        response.streaming_content = ()
    described = f'<{reverse("directory_csv_metadata")}>; rel="describedby"; type="{metadata.CONTENT_TYPE}"'
    response["Link"] = described
    return response


@require_safe
@changes_with(DIRECTORY_SCOPE, shape=_shape)
def data_xlsx(_request: HttpRequest) -> HttpResponseBase:
    """The same as a workbook, for people whose spreadsheet does not part a CSV into columns."""
    return xlsx_answer(
        "directory", cached("directory.xlsx", _workbook, _shape(), depends_on=[DIRECTORY_SCOPE])
    )


def _workbook() -> bytes:
    return xlsx_bytes(_("Organisations"), head(), cells(public_rows()))


@require_safe
def data_csv_metadata(_request: HttpRequest) -> JsonResponse:
    """Serves the metadata of the CSV's columns, for programs."""
    return JsonResponse(
        metadata.metadata(reverse("directory_csv")),
        json_dumps_params={"ensure_ascii": False},
        content_type=metadata.CONTENT_TYPE,
    )


@require_safe
def regions_csv(_request: HttpRequest) -> StreamingHttpResponse:
    """The numbers of the map as CSV."""
    names, *rows = rows_of_map()
    return csv_answer("regions", names, rows)


@require_safe
def regions_xlsx(_request: HttpRequest) -> HttpResponseBase:
    """The numbers of the map as a workbook."""
    names, *rows = rows_of_map()
    return xlsx_answer("regions", xlsx_bytes(_("Regions"), names, rows))


@require_safe
@changes_with(DIRECTORY_SCOPE, shape=_shape)
def data_json(request: HttpRequest) -> StreamingHttpResponse:
    """All public organisations as JSON, with licence and the meaning of each field."""
    rows = as_json(public_rows()) if request.method == "GET" else ()
    return StreamingHttpResponse(rows, content_type="application/json")
