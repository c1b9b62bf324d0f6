"""Measures search among many documents: milliseconds of a question for rare and for broad words, rebuild, memory,
right order.

    DATABASE_URL=… [SEARCH_URL=…] python -m tests.bench.search_at_size [--documents N] [--questions N] [--oracle N] [--without-rebuild]
        [--pages N]

Writes N synthetic documents with Zipf-distributed words of three languages straight into the rows of search, on the
database that DATABASE_URL names (use one of its own), and with SEARCH_URL from them into the index of that server.
Then asks one question at a time, as the search page does: counts, facets and highlights included; compares the first
twenty with an unlimited ranking that is worked out row by row (`search.query.scoring`); rebuilds while somebody
searches; and asks Wagtail's own search the same among as many pages, of which it indexes the titles only.
"""

import argparse
import os
import random
import resource
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402
from wagtail.models import Page  # noqa: E402

from portal.content.searchable import EVERYONE  # noqa: E402
from portal.language import LANGUAGES, fallback_order  # noqa: E402
from search.engines import breaker, engine, find, has_cluster  # noqa: E402
from search.engines.base import Ask, terms_by_place  # noqa: E402
from search.index.updates import BATCH, IndexedRow, _delete, _write  # noqa: E402
from search.models import SearchChange, SearchDocument  # noqa: E402
from search.page.results import results_for  # noqa: E402
from search.query.analysis import understand  # noqa: E402
from search.query.scoring import points, share  # noqa: E402
from tests.bench.pages import make_pages  # noqa: E402

SYLLABLES = {
    "kk": "қы зы лор да кі тап ха на ба ла мек теп өң ір ау дан ғы лым тіл жұ мыс құ рыл ті зім әді ша бе рік сөз",
    "ru": "би бли о те ка го род мо сква пи сь сло во ре ги он уче ник до ку мент чи та тель про ект спи сок",
    "en": "li bra ry read er book work shop mem ber re gion cat a log train ing ma te ri al part ner coun cil",
}
WORDS = 30_000  # Different words a language.
RARE = 5_000  # The rank from which on a word stands in about one document of a thousand,
MOST_RARE = 1_000  # and is rare if, half-typed and inflected, no more things hold it than these.
KINDS = ("organisation", "material", "news", "page", "workshop")
MODEL = "bench.thing"
TODAY = date(2026, 11, 1)
TOP = 20
ROWS = len(LANGUAGES) * BATCH  # That are written at once.


class Texts:
    """Texts whose words follow Zipf's law: the n-th most frequent word stands 1/n as often as the first."""

    def __init__(self, language: str, chance: random.Random) -> None:
        self.chance = chance
        syllables = SYLLABLES[language].split()
        words: dict[str, None] = {}
        while len(words) < WORDS:
            words["".join(chance.choices(syllables, k=chance.randint(2, 5)))] = None
        self.words = list(words)
        total, self.weights = 0.0, []
        for rank in range(1, WORDS + 1):
            total += 1 / rank
            self.weights.append(total)

    def some(self, number: int) -> str:
        return " ".join(self.chance.choices(self.words, cum_weights=self.weights, k=number))


def rows(documents: int, texts: dict[str, Texts], chance: random.Random) -> Iterator[IndexedRow]:
    for number in range(documents):
        language = LANGUAGES[number % 3]
        words = texts[language]
        region = f"KZ-{chance.randint(10, 29)}"
        yield IndexedRow(
            SearchDocument(
                kind=KINDS[number // 3 % len(KINDS)],
                model=MODEL,
                key=str(number // 3),
                thing=f"{MODEL}:{number // 3}",
                language=language,
                day=TODAY - timedelta(days=chance.randint(0, 3000)),
                region=region,
                url=f"/{language}/bench/{number // 3}/",
                title=words.some(6),
                names=[words.some(4)],
                keywords=[words.some(2)],
                summary=words.some(20),
                body=words.some(150),
                facets={"region": [[region, region]], "type": [[f"t{chance.randint(1, 8)}", "t"]]},
            )
        )


def write_all(made: Iterator[IndexedRow], note: Callable[[int], None]) -> None:
    done = 0
    while batch := list(islice(made, ROWS)):
        _write({(row.document.key, row.document.language): row for row in batch}, {}, even_unchanged=False)
        done += len(batch)
        note(done)


def rebuild_all() -> None:
    """What `search.index.updates.rebuild` does with rows that are there, without the rooms that tell of them."""
    keys = SearchDocument.objects.filter(model=MODEL).order_by("pk").values_list("pk", flat=True)
    iterator = keys.iterator(chunk_size=2000)
    while batch := list(islice(iterator, ROWS)):
        documents = SearchDocument.objects.filter(pk__in=batch)
        present = {(document.key, document.language): document for document in documents}
        with transaction.atomic():
            _write(
                {place: IndexedRow(document) for place, document in present.items()},
                present,
                even_unchanged=True,
            )


def memory() -> int:
    """The most that the process has had, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def build_index() -> None:
    """All rows to the search server."""
    from search.index import building

    SearchChange.objects.all().delete()  # What they tell of is sent now.
    started = time.perf_counter()
    number = building.build()
    print(
        f"index of {number} documents built in {time.perf_counter() - started:.0f} s, {memory()} MB",
        flush=True,
    )


def search(text: str, language: str, kind: str = "") -> None:
    """As the search page does; by the engine that is measured and no other."""
    if results_for(text, language, kind).is_stand_in:
        sys.exit("the database answered for the search server")


def timed(ask: Callable[[str], object], words: list[str]) -> list[float]:
    """Milliseconds of each question, one at a time."""
    taken = []
    for word in words:
        started = time.perf_counter()
        ask(word)
        taken.append((time.perf_counter() - started) * 1000)
    return taken


def say(what: str, taken: list[float]) -> None:
    taken = sorted(taken)
    p95 = taken[min(len(taken) - 1, int(len(taken) * 0.95))]
    print(
        f"{what:46} median {statistics.median(taken):7.1f} ms   p95 {p95:7.1f} ms   worst {taken[-1]:7.1f} ms",
        flush=True,
    )


def questions(texts: dict[str, Texts], number: int, language: str) -> dict[str, list[str]]:
    words = texts[language].words
    return {
        "broad words": words[:number],
        "rare words": list(islice(filter(lambda word: is_rare(word, language), words[RARE:]), number)),
        "two broad words": [f"{one} {two}" for one, two in zip(words[:40:2], words[1:40:2], strict=True)],
    }


def is_rare(word: str, language: str) -> bool:
    """False also for a short word with which many longer ones begin."""
    return 0 < engine().count(understand(word, language).words, (EVERYONE,)) <= MOST_RARE


def warm_up(texts: dict[str, Texts]) -> None:
    """What is only slow at first, in either process, is no part of a question: lexicons that are read, code that is
    compiled.
    """
    for language in LANGUAGES:
        for word in texts[language].words[100:120]:
            results_for(word, language)
    breaker.succeeded()


def ask_all(texts: dict[str, Texts], number: int) -> None:
    for language in LANGUAGES:
        for name, asked in questions(texts, number, language).items():
            say(f"{language}: {name}", timed(lambda text, code=language: search(text, code), asked))
        broad = texts[language].words[:number]
        in_kind = timed(lambda text, code=language: search(text, code, "material"), broad)
        say(f"{language}: broad words, one kind, its facets", in_kind)


def ask_pages(texts: dict[str, Texts], number: int) -> None:
    def ask(text: str) -> None:
        found = Page.objects.live().search(text)
        found.count()
        list(found[:10])

    for language in LANGUAGES:
        for name, asked in questions(texts, number, language).items():
            say(f"Wagtail's own search, {language}: {name}", timed(ask, asked))


def wrong_tops(texts: dict[str, Texts], number: int) -> int:
    """How many of some questions have another top twenty than an unlimited ranking of all rows."""
    if not number:
        return 0
    today = timezone.localdate()
    asked = [
        (understand(word, language), language)
        for language in LANGUAGES
        for word in (texts[language].words[3], texts[language].words[40], texts[language].words[RARE])
    ][:number]
    scores: list[dict[str, float]] = [{} for _asked in asked]
    for row in SearchDocument.objects.filter(model=MODEL).iterator(chunk_size=500):
        terms = terms_by_place(row)
        for (query, language), best in zip(asked, scores, strict=True):
            score = points(query, terms)
            if score:
                score *= share(row.kind, row.language, row.day, language, today)
                best[row.thing] = max(score, best.get(row.thing, 0.0))
    wrong = 0
    for (query, language), best in zip(asked, scores, strict=True):
        answer = find(Ask(query, fallback_order(language), today, limit=TOP))
        found = dict(SearchDocument.objects.filter(pk__in=answer.ids).values_list("pk", "thing"))
        truth = sorted(best.values(), reverse=True)[:TOP]
        # Which of equal ones is first is not for the formula to say.
        shown = [best.get(found.get(pk, ""), 0.0) for pk in answer.ids]
        is_right = (
            not answer.is_stand_in
            and len(shown) == len(truth)
            and all(abs(one - two) < 0.001 for one, two in zip(shown, truth, strict=True))
        )
        wrong += not is_right
    return wrong


def rebuild_while_asked(texts: dict[str, Texts]) -> tuple[float, list[float]]:
    """Seconds of a rebuild, and milliseconds of the questions that were asked meanwhile."""
    taken: list[float] = []
    is_done = threading.Event()

    def visit() -> None:
        words = iter(texts["ru"].words[10:])
        while not is_done.wait(2):
            taken.extend(timed(lambda text: search(text, "ru"), [next(words)]))
        connection.close()

    visitor = threading.Thread(target=visit)
    visitor.start()
    started = time.perf_counter()
    try:
        rebuild_all()
    finally:
        seconds = time.perf_counter() - started
        is_done.set()
        visitor.join()
    return seconds, taken


def main() -> int:
    """Writes, rebuilds, asks; returns 1 when a top twenty is wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=40, help="of each sort and language")
    parser.add_argument("--oracle", type=int, default=9, help="questions whose top 20 is worked out in full")
    parser.add_argument("--without-rebuild", action="store_true", help="ask only")
    parser.add_argument("--pages", type=int, default=100_000, help="pages for Wagtail's own search; 0: none")
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    chance = random.Random(20261101)
    texts = {language: Texts(language, chance) for language in LANGUAGES}
    print(f"{connection.vendor}; load of the machine {os.getloadavg()[0]:.1f}; {memory()} MB", flush=True)
    if SearchDocument.objects.filter(model=MODEL).count() < options.documents:
        _delete(SearchDocument.objects.filter(model=MODEL))  # Of a run that was broken off.
        started, cpu = time.perf_counter(), time.process_time()

        def note(done: int) -> None:
            if done // 20_000 > (done - ROWS) // 20_000 or done == options.documents:
                wall, own = time.perf_counter() - started, time.process_time() - cpu
                print(
                    f"{done} documents in {wall:.0f} s (CPU of Python {own:.0f} s), {memory()} MB", flush=True
                )

        write_all(rows(options.documents, texts, chance), note)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE search_terms")  # As autovacuum does a minute later.
    if has_cluster():
        build_index()
    warm_up(texts)
    ask_all(texts, options.questions)
    wrong = wrong_tops(texts, options.oracle)
    print(f"top {TOP} as in an unlimited ranking: {options.oracle - wrong} of {options.oracle} questions")
    if not options.without_rebuild:
        seconds, meanwhile = rebuild_while_asked(texts)
        print(f"rebuilt in {seconds:.0f} s, {memory()} MB; load of the machine {os.getloadavg()[0]:.1f}")
        if meanwhile:
            say("broad words while it was rebuilt", meanwhile)
    if options.pages:
        make_pages(options.pages, lambda number: texts[LANGUAGES[number % 3]].some(6))
        ask_pages(texts, options.questions)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
