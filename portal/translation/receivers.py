"""Receivers that keep strings of translations true when wagtail-localize writes them."""

from typing import Any

from django.db.models.signals import post_save
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from portal.content.strings import has_newer_words, stay_as_they_are, stays_by_itself

from .actions import settle


def connect() -> None:
    """Listens to new strings, new translations of pages and of strings."""
    for receiver, sender in (
        (settle_string, StringSegment),
        (settle_translation, Translation),
        (note_newer_words, StringTranslation),
    ):
        post_save.connect(receiver, sender=sender, dispatch_uid=f"translation.{receiver.__name__}")


def settle_string(instance: StringSegment, created: bool, **kwargs: Any) -> None:
    """Signal receiver: a new string that is the same in every language lacks in none."""
    if created and not kwargs.get("raw") and stays_by_itself(instance.string.data, instance.context.path):
        for translation in instance.source.translations.all():
            stay_as_they_are(translation, [instance])


def settle_translation(instance: Translation, created: bool, **kwargs: Any) -> None:
    """Signal receiver: the same for a language that an original is to be translated into."""
    if created and not kwargs.get("raw"):
        settle(instance)


def note_newer_words(instance: StringTranslation, created: bool, **kwargs: Any) -> None:
    """Signal receiver: somebody has translated a string that the live page does not have yet."""
    by_itself = instance.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE
    if created and instance.context and not by_itself and not kwargs.get("raw"):
        has_newer_words(
            Translation.objects.filter(
                source__object_id=instance.context.object_id, target_locale=instance.locale_id, enabled=True
            )
        )
