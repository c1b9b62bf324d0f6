"""The words about workshops."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.content.models import Description

from .workshop import Workshop


class WorkshopDescription(Description):
    """The words about a workshop in one language."""

    preview_template = "workshops/workshop.html"
    preview_presenter = "federation.workshops.presenters.detail.workshop_context"
    # What readers found before it was saved, by the names of its texts; nothing where it was not public.
    read_until_now: Mapping[str, str] = {}

    record = models.ForeignKey(
        Workshop, models.CASCADE, related_name="descriptions", verbose_name=_("workshop")
    )
    title = models.CharField(_("title"), max_length=150)
    summary = models.CharField(_("in one or two sentences"), max_length=300, blank=True)
    for_whom = models.TextField(_("who it is for"), max_length=2000, blank=True)
    outcomes = models.TextField(
        _("what participants will learn"), max_length=2000, blank=True, help_text=_("One thing per line.")
    )
    programme = models.TextField(
        _("programme"),
        max_length=6000,
        blank=True,
        help_text=_("Day by day, with an empty line between days."),
    )
    to_bring = models.TextField(_("what to bring"), max_length=1000, blank=True)

    class Meta(Description.Meta):
        abstract = False
        verbose_name = _("text of a workshop")
        verbose_name_plural = _("texts of workshops")

    def save(self, *args, **kwargs) -> None:
        """Keeps line ends as one sign, so that paragraphs and days can be told apart."""
        for name in ("for_whom", "outcomes", "programme", "to_bring"):
            setattr(self, name, getattr(self, name).replace("\r\n", "\n").strip())
        super().save(*args, **kwargs)

    @property
    def outcome_list(self) -> list[str]:
        """Learning outcomes, one by one."""
        return [line.strip(" -–•\t") for line in self.outcomes.splitlines() if line.strip(" -–•\t")]

    @property
    def programme_days(self) -> list[tuple[str, list[str]]]:
        """The programme by days: the first line of each part, and the lines below it."""
        parts = [part.splitlines() for part in self.programme.split("\n\n") if part.strip()]
        return [(lines[0].strip(), [line.strip() for line in lines[1:] if line.strip()]) for lines in parts]
