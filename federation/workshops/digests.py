"""Digests of a workshop's content, part by part, so that a decision can name what it was made about."""

import hashlib
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.language import LANGUAGES, language_name
from portal.localisation.text import active_language

from .enums import WorkshopState
from .models.workshop import Workshop

WORD_FIELDS = ("title", "summary", "for_whom", "outcomes", "programme")
FACTS = {
    "dates": ("starts_on", "ends_on", "hours"),
    "place": ("is_online", "region_id", "city", "venue", "address"),
    "host": ("host_id", "organiser_id"),
    "language": ("working_language",),
    "places": ("capacity", "admission"),
    "applications": ("applications_open_at", "applications_close_at"),
}


def digest_of(workshop: Workshop) -> str:
    """A short text that changes with anything that a reader who decides about the workshop has before them.

    Of a workshop with its parts prefetched it tells of these; of one just locked, of what stands there now.
    """
    return " ".join(f"{part}:{_digest(says)}" for part, says in _parts(workshop).items())


def changed_parts(seen: str, now: str) -> list[str]:
    """The parts, in the reader's language, in which two readings differ; all of them when the first is none."""
    labels = {
        "dates": _("Dates"), "place": _("Place"), "host": _("Host"), "language": _("Working language"),
        "places": _("Places"), "applications": _("Booking"), "topics": _("Curriculum topics"),
        "trainers": _("Trainers and contacts"), "money": _("Who pays"),
        "steps": pgettext("of a workshop", "The discussion so far"),
        **{
            f"words-{code}": _("Text (%(language)s)") % {"language": language_name(code, active_language())}
            for code in LANGUAGES
        },
    }  # fmt: skip
    known = set(seen.split())
    return [labels[said.partition(":")[0]] for said in now.split() if said not in known]


def event_digest(workshop: Workshop) -> str:
    """A digest that changes with anything that the workshop's event says in a calendar, in any language.

    Empty before anybody has written words about it.
    """
    rows = workshop.descriptions.filter(live=True).order_by("language")
    words = list(rows.values_list("language", "title", "summary"))
    facts = [getattr(workshop, name) for part in ("dates", "place") for name in FACTS[part]]
    is_cancelled = workshop.state == WorkshopState.CANCELLED
    return _digest([*facts, is_cancelled, *words]) if words else ""


def _parts(workshop: Workshop) -> dict[str, Any]:
    parts: dict[str, Any] = {
        part: [getattr(workshop, name) for name in names] for part, names in FACTS.items()
    }
    words = {
        row.language: [getattr(row, name) for name in WORD_FIELDS] for row in workshop.descriptions.all()
    }
    parts |= {f"words-{code}": words.get(code) for code in LANGUAGES}
    parts["topics"] = sorted(topic.pk for topic in workshop.topics.all())
    parts["trainers"] = [(row.everyday_name, row.email, row.role) for row in workshop.trainers.all()]
    parts["money"] = [(row.kind, row.name, row.amount) for row in workshop.money_sources.all()]
    parts["steps"] = list(workshop.steps.values_list("pk", flat=True))
    return parts


def _digest(says: Any) -> str:
    return hashlib.blake2b(repr(says).encode(), digest_size=6).hexdigest()
