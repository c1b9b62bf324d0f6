"""The facts of the demo workshops, told from the day on which the demo is loaded, and the dates that follow from it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from portal.language import TIME_ZONE

from ..enums import AttendanceMode, Cover, MoneyKind, WorkshopState
from . import texts
from .days import working_from, working_until

APPROVED, SUBMITTED = WorkshopState.APPROVED, WorkshopState.SUBMITTED
RETURNED, CANCELLED = WorkshopState.RETURNED, WorkshopState.CANCELLED
ASSOCIATION, REGIONAL, OTHER = MoneyKind.ASSOCIATION, MoneyKind.REGIONAL_LIBRARY, MoneyKind.OTHER
AUTHORITY, SPONSOR, PARTICIPANTS = MoneyKind.AUTHORITY, MoneyKind.SPONSOR, MoneyKind.PARTICIPANTS
ON_SITE, ONLINE, HYBRID = AttendanceMode
PROVIDED, OWN, NONE = Cover
WEEK = timedelta(days=7)
MORNING, AFTERNOON, EVENING = time(9), time(15, 40), time(18)

# Who: "association" (whoever registers the workshop), "host" or a key of `texts.PAYERS`; None is in kind.
Payer = tuple[MoneyKind, str, int | None]


@dataclass(frozen=True)
class Plan:
    """One demo workshop. Days count from the day of loading; negative ones are past."""

    slug: str
    words: texts.Texts
    state: WorkshopState
    host: int  # Its number among the demo hosts.
    starts: int
    days: int
    opens: int
    closes: int
    language: str
    topics: str
    places: int
    payers: tuple[Payer, ...]
    taken: int = 0
    waiting: int = 0
    mode: AttendanceMode = ON_SITE
    modules: str = ""  # Those that are covered as a whole.
    fee: int = 0
    travel: Cover = OWN
    lodging: Cover = PROVIDED
    meals: Cover = PROVIDED
    is_step_free: bool = True
    kept: int = 0  # Of the places, kept for members until a week before booking closes.
    is_of_federation: bool = False  # The federation itself registers it, not the demo association.

    @property
    def is_online(self) -> bool:
        return self.mode == ONLINE

    @property
    def hours(self) -> tuple[time, time]:
        """The daily hours; the programme keeps within them."""
        return (time(15), time(17)) if self.is_online else (time(9, 30), time(17, 30))


@dataclass(frozen=True)
class Dates:
    """Dates of one plan: when its things happen, each on a working day and after what it follows from."""

    starts_on: date
    ends_on: date
    opens: datetime
    closes: datetime
    submitted: datetime
    decided: datetime  # Approved, or returned with a question.
    cancelled: datetime

    @property
    def kept_until(self) -> date:
        """The last day on which kept places are kept."""
        return timezone.localdate(self.closes - WEEK)

    def asked(self, number: int, people: int, now: datetime) -> datetime:
        """Returns when the person with that number asked for a place: one comes after the other while one can ask."""
        until = min(self.closes, self.cancelled, now)
        return self.opens + (until - self.opens) * number / (people + 1)


def dates_of(plan: Plan, today: date) -> Dates:
    """The dates of a plan for a demo that is loaded on a day."""

    def day(days: int) -> date:
        return today + timedelta(days=days)

    starts_on = working_from(day(plan.starts), plan.days)
    submitted, decided = min(plan.opens - 16, -8), min(plan.opens - 5, -3)
    if plan.state == SUBMITTED:
        submitted = -3
    return Dates(
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=plan.days - 1),
        opens=_at(working_from(day(plan.opens)), MORNING),
        closes=_at(working_until(day(plan.closes)), EVENING),
        submitted=_at(working_until(day(submitted)), MORNING),
        decided=_at(working_until(day(decided)), AFTERNOON),
        cancelled=_at(working_until(day(-1)), AFTERNOON),
    )


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, TIME_ZONE)


PLANS = (
    Plan(
        "demo-management-open", texts.MANAGEMENT, APPROVED, host=0, starts=32, days=3, opens=-28, closes=23,
        language="kk", topics="1.1 2.1 2.2", places=24, taken=7, kept=5,
        payers=((ASSOCIATION, "association", 420_000), (REGIONAL, "host", None), (AUTHORITY, "akimat", 180_000)),
    ),
    Plan(
        "demo-members-full", texts.MEMBERS, APPROVED, host=1, starts=23, days=2, opens=-37, closes=16,
        language="ru", topics="2.4", places=12, taken=12, waiting=2, is_step_free=False,
        payers=((ASSOCIATION, "association", 190_000), (OTHER, "host", None)),
    ),
    Plan(
        "demo-advocacy-open", texts.ADVOCACY, APPROVED, host=2, starts=46, days=3, opens=-29, closes=36,
        language="ru", topics="5.1 5.2", places=20, taken=3, mode=HYBRID, fee=5_000, lodging=NONE,
        payers=((ASSOCIATION, "association", 360_000), (SPONSOR, "sponsor", 150_000), (OTHER, "host", None),
                (PARTICIPANTS, "participants", 100_000)),
    ),
    Plan(
        "demo-cascade-online", texts.CASCADE, APPROVED, host=3, starts=61, days=1, opens=-29, closes=59,
        language="kk", topics="3.1", places=60, taken=5, mode=ONLINE, is_of_federation=True,
        payers=((ASSOCIATION, "association", 60_000),),
    ),
    Plan(
        "demo-school-kept", texts.SCHOOL, APPROVED, host=1, starts=39, days=2, opens=-26, closes=30,
        language="kk", topics="5.1", places=16, taken=12, kept=4,
        payers=((ASSOCIATION, "association", 180_000), (OTHER, "host", None)),
    ),
    Plan(
        "demo-sustain-coming", texts.SUSTAIN, APPROVED, host=4, starts=95, days=3, opens=35, closes=85,
        language="kk", topics="3.1 3.2", places=18,
        payers=((ASSOCIATION, "association", 350_000), (REGIONAL, "host", 90_000)),
    ),
    Plan(
        "demo-sustain-cancelled", texts.SUSTAIN, CANCELLED, host=4, starts=54, days=3, opens=-20, closes=44,
        language="kk", topics="3.1 3.2", places=15, taken=3,
        payers=((ASSOCIATION, "association", 290_000), (REGIONAL, "host", None)),
    ),
    Plan(
        "demo-partners-closed", texts.PARTNERS, APPROVED, host=5, starts=5, days=2, opens=-55, closes=-4,
        language="ru", topics="2.4", places=16, taken=11, modules="4", travel=PROVIDED,
        payers=((ASSOCIATION, "association", 150_000), (SPONSOR, "sponsor", 90_000), (OTHER, "host", None)),
    ),
    Plan(
        "demo-school-past", texts.SCHOOL, APPROVED, host=2, starts=-80, days=2, opens=-140, closes=-88,
        language="kk", topics="5.1", places=20, taken=13, modules="5a", lodging=OWN,
        payers=((ASSOCIATION, "association", 240_000), (AUTHORITY, "akimat", 110_000), (OTHER, "host", None)),
    ),
    Plan(
        "demo-management-past", texts.MANAGEMENT, APPROVED, host=1, starts=-200, days=3, opens=-260, closes=-208,
        language="ru", topics="1.1 2.1", places=24, taken=14,
        payers=((ASSOCIATION, "association", 430_000), (AUTHORITY, "akimat", 160_000), (OTHER, "host", None)),
    ),
    Plan(
        "demo-members-past", texts.MEMBERS, APPROVED, host=3, starts=-330, days=2, opens=-390, closes=-338,
        language="kk", topics="2.4", places=12, taken=12,
        payers=((ASSOCIATION, "association", 170_000), (OTHER, "host", None)),
    ),
    Plan(
        "demo-advocacy-submitted", texts.ADVOCACY, SUBMITTED, host=4, starts=75, days=3, opens=20, closes=65,
        language="kk", topics="5.1 5.2", places=20,
        payers=((ASSOCIATION, "association", 370_000), (REGIONAL, "host", 120_000)),
    ),
    Plan(
        "demo-partners-returned", texts.PARTNERS, RETURNED, host=5, starts=82, days=2, opens=25, closes=73,
        language="ru", topics="2.4", places=15, modules="4", meals=OWN,
        payers=((ASSOCIATION, "association", 160_000), (SPONSOR, "sponsor", 80_000)),
    ),
)  # fmt: skip
