"""Pictures that go with links sent to others: drawn when first asked for, then kept among the media."""

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from portal.content.linked_data import Linked, title_of
from portal.look import share_picture
from portal.web.disk_space import NoRoom

if TYPE_CHECKING:
    from portal.content.searchable import Searchable

DRAWING = 1  # Raise it when the drawing changes, so that all are drawn anew.
KEEP_SECONDS = 24 * 3600


def picture_url(thing: Any, language: str) -> str:
    """Returns the address of a thing's picture, with its title in a language; empty for a thing that is not saved."""
    if not thing.pk:
        return ""
    return reverse("share_picture", args=[thing._meta.label_lower, thing.pk, language])


@require_safe
def picture(_request: HttpRequest, model: str, key: str, language: str) -> HttpResponse:
    """The picture of a public thing; 404 for all others."""
    thing = _public_thing(model, key)
    with override(language):
        kicker = "" if thing.search_kind == "page" else capfirst(str(thing._meta.verbose_name))
        words = (title_of(thing.linked_data()), kicker, _("Federation of Libraries"))
    response = HttpResponse(_kept(words, thing.picture_kind, f"{model}:{key}"), content_type="image/png")
    patch_cache_control(response, public=True, max_age=KEEP_SECONDS)
    return response


def _public_thing(label: str, key: str) -> Any:
    try:
        model: type[Searchable] = apps.get_model(label)
    except (LookupError, ValueError):
        raise Http404 from None
    if not issubclass(model, Linked):
        raise Http404
    thing = model.searchable_rows().filter(pk=key).first()
    if thing is None:
        raise Http404
    return thing


def _kept(words: tuple[str, str, str], kind: str, seed: str) -> bytes:
    """The picture from the media, or drawn and put there. Its name says all that is drawn, so it is never stale."""
    digest = hashlib.blake2b(repr((DRAWING, words, kind, seed)).encode(), digest_size=16).hexdigest()
    name = f"share/{digest}.png"
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            return file.read()
    drawn = share_picture.draw(*words, kind, seed)
    with suppress(NoRoom):  # Drawn again, then, for the next who asks.
        default_storage.save(name, ContentFile(drawn))
    return drawn
