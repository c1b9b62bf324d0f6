"""Handing out the files of materials."""

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from portal.web.visitors import is_first_time

from .actions import count_download
from .models.material import Material
from .models.material_file import MaterialFile

COUNT_AGAIN_AFTER = 3600  # Seconds in which a visitor who takes the same file again counts once.


@require_safe
def download(request: HttpRequest, slug: str, pk: int, name: str) -> FileResponse:
    """A file of a material that the reader may see; 404 for all others. Counted once an hour for each visitor and file.

    Neither HEAD nor a part of a file counts. Public materials are found without asking who is reading. The answer is
    not to be kept: each download is to be seen.
    """
    rows = MaterialFile.objects.select_related("material").filter(pk=pk, name=name, material__slug=slug)
    file = rows.filter(material__in=Material.objects.public()).first()
    if file is None:
        file = rows.filter(material__in=Material.objects.visible_to(request.user)).first()
    if file is None:
        raise Http404
    try:
        content = file.file.open("rb")
    except FileNotFoundError as problem:
        raise Http404 from problem
    is_whole = request.method == "GET" and "Range" not in request.headers
    if is_whole and is_first_time(request, f"download {file.pk}", COUNT_AGAIN_AFTER):
        count_download(file)
    response = FileResponse(content, as_attachment=True, filename=file.name, content_type=file.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response
