"""PO files of a translation: what wagtail-localize gives and takes, but with a name, and a message for a file that is
none.
"""

import tempfile
from pathlib import Path

import polib
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail_localize.models import Translation
from wagtail_localize.views.edit_translation import download_pofile, upload_pofile, user_can_edit_instance

from portal.language import clean_text, slug

ITS_TRANSLATION = "X-WagtailLocalize-TranslationID"


def download(request: HttpRequest, translation_id: int) -> HttpResponse:
    """The file, named after the page; wagtail-localize leaves nothing of a Cyrillic name."""
    response = download_pofile(request, translation_id)
    translation = Translation.objects.select_related("source", "target_locale").get(pk=translation_id)
    name = slug(translation.source.object_repr) or "translation"
    response["Content-Disposition"] = content_disposition_header(
        True, f"{name}-{translation.target_locale.language_code}.po"
    )
    return response


@require_POST
def upload(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Takes a file of this translation; one that cannot be read, or of another project, gets a message."""
    translation = get_object_or_404(Translation, pk=translation_id)
    try:
        instance = translation.get_target_instance()
    except ObjectDoesNotExist:
        raise Http404 from None
    if not user_can_edit_instance(request.user, instance):
        raise PermissionDenied
    content = _content_of(request.FILES.get("file"))
    if content is None or ITS_TRANSLATION not in _metadata_of(content):
        messages.error(
            request,
            _("This is not the PO file of this translation. Download it here, fill it in and upload it."),
        )
        return redirect(get_valid_next_url_from_request(request) or reverse("wagtailadmin_home"))
    request.FILES["file"] = SimpleUploadedFile("translation.po", content)
    return upload_pofile(request, translation_id)


def _content_of(sent: UploadedFile | None) -> bytes | None:
    """Returns the content of the file, its texts clean; None when it is too large or no text in UTF-8."""
    if sent is None or (sent.size or 0) > settings.PO_FILE_MAX_UPLOAD_SIZE:
        return None
    try:
        return clean_text(sent.read().decode("utf-8-sig")).encode()
    except UnicodeDecodeError:
        return None


def _metadata_of(content: bytes) -> dict[str, str]:
    """Returns the metadata in the head of a PO file; nothing when it is none."""
    # polib would open a file whose name stands in a text.
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "translation.po"
        place.write_bytes(content)
        try:
            return polib.pofile(str(place)).metadata
        except Exception:  # polib raises whatever its parser meets.
            return {}
