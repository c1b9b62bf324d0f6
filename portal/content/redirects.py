"""Old addresses of records: when a slug changes, the old address leads to the new one in every language."""

from typing import Any

from django.db import models
from wagtail.contrib.redirects.models import Redirect

from portal.language import LANGUAGES

from .records import Record


def leave_redirects(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """Signal receiver: a record was saved; leaves redirects when its slug is not the one it was read with."""
    if not issubclass(sender, Record) or kwargs.get("raw"):
        return
    old = instance.slug_when_read
    if old and old != instance.slug:
        for language in LANGUAGES:
            _redirect(f"/{language}/{instance.section}/{old}/", instance.url_in(language))
    instance.slug_when_read = instance.slug


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
