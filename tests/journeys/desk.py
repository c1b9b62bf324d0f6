"""What representatives, the secretariat and librarians do on their signed-in pages."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count

from icalendar import Calendar, Event
from playwright.sync_api import Page, expect

from portal.language import TIME_ZONE, format_date_range

from .steps import at, look, path_of, read_public, uncover

ASSOCIATION = {
    "kk": "Үлгі кітапханашылар қауымдастығы",
    "ru": "Вымышленная ассоциация библиотекарей",
    "en": "Example Library Association",
}
TITLES = {"kk": "Қауымдастық мектебі", "ru": "Школа ассоциации", "en": "School of the association"}
HOSTS = {
    "kk": "Үлгі облыстық кітапханасы",
    "ru": "Вымышленная областная библиотека",
    "en": "Example Regional Library",
}
# What the form asks about the way to the workshop and the hall.
CONDITIONS = {
    "travel": "own",
    "lodging": "provided",
    "meals": "provided",
    "is_step_free": "true",
    "gives_certificate": "true",
}
_numbers = count(1)


@dataclass
class Plan:
    """A workshop that somebody means to hold: what they will type into the form."""

    language: str
    kind: str
    capacity: int = 1
    trainer: str = "Sample Trainer"
    money: str = "Sample Sponsor"
    starts_on: date = field(default_factory=lambda: _today() + timedelta(days=45))

    def __post_init__(self) -> None:
        self.title = f"{TITLES[self.language]} {self.kind} {next(_numbers)}"
        self.summary = f"{self.title}: {self.kind} {self.kind}"
        self.venue = f"{self.kind}-hall"
        self.host = HOSTS[self.language]
        self.association = ASSOCIATION[self.language]
        self.ends_on = self.starts_on + timedelta(days=2)
        self.later_start = self.starts_on + timedelta(days=14)
        self.later_end = self.later_start + timedelta(days=1)

    @property
    def dates_in_words(self) -> str:
        return format_date_range(self.starts_on, self.ends_on, self.language)


def _today() -> date:
    return datetime.now(TIME_ZONE).date()


# --- The representative -----------------------------------------------------------------------------------------------


def fill_words(page: Page, plan: Plan) -> None:
    """The working language and the words in it."""
    page.locator(f"main input[name=working_language][value={plan.language}]").check()
    texts = {"title": plan.title, "summary": plan.summary, "for_whom": "…", "outcomes": "1\n2"}
    for name, text in texts.items():
        uncover(page.locator(f"main [name={plan.language}_{name}]")).fill(text)


def fill_facts(page: Page, plan: Plan) -> None:
    """Everything else that the form asks for."""
    opens = datetime.now(TIME_ZONE) - timedelta(hours=1)
    typed = {
        "starts_on": plan.starts_on.isoformat(),
        "ends_on": plan.ends_on.isoformat(),
        "begins_at": "09:30",
        "ends_at": "17:30",
        "city": "Павлодар",
        f"venue_{plan.language}": plan.venue,
        "host": plan.host,
        "contact_name": "Sample Office",
        "capacity": str(plan.capacity),
        "applications_open_at": opens.strftime("%Y-%m-%dT%H:%M"),
        "applications_close_at": f"{plan.starts_on - timedelta(days=5):%Y-%m-%d}T18:00",
        "fee": "0",
        "trainers-0-name": plan.trainer,
        "money-0-name": plan.money,
        "money-0-planned": "120000",
    }
    for name, text in typed.items():
        uncover(page.locator(f"main [name='{name}']")).fill(text)
    page.locator("main select[name=region]").select_option("KZ-55")
    for name, value in {**CONDITIONS, "money-0-kind": "other"}.items():
        page.locator(f"main select[name={name}]").select_option(value)
    topics = page.locator("main input[name=topics]")
    for topic in (topics.first, topics.nth(1)):
        uncover(topic).check()


def press(page: Page, action: str) -> None:
    """Saves or submits the form of a workshop."""
    page.locator(f"main button[name=action][value={action}]").click()


def register(portal, page: Page, plan: Plan) -> str:
    """Fills in the form at one go and submits it; returns the workshop's part of the address."""
    page.goto(f"{portal.url}/{plan.language}/desk/workshops/new/")
    fill_words(page, plan)
    fill_facts(page, plan)
    press(page, "submit")
    page.wait_for_url(lambda url: not url.endswith("/new/"))
    return slug_of(page)


def slug_of(page: Page) -> str:
    """The workshop's part of the address of one of its signed-in pages."""
    return page.url.split("/desk/workshops/")[1].split("/")[0]


def state_of(portal, page: Page, plan: Plan, slug: str) -> str:
    """The state that the organiser's page of a workshop shows, as the name of its badge."""
    page.goto(f"{portal.url}/{plan.language}/desk/workshops/{slug}/")
    names = page.locator("main .status-line .badge").first.get_attribute("class") or ""
    return names.split("badge-")[1].split()[0]


def amend(page: Page, language: str, reason: str, told: int = 0) -> None:
    """Sends the form of an approved workshop with a reason, after a look at what would change and how many kinds of
    people would be told at once.
    """
    manage = path_of(page).removesuffix("change/")
    page.locator("main button[value=preview]").click()
    expect(page.locator("main .differences")).not_to_have_count(0)
    look(page, language)
    expect(page.locator("main .plain-list li")).to_have_count(told)
    page.locator("main textarea[name=words]").fill(reason)
    page.locator("main button[value=confirm]").click()
    at(page, manage)


# --- The secretariat --------------------------------------------------------------------------------------------------


def decide(page: Page, decision: str, words: str = "") -> None:
    """Decides about the workshop whose page is open, with words where the decision asks for them."""
    button = uncover(page.locator(f"main button[name=decision][value={decision}]"))
    if words:
        button.locator("xpath=ancestor::form").locator("textarea[name=words]").fill(words)
    button.click()


# --- The librarian ----------------------------------------------------------------------------------------------------


def take_place(portal, page: Page, language: str, slug: str, expected: str) -> None:
    """Asks for a place from the workshop's public page; `expected` is the badge in "my workshops"."""
    page.goto(f"{portal.url}/{language}/workshops/{slug}/")
    page.locator(f"main a[href='/{language}/desk/workshops/{slug}/place/']").click()
    look(page, language)
    name = page.locator("main input[name=first_name]")
    if name.count():
        name.fill("Sample Librarian")
    consent = page.locator("main input[name=consent]")
    if consent.count():
        consent.check()
    page.locator("main form button[type=submit]").click()
    at(page, f"/{language}/desk/my-workshops/")
    expect(_mine(page, slug).locator(f".badge-{expected}")).to_be_visible()


def give_up_place(portal, page: Page, language: str, slug: str) -> None:
    """Gives up a place in "my workshops"; the portal asks first."""
    page.goto(f"{portal.url}/{language}/desk/my-workshops/")
    _mine(page, slug).locator("a[href$='/leave/']").click()
    look(page, language)
    page.locator("main form button[type=submit]").click()
    at(page, f"/{language}/desk/my-workshops/")
    expect(_mine(page, slug).locator(".badge-declined")).to_be_visible()


def _mine(page: Page, slug: str):
    return page.locator(f"main li:has(a[href$='/workshops/{slug}/'])")


# --- Calendars --------------------------------------------------------------------------------------------------------


def event_of(portal, language: str, slug: str) -> Event:
    """A public workshop as a calendar program reads it."""
    [event] = Calendar.from_ical(read_public(f"{portal.url}/{language}/workshops/{slug}/calendar.ics")).events
    return event


def days_in_calendar(portal, language: str, slug: str) -> tuple[date, date]:
    """The first and the last day, as a calendar program reads them: the hours of one day, and how often they come."""
    event = event_of(portal, language, slug)
    [days] = event["RRULE"]["COUNT"]
    return event.start.date(), event.start.date() + timedelta(days=days - 1)
