"""Five requests a second over all kinds of addresses."""

import itertools
import re
import statistics
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from tests.federation.people.details import told
from tests.running import Portal

from .visitors import Answer, Visitor, steadily

PER_SECOND = 5
LANGUAGES = ("kk", "ru", "en")
# What an address is: a visitor's, a signed-in person's, or one that no service may hold up.
PUBLIC, PERSONAL, QUICK = "public", "personal", "quick"
QUICK_SECONDS = 1.0
Question = Callable[[], Answer]


@dataclass(frozen=True)
class Asked:
    """One request of the load: of which kind it was, and its answer."""

    kind: str
    answer: Answer


class Load:
    """The mix of requests and all answers so far."""

    def __init__(self, portal: Portal) -> None:
        self.asked: list[Asked] = []
        self._requests = [partial(self._ask, *request) for request in self._mix(portal)]

    @contextmanager
    def running(self) -> Iterator["Load"]:
        """Asks in the background while the block runs, and waits for the last answers."""
        with steadily(itertools.cycle(self._requests), PER_SECOND):
            yield self

    def between(self, start: float, end: float) -> list[Asked]:
        """What was asked from one moment to another (seconds since the epoch)."""
        return [one for one in self.asked if start <= one.answer.at < end]

    def _ask(self, kind: str, question: Question) -> None:
        self.asked.append(Asked(kind, question()))

    def _mix(self, portal: Portal) -> list[tuple[str, Question]]:
        """Three languages in turn; in each: six pages, two feeds, a search; between them what people do when signed
        in.
        """
        stranger, librarian, editor = (Visitor(portal.url) for _who in range(3))
        librarian.sign_in("librarian", portal.password)
        editor.sign_in("editor", portal.password)
        style = first_style(stranger)
        mix: list[tuple[str, Question]] = []
        for number, language in enumerate(LANGUAGES):
            pages = (
                "",
                "news/",
                "directory/",
                "library/",
                "workshops/",
                "search/?q=%D0%BA%D1%96%D1%82%D0%B0%D0%BF",
            )
            feeds = ("news/feed.atom", "directory/data.csv", "search/suggest/?q=%D0%BA%D1%96%D1%82")
            mix += [(PUBLIC, partial(stranger.get, f"/{language}/{page}")) for page in (*pages, *feeds)]
            mix += [
                (PUBLIC, partial(stranger.get, f"/{language}/account/login/")),
                (QUICK, partial(stranger.get, style)),
                (QUICK, partial(stranger.get, "/health/")),
                (PERSONAL, partial(librarian.get, f"/{language}/desk/")),
                (PERSONAL, partial(editor.get, "/admin/")),
                (PERSONAL, partial(send_wish, librarian, language)),
                (PUBLIC, partial(forget_password, stranger, language, number)),
            ]
        mix.append((PUBLIC, partial(stranger.get, "/sitemap.xml")))
        return mix


def first_style(visitor: Visitor) -> str:
    """The address of a style sheet, as the pages name it."""
    found = re.search(r'href="(/static/[^"]+\.css)"', visitor.get("/en/").body.decode())
    if found is None:
        raise SystemExit("the home page names no style sheet")
    return found[1]


def send_wish(visitor: Visitor, language: str) -> Answer:
    """A form of somebody signed in: saves their details."""
    return visitor.post(f"/{language}/account/details/", told("Кітапханашы", "Үлгіқызы", language))


def forget_password(visitor: Visitor, language: str, number: int) -> Answer:
    """A stranger's form that counts attempts and writes a letter."""
    name = ("trainer", "manager", "contributor")[number]
    return visitor.post(f"/{language}/account/password/reset/", {"email": f"{name}@example.org"})


@dataclass(frozen=True)
class Figures:
    """A stretch of the load in numbers; seconds."""

    requests: int
    failed: int  # Server errors and silence, but no honest 503.
    honest: int  # 503 that says so in the reader's language.
    limited: int  # 429
    middle: float
    slowest: float
    slowest_quick: float
    examples: tuple[str, ...]


def figures(asked: list[Asked]) -> Figures:
    """Counts answers."""
    answers = [one.answer for one in asked]
    failed = [answer for answer in answers if answer.has_failed]
    slow = [one.answer.seconds for one in asked if one.kind != QUICK] or [0.0]
    quick = [one.answer.seconds for one in asked if one.kind == QUICK] or [0.0]
    counted = Counter(f"{answer.status} {answer.path}" for answer in failed)
    return Figures(
        requests=len(answers),
        failed=len(failed),
        honest=sum(answer.is_honest for answer in answers),
        limited=sum(answer.status == 429 for answer in answers),
        middle=statistics.median(slow),
        slowest=max(slow),
        slowest_quick=max(quick),
        examples=tuple(f"{number} × {what}" for what, number in counted.most_common(4)),
    )
