"""Measures search among many documents: seconds of a question for rare and for broad words, rebuild, memory.

    python -m tests.bench.search_at_size [--documents N] [--questions N]

Writes N synthetic documents with Zipf-distributed words of three languages straight into the rows of search, on the database
that DATABASE_URL names (it must be empty: use one of its own), then asks one question at a time, as the search page does, highlights included.
"""

import argparse
import os
import random
import resource
import statistics
import sys
import time
from datetime import date, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
django.setup()

from django.core.management import call_command  # noqa: E402

from search.actions import Row, _write  # noqa: E402
from search.records import SearchDocument  # noqa: E402
from search.results import results_for  # noqa: E402

SYLLABLES = {
    "kk": [
        "қы",
        "зы",
        "лор",
        "да",
        "кі",
        "тап",
        "ха",
        "на",
        "ба",
        "ла",
        "мек",
        "теп",
        "өң",
        "ір",
        "ау",
        "дан",
        "ғы",
        "лым",
        "тіл",
        "жұ",
        "мыс",
        "құ",
        "рыл",
        "ті",
        "зім",
        "әді",
        "ша",
        "бе",
        "рік",
        "сөз",
    ],
    "ru": [
        "би",
        "бли",
        "о",
        "те",
        "ка",
        "го",
        "род",
        "мо",
        "сква",
        "пи",
        "сь",
        "мо",
        "сло",
        "во",
        "ре",
        "ги",
        "он",
        "уче",
        "ник",
        "до",
        "ку",
        "мент",
        "чи",
        "та",
        "тель",
        "про",
        "ект",
        "спи",
        "сок",
    ],
    "en": [
        "li",
        "bra",
        "ry",
        "read",
        "er",
        "book",
        "work",
        "shop",
        "mem",
        "ber",
        "re",
        "gion",
        "cat",
        "a",
        "log",
        "train",
        "ing",
        "ma",
        "te",
        "ri",
        "al",
        "part",
        "ner",
        "coun",
        "cil",
    ],
}
WORDS = 30_000  # Different words a language.
KINDS = ("organisation", "material", "news", "page", "workshop")
TODAY = date(2026, 11, 1)


class Texts:
    """Texts whose words follow Zipf's law: the n-th most frequent word stands 1/n as often as the first."""

    def __init__(self, language: str, chance: random.Random) -> None:
        self.chance = chance
        syllables = SYLLABLES[language]
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


def write(documents: int, texts: dict[str, Texts], chance: random.Random) -> float:
    started = time.perf_counter()
    batch: dict[tuple[str, str], Row] = {}
    for number in range(documents):
        language = ("kk", "ru", "en")[number % 3]
        kind = KINDS[number // 3 % len(KINDS)]
        words = texts[language]
        region = f"KZ-{chance.randint(10, 29)}"
        row = SearchDocument(
            kind=kind,
            model="bench.thing",
            key=str(number // 3),
            thing=f"bench.thing:{number // 3}",
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
        batch[row.key, language] = Row(row)
        if len(batch) == 500:
            _write(batch, {}, even_unchanged=False)
            batch = {}
    if batch:
        _write(batch, {}, even_unchanged=False)
    return time.perf_counter() - started


def ask(words: list[str], language: str, kind: str = "") -> list[float]:
    taken = []
    for word in words:
        started = time.perf_counter()
        results_for(word, language, kind=kind)
        taken.append((time.perf_counter() - started) * 1000)
    return taken


def say(what: str, taken: list[float]) -> None:
    taken = sorted(taken)
    p95 = taken[min(len(taken) - 1, int(len(taken) * 0.95))]
    print(
        f"{what:42} median {statistics.median(taken):7.1f} ms   p95 {p95:7.1f} ms   worst {taken[-1]:7.1f} ms"
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=40)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    chance = random.Random(20261101)
    texts = {language: Texts(language, chance) for language in ("kk", "ru", "en")}
    if SearchDocument.objects.filter(model="bench.thing").count() < options.documents:
        seconds = write(options.documents, texts, chance)
        print(f"{options.documents} documents written in {seconds:.0f} s")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for language in ("kk", "ru"):
        words = texts[language].words
        say(f"{language}: broad words", ask(words[: options.questions], language))
        say(
            f"{language}: broad words, one kind with facets",
            ask(words[: options.questions], language, "material"),
        )
        say(f"{language}: rare words", ask(words[5_000 : 5_000 + options.questions], language))
        pairs = [f"{first} {second}" for first, second in zip(words[:40:2], words[1:40:2], strict=True)]
        say(f"{language}: two broad words", ask(pairs, language))
    print(f"memory at most {memory:.0f} MB after writing")
    return 0


if __name__ == "__main__":
    sys.exit(main())
