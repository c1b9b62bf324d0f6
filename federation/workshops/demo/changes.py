"""Demonstration: what was changed of an approved workshop, and what its organiser asks the secretariat for."""

from datetime import datetime, time, timedelta
from typing import Any

from portal.accounts.models import User
from portal.demo.registry import Demo
from portal.journal import actions as journal
from portal.journal.models import Step, WishedChange
from portal.language import LANGUAGES, TIME_ZONE
from portal.localisation.text import LocalisedText

from ..contents.readings import changes_between, reading_of
from ..enums import StepVerb
from ..models.workshop import Workshop
from . import texts
from .days import working_from, working_until
from .plan import AFTERNOON, MORNING, WEEK


def note_changes(demo: Demo, workshop: Workshop) -> None:
    """The organiser has moved the workshop to a bigger hall; then the host, which runs the days, its programme."""
    stands = reading_of(workshop)
    halls = {f"venue_{code}": words for code, words in texts.FORMER_VENUES.items()}
    hours = {
        name: stands[name].replace(texts.TIME, texts.FORMER_TIME)
        for name in (f"{code}_programme" for code in LANGUAGES)
    }
    _note(workshop, demo.made["user:manager"], halls, texts.VENUE_REASON, _at(demo, 5, MORNING))
    host = demo.made["person:contributor"].user
    _note(workshop, host, hours, texts.PROGRAMME_REASON, _at(demo, 1, AFTERNOON))


def _note(workshop: Workshop, by: User, stood: dict[str, Any], reason: LocalisedText, at: datetime) -> None:
    """A change that took effect: what stood before it."""
    stands = reading_of(workshop)
    changes = changes_between({**stands, **stood}, stands)
    step = journal.log(workshop, StepVerb.AMENDED, by, reason, changes=changes)
    Step.objects.filter(pk=step.pk).update(at=at)


def ask_for_change(demo: Demo, workshop: Workshop) -> None:
    """Other days at another host: what waits for the secretariat."""
    first, last = workshop.days
    starts_on = working_from(first + WEEK, (last - first).days + 1)
    hosts = demo.made["hosts"]
    host = hosts[(hosts.index(workshop.host) + 1) % len(hosts)]
    wished = {
        "starts_on": starts_on.isoformat(),
        "ends_on": (starts_on + (last - first)).isoformat(),
        "region": host.region_id,
        "city": getattr(host, f"city_{workshop.working_language}"),
        "host": host.pk,
    }
    stands = reading_of(workshop)
    stood = {name: stands[name] for name in wished}
    change = journal.wish(workshop, demo.made["user:manager"], stood, wished, texts.WISH_REASON)
    WishedChange.objects.filter(pk=change.pk).update(at=_at(demo, 1, MORNING))


def _at(demo: Demo, days: int, hour: time) -> datetime:
    """A moment on the working day so many days before the demo is loaded, or on the last one before it."""
    return datetime.combine(working_until(demo.today - timedelta(days=days)), hour, TIME_ZONE)
