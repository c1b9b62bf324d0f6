"""Measures how well search answers: nDCG@10 of the judged queries, on each engine, beside Wagtail's own search.

    python -m tests.bench.search [--query TEXT]

Loads the demonstration content into a test database of its own (beside the one that DATABASE_URL names) and asks the
search page for every query of tests/search/judged; with SEARCH_URL that server answers. Ends with 1 when a language
stays below 0.9. `--query` shows the answers to the queries that hold TEXT, with the grades.
"""

import argparse
import io
import os
import re
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable
from html import unescape

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
if __name__ == "__main__":
    os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="portal-search-")
    django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import setup_databases, setup_test_environment, teardown_databases  # noqa: E402
from wagtail.models import Page  # noqa: E402

from portal.language import LANGUAGES  # noqa: E402
from search.engines import has_cluster  # noqa: E402
from search.index.updates import rebuild  # noqa: E402
from search.models import SearchDocument  # noqa: E402
from tests.search.judged import LEAST, SHOWN, Judged, judged, ndcg  # noqa: E402

Engine = Callable[[Judged], list[str]]
Measured = list[tuple[Judged, float, list[str]]]
WORST = 12
_HIT = re.compile(r'<article.*?<h2[^>]*><a href="([^"]+)"', re.DOTALL)


def load_content() -> None:
    """The demonstration content in the database that is in use, with its index."""
    with override_settings(IS_DEMO=True):
        call_command("load_demo", stdout=io.StringIO())
    rebuild()  # Words to propose for misspelt ones are counted then.
    if has_cluster():
        from search.engines import elasticsearch
        from search.index import building

        elasticsearch.SECONDS = 10  # How well it answers is measured, not how fast.
        building.build()


def things() -> dict[str, str]:
    """Each address that search knows, and the thing that stands there: `kind:slug`."""
    return {url: f"{kind}:{_slug(url)}" for url, kind in SearchDocument.objects.values_list("url", "kind")}


def _slug(url: str) -> str:
    slug = url.strip("/").rsplit("/", 1)[-1]
    return "home" if slug in LANGUAGES else slug


def ask_page(known: dict[str, str]) -> Engine:
    """What the search page shows first, with whatever it does for somebody who mistyped."""
    client = Client()

    def ask(asked: Judged) -> list[str]:
        response = client.get(f"/{asked.language}/search/", {"q": asked.query})
        if response.context["results"].is_stand_in:
            raise RuntimeError(f"the search server did not answer: {asked.query}")
        urls = map(unescape, _HIT.findall(response.content.decode()))
        return [known.get(url, url) for url in urls][:SHOWN]

    return ask


def ask_wagtail(known: dict[str, str]) -> Engine:
    """What the search view of a new Wagtail project shows: live pages, over titles and whatever else is indexed."""

    def ask(asked: Judged) -> list[str]:
        try:
            pages = list(Page.objects.live().search(asked.query)[:SHOWN])
        except (
            Exception
        ):  # A quote in the query is an error of SQLite there; the visitor sees none of the results.
            return []
        return [known.get(page.get_url() or "", f"unknown:{page.slug}") for page in pages]

    return ask


def measure(ask: Engine) -> Measured:
    """Every judged query with its nDCG@10 and what was found."""
    measured = []
    for language in LANGUAGES:
        for asked in judged(language):
            found = ask(asked)
            measured.append((asked, ndcg(found, asked.grades), found))
    return measured


def by_language(measured: Measured) -> dict[str, float]:
    """The mean of each language."""
    return {
        language: statistics.fmean(score for asked, score, _found in measured if asked.language == language)
        for language in LANGUAGES
    }


def too_low(measured: Measured) -> dict[str, float]:
    """The languages that are answered worse than they must be, with their means."""
    return {language: mean for language, mean in by_language(measured).items() if mean < LEAST}


def report(name: str, measured: Measured, worst: int = WORST) -> None:
    """Prints means of languages and categories, and the queries that are answered worst."""
    print(f"\n{name}")
    print(f"  {'nDCG@10':16}{''.join(f'{language:>8}' for language in LANGUAGES)}{'all':>8}{'queries':>9}")
    categories = sorted({asked.category for asked, _score, _found in measured})
    for category in [*categories, ""]:
        rows = [row for row in measured if category in ("", row[0].category)]
        means = [_mean(row[1] for row in rows if row[0].language == language) for language in LANGUAGES]
        print(
            f"  {category or 'all':16}{''.join(means)}{_mean(score for _asked, score, _found in rows)}{len(rows):>9}"
        )
    poor = sorted((row for row in measured if row[1] < LEAST), key=lambda row: row[1])[:worst]
    for asked, score, found in poor:
        missed = [thing for thing, grade in asked.grades.items() if grade == 3 and thing not in found]
        print(
            f"    {score:.2f} {asked.language} {asked.query} ({asked.category}); missed: {' '.join(missed)}"
        )


def _mean(scores: Iterable[float]) -> str:
    scores = list(scores)
    return f"{statistics.fmean(scores):8.3f}" if scores else f"{'':8}"


def show(measured: Measured, text: str) -> None:
    """Prints what was found for the queries that hold a text."""
    for asked, score, found in measured:
        if text in asked.query or text == asked.category:
            print(f"\n{score:.3f} {asked.language} {asked.query} ({asked.category})")
            for thing in found:
                print(f"  {asked.grades.get(thing, '-')} {thing}")
            for thing, grade in asked.grades.items():
                if thing not in found:
                    print(f"  missed: {grade} {thing}")


def main() -> int:
    """Loads, asks, prints; returns 1 when a language is below the least."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--query", help="show the answers to the queries that hold this text")
    options = parser.parse_args()
    setup_test_environment()
    settings.SEARCH_INDEX = f"portal-bench-{os.getpid()}"  # Never the one that somebody's portal asks.
    made = setup_databases(verbosity=0, interactive=False)
    try:
        load_content()
        known = things()
        measured = measure(ask_page(known))
        if options.query is not None:
            show(measured, options.query)
            return 0
        report(f"The search page on {'Elasticsearch' if has_cluster() else connection.vendor}", measured)
        call_command("update_index", verbosity=0)
        report(
            "Wagtail's own search (pages only: what is no page is not indexed by it)",
            measure(ask_wagtail(known)),
            worst=0,
        )
    finally:
        if has_cluster():
            from search.engines import cluster

            for index in cluster.client().indices.get(index=f"{settings.SEARCH_INDEX}-*").body:
                cluster.client().indices.delete(index=index)
        teardown_databases(made, verbosity=0)
    low = too_low(measured)
    for language, mean in low.items():
        print(f"\n{language} is at {mean:.3f}, below {LEAST}.")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
