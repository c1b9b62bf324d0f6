"""What a workshop must say before it is submitted or public, and the bounds of its days and its booking."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from ..enums import (
    AttendanceMode,
    KeptFor,
)
from ..models.workshop import CONTACT_FIELDS, Workshop
from .states import first_moment, kept_region


def what_is_missing(workshop: Workshop) -> dict[str, str]:
    """Returns what must be filled in or put right before it is submitted: message by field of the form."""
    return {**_missing_conditions(workshop), **_beyond_bounds(workshop), **what_stops_approval(workshop)}


def what_stops_approval(workshop: Workshop) -> dict[str, str]:
    """Returns what must be filled in or put right before it is public: of what was submitted before the form asked for
    more, no more than it was asked for then.
    """
    missing = {**_missing_words(workshop), **_missing_facts(workshop), **_missing_parts(workshop)}
    wrong = {**_wrong_dates(workshop), **_wrong_keeping(workshop)}
    return {**missing, **{name: text for name, text in wrong.items() if name not in missing}}


def _missing_words(workshop: Workshop) -> dict[str, str]:
    if not workshop.working_language:
        return {}
    words = workshop.descriptions.filter(language=workshop.working_language).first()
    missing = {}
    if words is None or not words.title:
        missing["title"] = _("Enter the title in the working language.")
    if words is None or not words.summary:
        missing["summary"] = _("Say in one or two sentences what the workshop is about.")
    if words is None or not words.for_whom:
        missing["for_whom"] = _("Say who the workshop is for.")
    if words is None or not words.outcomes:
        missing["outcomes"] = _("Name at least one thing that participants will learn.")
    prefix = {"kk": "kk_", "ru": "ru_", "en": "en_"}[workshop.working_language]
    return {prefix + name: text for name, text in missing.items()}


def _missing_facts(workshop: Workshop) -> dict[str, str]:
    asked = {
        "working_language": _("Choose the working language."),
        "host": _("Choose the host."),
        "starts_on": _("Enter the first day."),
        "ends_on": _("Enter the last day."),
        "capacity": _("Say how many places there are."),
        "applications_open_at": _("Say when booking opens."),
        "applications_close_at": _("Say when booking closes."),
    }
    if not workshop.is_online:
        asked |= {
            "region": _("Choose the region, or say that the workshop is online."),
            "city": _("Name the city or village."),
        }
        if workshop.working_language:
            asked[f"venue_{workshop.working_language}"] = _("Name the venue: a building or a hall.")
    return {name: text for name, text in asked.items() if not getattr(workshop, name)}


def _missing_parts(workshop: Workshop) -> dict[str, str]:
    missing = {}
    if not (workshop.topics.exists() or workshop.modules.exists()):
        missing["topics"] = _("Choose at least one topic.")
    if not workshop.trainers.training().exists():
        missing["trainers"] = _("Name at least one trainer.")
    if not workshop.money_sources.exists():
        missing["money"] = _("Name at least one source of money, even if it is help in kind.")
    return missing


def _missing_conditions(workshop: Workshop) -> dict[str, str]:
    asked = {
        "fee": _("Say what participants pay; enter 0 if taking part is free."),
        "gives_certificate": _("Say whether participants get a certificate."),
    }
    if workshop.attendance_mode != AttendanceMode.ON_SITE:
        asked["link"] = _("Enter the link by which people take part.")
    if not workshop.is_online:
        asked |= {
            "travel": _("Say who pays for travel."),
            "lodging": _("Say who pays for accommodation."),
            "meals": _("Say who pays for meals."),
            "is_step_free": _("Say whether the venue can be reached without steps."),
        }
    missing = {name: text for name, text in asked.items() if getattr(workshop, name) in (None, "")}
    if not any(getattr(workshop, name) for name in CONTACT_FIELDS):
        missing["contact_name"] = _("Name somebody to ask, or give a telephone number or an e-mail address.")
    return missing


def _beyond_bounds(workshop: Workshop) -> dict[str, str]:
    """What the bounds say of the workshop's days and of its booking."""
    wrong = {}
    if workshop.starts_on and workshop.ends_on and (text := days_error(workshop.starts_on, workshop.ends_on)):
        wrong["ends_on"] = text
    if workshop.starts_on and is_too_far(workshop.starts_on):
        wrong["starts_on"] = too_far_words()
    return {
        **booking_errors(workshop.starts_on, workshop.applications_open_at, workshop.applications_close_at),
        **wrong,
    }


# Bounds that the federation has set: of days ahead, of a workshop's length, of the time in which one can book.
YEARS_PLANNED = 5


MOST_DAYS = 31


LEAST_BOOKING = timedelta(days=3)


def days_error(first: date, last: date) -> str:
    """Returns the error in the two days of a workshop; empty when they may stand together."""
    if last < first:
        return _("The last day is before the first.")
    if (last - first).days >= MOST_DAYS:
        return _("A workshop can last at most 31 days.")
    return ""


def is_too_far(day: date) -> bool:
    """True for a day further ahead than a workshop can be planned."""
    return day > _years_after(timezone.localdate(), YEARS_PLANNED)


def too_far_words() -> str:
    """Why a day further ahead is refused."""
    return _("A workshop can be planned at most five years ahead.")


def booking_errors(
    starts_on: date | None, opens_at: datetime | None, closes_at: datetime | None
) -> dict[str, str]:
    """Returns what is wrong with the time in which one can book, by field of the form; what is not known is not
    wrong.
    """
    wrong = {}
    if opens_at and starts_on and timezone.localdate(opens_at) < _years_after(starts_on, -1):
        wrong["applications_open_at"] = _("Booking can open at most 12 months before the first day.")
    if opens_at and closes_at and closes_at <= opens_at:
        wrong["applications_close_at"] = _("Booking must close after it opens.")
    elif closes_at and starts_on and closes_at > first_moment(starts_on):
        wrong["applications_close_at"] = _("Booking must close before the workshop starts.")
    elif opens_at and closes_at and closes_at - opens_at < LEAST_BOOKING:
        wrong["applications_close_at"] = _("Booking must be open for at least three days.")
    return wrong


def _years_after(day: date, years: int) -> date:
    """The same day so many years later; the last of February for its 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def keeping_errors(
    *,
    capacity: int | None,
    kept_places: int | None,
    kept_for: str | None,
    kept_until: date | None,
    closes: datetime | None,
) -> dict[str, str]:
    """Returns what is wrong with the places that are kept for some until a day: message by field of the form."""
    if not (kept_places or kept_for or kept_until):
        return {}
    wrong = {}
    if not kept_places:
        wrong["kept_places"] = _("Say how many places are kept.")
    elif capacity and kept_places > capacity and not _is_past(kept_until):
        wrong["kept_places"] = _("There cannot be more kept places than places.")
    if not kept_for:
        wrong["kept_for"] = _("Say for whom the places are kept.")
    if not kept_until:
        wrong["kept_until"] = _("Say until which day the places are kept.")
    elif closes and kept_until >= timezone.localdate(closes):
        wrong["kept_until"] = _("The last day must be before the day on which booking closes.")
    return wrong


def _is_past(day: date | None) -> bool:
    return day is not None and day < timezone.localdate()


def _wrong_keeping(workshop: Workshop) -> dict[str, str]:
    wrong = keeping_errors(
        capacity=workshop.capacity,
        kept_places=workshop.kept_places,
        kept_for=workshop.kept_for,
        kept_until=workshop.kept_until,
        closes=workshop.applications_close_at,
    )
    if workshop.kept_for == KeptFor.HOST_REGION and kept_region(workshop) is None:
        wrong["kept_for"] = _("The region of the host is not known.")
    return wrong


def _wrong_dates(workshop: Workshop) -> dict[str, str]:
    """What no workshop can do, whatever the bounds."""
    wrong = {}
    opens, closes = workshop.applications_open_at, workshop.applications_close_at
    starts_on = workshop.starts_on
    if starts_on and starts_on <= timezone.localdate():
        wrong["starts_on"] = _("The first day must be after today.")
    if opens and closes and closes <= opens:
        wrong["applications_close_at"] = _("Booking must close after it opens.")
    elif closes and starts_on and closes > first_moment(starts_on):
        wrong["applications_close_at"] = _("Booking must close before the workshop starts.")
    return wrong
