"""The words about materials in one language."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from portal.content.models import Description
from portal.language import LANGUAGES

from .material import Material


class MaterialDescription(Description):
    """Description of a material: its title and what one learns from it, in one language."""

    preview_template = "resources/description_preview.html"
    preview_presenter = "resources.presenters.detail.preview_context"

    record = models.ForeignKey(
        Material, verbose_name=_("material"), on_delete=models.CASCADE, related_name="descriptions"
    )
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(
        _("summary"), max_length=400, help_text=_("One or two sentences: what it is and what it is for.")
    )
    what_you_learn = models.TextField(
        _("what you will learn"), blank=True, help_text=_("One thing per line.")
    )
    body = RichTextField(
        _("more about it"), blank=True, features=["bold", "italic", "h3", "ul", "ol", "link"]
    )

    class Meta(Description.Meta):
        verbose_name = _("text about a material")
        verbose_name_plural = _("texts about materials")

    def save(self, *args, **kwargs) -> None:
        """Saves, and in the same transaction tells the material, whose lists look in all its titles."""
        with self._telling_record():
            super().save(*args, **kwargs)

    def delete(self, *args, **kwargs) -> tuple[int, dict[str, int]]:
        """Deletes, and in the same transaction tells the material."""
        with self._telling_record():
            return super().delete(*args, **kwargs)

    @contextmanager
    def _telling_record(self) -> Iterator[None]:
        """Holds the material's row before anything of search is held, as saving the material itself does."""
        with transaction.atomic():
            material = Material.objects.select_for_update(no_key=True).get(pk=self.record_id)
            yield
            material.fill_words(material.descriptions.all())
            names = ("folded", *(f"sort_{language}" for language in LANGUAGES))
            Material.objects.filter(pk=material.pk).update(
                **{name: getattr(material, name) for name in names}
            )

    @property
    def lessons(self) -> list[str]:
        """Learning outcomes, one thing each."""
        return [line.strip(" -–•\t") for line in self.what_you_learn.splitlines() if line.strip(" -–•\t")]
