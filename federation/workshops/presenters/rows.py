"""How workshops are shown: what the templates of the list and of one workshop need."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Page
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from federation.directory.enums import RegionKind
from federation.directory.models import Organisation
from portal.caching.cache import cached
from portal.content.models import Description
from portal.language import (
    TIME_ZONE,
    dash,
    format_date,
    format_datetime,
    format_money,
    format_month,
    format_number,
    language_name,
)
from portal.localisation.text import LocalisedText, active_language
from portal.look.drawing import dot_map
from portal.look.templatetags.look import date_tile

from ..enums import OVER_STATES, REGISTRATION_BADGES, WORKSHOPS_SCOPE, RegistrationState, WorkshopState
from ..filters import ListRequest, calendar_filters
from ..models.project import Project, ProjectDescription
from ..models.workshop import Workshop
from ..rules import registration_state
from .headings import headings_of

TOPICS_LENGTH = 110  # Letters of topics named in a row: two lines on a telephone.
MOST_EVENTS = 200  # In one month of the calendar: it has 31 days to show them on.


def list_context(asked: ListRequest, page: Page) -> dict[str, Any]:
    """What the list's template shows."""
    filters = asked.filters
    rows = [row_of(workshop, workshop.registration) for workshop in page.object_list]
    count = ngettext("%(count)s workshop", "%(count)s workshops", filters.found) % {"count": filters.found}
    return {
        "filters": filters,
        "is_past": asked.is_past,
        "months": _by_month(row for row in rows if not row["is_demo"]),
        "fictional_months": _by_month(row for row in rows if row["is_demo"]),
        "fictional_words": _("Fictional workshops, for demonstration: %(count)s")
        % {"count": format_number(filters.fictional, active_language())},
        "results": page,
        "count_words": count,
        "of_words": _("of %(total)s") % {"total": filters.total} if filters.is_active else "",
        "tabs": _tabs(asked),
        "hidden": [{"name": "when", "value": "past"}] if asked.is_past else [],
        "reset_url": "?when=past" if asked.is_past else ".",
        "calendar": calendar_month(asked.query.get("calendar", ""), timezone.localdate(asked.now)),
        **_subscription(asked),
        "project_url": f"/{active_language()}/{Workshop.section}/project-2010/",
        "host_url": f"/{active_language()}/desk/workshops/new/",
    }


def _by_month(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"title": title, "rows": list(group)} for title, group in groupby(rows, lambda row: row["month"])]


def _subscription(asked: ListRequest) -> dict[str, Any]:
    """The addresses of the calendars: of all workshops, and of the regions and languages chosen in the list."""
    filters = calendar_filters(asked.query)
    every = f"/{active_language()}/{Workshop.section}/calendar.ics"
    pairs = [(name, value) for name, values in filters.chosen.items() for value in values]
    chosen = f"{every}?{urlencode(pairs)}" if pairs else every
    host = settings.WAGTAILADMIN_BASE_URL.partition("://")[2]
    return {
        "calendar_url": every,
        "chosen_calendar_url": chosen,
        "chosen_calendar_words": ", ".join(str(chip.label) for chip in filters.chips),
        "subscribe_url": f"webcal://{host}{chosen}",  # Opens the reader's own calendar program.
        # Also of regions where nothing is planned: who subscribes there hears of the first one.
        "calendars": [
            {"url": f"{every}?{urlencode([(item.name, value)])}", "title": label}
            for item in filters.filters
            for value, label in item.options.items()
        ],
    }


def _tabs(asked: ListRequest) -> list[dict[str, Any]]:
    today = timezone.localdate(asked.now)
    counts = cached("workshops.tabs", lambda: _count_tabs(today), today, depends_on=[WORKSHOPS_SCOPE])
    return [
        {"title": _("Upcoming"), "url": ".", "current": not asked.is_past, **counts[0]},
        {"title": _("Past and cancelled"), "url": "?when=past", "current": asked.is_past, **counts[1]},
    ]


def _count_tabs(today: date) -> list[dict[str, int]]:
    """How many real and how many invented workshops are to come, and how many are over."""
    rows = Workshop.objects.public()
    return [
        dict(tab.aggregate(count=Count("pk", Q(is_demo=False)), fictional=Count("pk", Q(is_demo=True))))
        for tab in (rows.upcoming(today), rows.past(today))
    ]


def row_of(workshop: Workshop, state: str) -> dict[str, Any]:
    """One row of a public list of workshops."""
    title = workshop.title
    facts = [{"icon": "pin", "text": _("Online") if workshop.is_online else workshop.place}]
    if workshop.working_language:
        facts.append({"icon": "globe", "text": language_name(workshop.working_language, active_language())})
    return {
        "title": title,
        "url": workshop.url,
        "text": topic_words(workshop),
        "facts": [fact for fact in facts if fact["text"]],
        "state": REGISTRATION_BADGES[RegistrationState(state)],
        "state_label": RegistrationState(state).label,
        "status_text": status_words(workshop, state),
        "face": tile_of(workshop),
        "side": dot_of(workshop),
        "language": title.language,
        "month": _month_of(workshop),
        "is_demo": workshop.is_demo,
    }


def _month_of(workshop: Workshop) -> str:
    day = workshop.starts_on
    return format_month(day.year, day.month, active_language()) if workshop.is_dated else str(day.year)


def tile_of(workshop: Workshop) -> SafeString:
    """The workshop's face: its days, or a card with the year alone."""
    if workshop.is_dated:
        return date_tile(*workshop.days, foot=length_words(workshop))
    return SafeString("")


def dot_of(workshop: Workshop, size: str = "") -> SafeString:
    """The place on the map; nothing for a workshop without one."""
    region = workshop.region
    if workshop.is_online or region is None:
        return SafeString("")
    return dot_map(region.lon, region.lat, size)


def length_words(workshop: Workshop) -> str:
    """How many days it lasts, in words; empty while that is not known."""
    count = workshop.length
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": count} if count else ""


def status_words(workshop: Workshop, state: str) -> str:
    """What to know about places now, beside the badge; no line begins with the dot between its parts."""
    return _status_words(workshop, state).replace(" · ", "\u00a0· ")


def _status_words(workshop: Workshop, state: str) -> str:
    language = active_language()
    opens, closes = workshop.applications_open_at, workshop.applications_close_at
    if state == RegistrationState.OPEN and closes:
        return _("%(free)s of %(all)s places left · book by %(date)s") % {
            "free": workshop.free_places,
            "all": workshop.capacity,
            "date": format_date(closes, language),
        }
    if state == RegistrationState.FULL:
        count = workshop.waiting_count
        if not count:
            return _("All places are taken")
        return ngettext(
            "All places are taken · %(count)s person waiting",
            "All places are taken · %(count)s people waiting",
            count,
        ) % {"count": count}
    if state == RegistrationState.COMING and opens:
        return _("Booking from %(date)s") % {"date": format_date(opens, language)}
    return ""


# --- The calendar beside the list -----------------------------------------------------------------------------------


def calendar_month(wanted: str, today: date) -> dict[str, Any]:
    """A month of the calendar, `wanted` as "2026-12" or else this one, with what happens in it and its neighbours."""
    first = _first_of(wanted) or today.replace(day=1)
    before = (first - timedelta(days=1)).replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    language = active_language()
    return {
        "year": first.year,
        "month": first.month,
        "today": today,
        "events": cached(
            "workshops.month", lambda: _events(first, after), first.isoformat(), depends_on=[WORKSHOPS_SCOPE]
        ),
        "before": {"value": f"{before:%Y-%m}", "title": format_month(before.year, before.month, language)},
        "after": {"value": f"{after:%Y-%m}", "title": format_month(after.year, after.month, language)},
    }


def _first_of(wanted: str) -> date | None:
    try:
        first = datetime.strptime(wanted, "%Y-%m").date()
    except ValueError:
        return None
    return first if 2000 <= first.year <= 2100 else None


def _closing_words(title: LocalisedText) -> str:
    """The name of a deadline, all of it in the language of the title: a label is read out in one language."""
    with override(title.language or active_language()):
        return _("Booking closes: %(title)s") % {"title": title.text}


def _events(first: date, after: date) -> list[dict[str, Any]]:
    held = Workshop.objects.public().exclude(state=WorkshopState.CANCELLED)
    rows = held.filter(starts_on__lt=after, ends_on__gte=first, date_precision="day")
    closing = held.filter(
        applications_close_at__gte=datetime.combine(first, datetime.min.time(), TIME_ZONE),
        applications_close_at__lt=datetime.combine(after, datetime.min.time(), TIME_ZONE),
    )
    with_words = [found.prefetch_related("descriptions")[:MOST_EVENTS] for found in (rows, closing)]
    events = [
        {
            "start": w.starts_on,
            "end": w.ends_on,
            "href": w.url,
            "kind": "workshop",
            "title": w.title.text,
            "language": w.title.language,
        }
        for w in with_words[0]
    ]
    return events + [
        {"start": timezone.localdate(w.applications_close_at), "href": w.url, "kind": "deadline",
         "title": _closing_words(w.title), "language": w.title.language}
        for w in with_words[1]
    ]  # fmt: skip


# --- One workshop ------------------------------------------------------------------------------------------------------


def _name_words(name: str, workshop: Workshop) -> LocalisedText:
    """A person's name; one in Cyrillic is taken to be in the working language, where that is written so."""
    is_cyrillic = any("\u0400" <= letter <= "\u04ff" for letter in name)
    return LocalisedText(
        name, workshop.working_language if is_cyrillic and workshop.working_language != "en" else ""
    )


def workshop_context(workshop: Workshop, words: Description | None = None) -> dict[str, Any]:
    """What the template of one workshop shows. The same for every visitor."""
    words = words or workshop.description_in()
    state = registration_state(workshop)
    return {
        "workshop": workshop,
        "words": words,
        "registration": state,
        "badge": REGISTRATION_BADGES[state],
        "status_text": status_words(workshop, state),
        "can_take_place": state in (RegistrationState.OPEN, RegistrationState.FULL),
        "is_full": state == RegistrationState.FULL,
        "days_left": _days_left(workshop, state),
        "stages": [] if state in OVER_STATES else _stages(workshop),
        "headings": headings_of(workshop, state),
        "facts": facts_of(workshop),
        "host": named_by(workshop, workshop.host),
        "topics": [topic_link(topic) for topic in workshop.topics.all()],
        "trainers": [
            {"trainer": trainer, "name": _name_words(trainer.person.full_name, workshop)}
            for trainer in workshop.trainers.all()
        ],
        "money": money_of(workshop),
        "dot": dot_of(workshop, "large"),
        "place_url": f"/{active_language()}/desk/workshops/{workshop.slug}/place/",
        # The address itself stays: a calendar that has the event hears there that it is cancelled.
        "calendar_url": f"{workshop.url}calendar.ics"
        if workshop.is_dated and state not in OVER_STATES
        else "",
        "project": _project_of(workshop),
    }


def _project_of(workshop: Workshop) -> dict[str, Any] | None:
    """Title and address of the project that a historic workshop was a part of."""
    if not workshop.is_historic:
        return None

    def find() -> list[dict[str, Any]]:
        projects = workshop.projects.prefetch_related("descriptions")
        return [{"title": project.title, "url": project.url} for project in projects]

    return next(iter(cached("workshops.projects", find, workshop.pk, depends_on=[WORKSHOPS_SCOPE])), None)


def topic_words(workshop: Workshop) -> str:
    """The topics in one line: by name in the reader's language while there is room, the rest by their codes."""
    language = active_language()
    named: list[str] = []
    codes: list[str] = []
    for topic in workshop.topics.all():
        words = f"{topic.code} {topic.title}"
        has_room = not codes and len("; ".join([*named, words])) <= TOPICS_LENGTH
        if topic.title.language == language and has_room:
            named.append(words)
        else:
            codes.append(topic.code)
    if not named:
        return _("Topics %(codes)s") % {"codes": ", ".join(codes)} if codes else ""
    more = _("also %(codes)s") % {"codes": ", ".join(codes)} if codes else ""
    return "; ".join(filter(None, [*named, more]))


def topic_link(topic) -> dict[str, Any]:
    """A topic with its place in the curriculum."""
    anchor = f"c{topic.code.replace('.', '-')}"
    url = f"/{active_language()}/library/curriculum/#{anchor}"
    return {"code": topic.code, "title": topic.title, "url": url}


def money_of(workshop: Workshop) -> list[dict[str, Any]]:
    """Where the money comes from: kind, name and amount in words."""
    language = active_language()
    return [
        {
            "label": source.get_kind_display(),
            "value": dash(language).join(
                filter(None, [source.name, format_money(source.amount, language) if source.amount else ""])
            )
            or _("amount not stated"),
            # The organiser writes in the working language, as with the venue.
            "lang": workshop.working_language
            if source.name and workshop.working_language != language
            else "",
        }
        for source in workshop.money_sources.all()
    ]


def _days_left(workshop: Workshop, state: str) -> int | None:
    if state not in (RegistrationState.OPEN, RegistrationState.FULL) or not workshop.applications_close_at:
        return None
    return (timezone.localdate(workshop.applications_close_at) - timezone.localdate()).days


def _stages(workshop: Workshop) -> list[dict[str, Any]]:
    """Applications open, close, the workshop: each done, now or later."""
    if workshop.is_historic or not (workshop.applications_open_at and workshop.applications_close_at):
        return []
    now, today, language = timezone.now(), timezone.localdate(), active_language()
    opens, closes = workshop.applications_open_at, workshop.applications_close_at
    applying = "later" if now < opens else "now" if now < closes else "done"
    happening = "done" if workshop.is_over(today) else "now" if workshop.days[0] <= today else "later"
    return [
        {"title": _("Booking"), "state": applying, "date": _("%(from)s – %(until)s") % {
            "from": format_date(opens, language), "until": format_datetime(closes, language)}},
        {"title": _("Workshop"), "state": happening, "date": workshop.dates},
    ]  # fmt: skip


def facts_of(workshop: Workshop) -> list[dict[str, Any]]:
    """The facts in the order in which people ask for them; what is not known, or true no longer, is left out."""
    language = active_language()
    code = workshop.working_language
    host = named_by(workshop, workshop.host)
    place = workshop.place
    # A city that is a region of its own is not named twice.
    is_city = workshop.region is not None and workshop.region.kind == RegionKind.CITY
    region = (
        workshop.region.name if workshop.region and not (is_city and place == workshop.region.capital) else ""
    )
    taken = workshop.capacity and _("%(taken)s of %(all)s taken") % {
        "taken": workshop.places_taken,
        "all": workshop.capacity,
    }
    state = registration_state(workshop) if workshop.is_public else ""
    asks = state not in OVER_STATES  # Whether and how one asks for a place.
    return [
        {"label": _("Dates"), "value": workshop.dates},
        {"label": _("Length"), "value": length_words(workshop)},
        {"label": _("Daily hours"), "value": LocalisedText(workshop.hours, code) if workshop.hours else ""},
        {"label": _("Place"), "value": _("Online") if workshop.is_online else place},
        {"label": _("Region"), "value": region},
        {"label": _("Venue"), "value": LocalisedText(workshop.venue, code) if workshop.venue else ""},
        {"label": _("Address"), "value": LocalisedText(workshop.address, code) if workshop.address else ""},
        {"label": _("Working language"), "value": language_name(code, language) if code else ""},
        {
            "label": _("Host"),
            "value": host.name if host else "",
            "url": host.url if host and host.is_public else "",
        },
        {"label": _("Organiser"), **_organiser(workshop)},
        {"label": _("Admission"), "value": workshop.get_admission_display() if asks else ""},
        {"label": _("Places"), "value": "" if state == RegistrationState.CANCELLED else taken or ""},
        {"label": _("Booking"), "value": _application_dates(workshop) if asks else ""},
    ]


def named_by(workshop: Workshop, organisation: Organisation | None) -> Organisation | None:
    """The organisation if the workshop may name it: a public workshop names no draft entry of the directory."""
    if organisation is None or (workshop.is_public and not organisation.is_public):
        return None
    return organisation


def _organiser(workshop: Workshop) -> dict[str, Any]:
    organiser = named_by(workshop, workshop.organiser)
    if organiser is None or organiser == workshop.host:
        return {"value": ""}
    return {"value": organiser.name, "url": organiser.url if organiser.is_public else ""}


def _application_dates(workshop: Workshop) -> str:
    if not (workshop.applications_open_at and workshop.applications_close_at):
        return ""
    language = active_language()
    return _("%(from)s – %(until)s") % {
        "from": format_datetime(workshop.applications_open_at, language),
        "until": format_datetime(workshop.applications_close_at, language),
    }


def project_slugs() -> frozenset[str]:
    """The addresses of the section that are projects."""
    return cached("workshops.project_slugs", lambda: frozenset(
        Project.objects.public().values_list("slug", flat=True)
    ), depends_on=[WORKSHOPS_SCOPE])  # fmt: skip


def project_context(project: Project, words: ProjectDescription | None = None) -> dict[str, Any]:
    """What the template of a public project shows, or with `words` that of a preview."""
    words = words or project.description_in()
    language = active_language()
    organisation = project.organisation if project.organisation and project.organisation.is_public else None
    rows = project.workshops.public().with_registration().for_list()
    return {
        "project": project,
        "words": words,
        "workshops": [row_of(workshop, workshop.registration) for workshop in rows],
        "facts": [
            {"label": _("Year"), "value": str(project.year)},
            {"label": pgettext("of the world", "Region"), "value": LocalisedText(words.place, words.language)},
            {"label": _("Country"), "value": LocalisedText(words.country, words.language)},
            {"label": _("Organisation"), "value": organisation.name if organisation else "",
             "url": organisation.url if organisation else ""},
            {"label": _("Programme"), "value": LocalisedText(words.programme, words.language)},
            {"label": _("Source last updated"),
             "value": format_date(project.source_updated_on, language) if project.source_updated_on else ""},
        ],
    }  # fmt: skip
