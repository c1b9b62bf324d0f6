"""Old addresses: when a slug changes, the old address leads to the new one, for records in every language.

Wagtail leaves the redirects of pages, also of drafts; those are forgotten here. What was public once keeps its own,
which are followed only while it is public.
"""

import re
from copy import copy
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.redirects.utils import get_format_cls_by_extension
from wagtail.models import Page

from portal.language import LANGUAGE_PATTERN, LANGUAGES
from portal.localisation.addresses import section_url
from portal.media.validators import check_table_size

from .models.record import Record


def leave_redirects(instance: models.Model, **kwargs: Any) -> None:
    """Signal receiver: a record was saved; leaves redirects when its slug is not the one it was read with."""
    if not isinstance(instance, Record) or kwargs.get("raw"):
        return
    old = instance.slug_when_read
    if old and old != instance.slug:
        for language in LANGUAGES:
            _redirect(section_url(instance.section, f"{old}/", language), instance.url_in(language))
    instance.slug_when_read = instance.slug


def forget_drafts(instance: Page, **_kwargs: Any) -> None:
    """Signal receiver: a page was renamed or moved; nobody knows the old address of one that was never published."""
    if instance.first_published_at is None:
        Redirect.objects.filter(redirect_page=instance, automatically_created=True).delete()


def tells_of_hidden(request: HttpRequest, address: str) -> bool:
    """True when an address belongs to a record or page that the reader of a request may not see."""
    if found := _RECORD_ADDRESS.match(address):
        section, slug = found.groups()
        for model in apps.get_models():
            if issubclass(model, Record) and model.section == section:
                return not model.objects.visible_to(request.user).filter(slug=slug).exists()
    try:
        match = resolve(address)
    except Resolver404:  # Elsewhere, or nothing of ours.
        return False
    if match.url_name != "wagtail_serve":
        return False
    asking = copy(request)
    vars(asking).pop("_wagtail_route_for_request", None)  # Wagtail's memory of the old address.
    route = Page.route_for_request(asking, match.args[0])
    restrictions = route.page.get_view_restrictions() if route else []
    return route is None or not all(rule.accept_request(request) for rule in restrictions)


def check_number_of_rows(upload: UploadedFile) -> None:
    """Validator of Wagtail's import, which makes all redirects of a file in the request, however many."""
    check_table_size(upload)
    file_format = get_format_cls_by_extension((upload.name or "").rpartition(".")[2])
    if file_format is None:
        return
    content = upload.read()
    upload.seek(0)
    try:
        rows = file_format().create_dataset(content if file_format().is_binary() else content.decode())
    except Exception:  # What its reader raises; Wagtail says that the file cannot be read.
        return
    if len(rows) > settings.REDIRECTS_MAX_ROWS:
        words = _("The file has more than %(most)s rows. Divide it into several files.")
        raise ValidationError(words % {"most": settings.REDIRECTS_MAX_ROWS})


_RECORD_ADDRESS = re.compile(rf"^/(?:{LANGUAGE_PATTERN})/([\w-]+)/([\w-]+)/$")


def _redirect(old: str, new: str) -> None:
    """Leads from one address to another, straight: older redirects to the old one follow, none stays on the new."""
    old_path, new_path = Redirect.normalise_path(old), Redirect.normalise_path(new)
    Redirect.objects.filter(old_path=new_path).delete()
    Redirect.objects.filter(redirect_link=old).update(redirect_link=new)
    Redirect.objects.update_or_create(
        old_path=old_path,
        site=None,
        defaults={
            "redirect_link": new,
            "redirect_page": None,
            "is_permanent": True,
            "automatically_created": True,
        },
    )
