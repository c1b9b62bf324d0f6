"""Makes the true forms of Kazakh words in this folder with the morphology of apertium-kaz; for development only.

Needs a checkout of apertium/apertium-kaz and Debian's `hfst`. In the checkout:

    grep -v -e Dir/LR -e Err/Orth apertium-kaz.kaz.lexc > RL.lexc
    grep -v -e Dir/RL -e Err/Orth apertium-kaz.kaz.lexc > EL.lexc
    hfst-twolc apertium-kaz.kaz.twol -o twol.hfst
    for way in RL EL; do hfst-lexc $way.lexc -o $way.1; hfst-compose-intersect -1 $way.1 -2 twol.hfst -o $way.2; done
    hfst-fst2fst -O RL.2 -o gen.ol; hfst-invert EL.2 | hfst-fst2fst -O -o ana.ol

then `python make.py CHECKOUT`. A lemma goes to the development set or to the held-out set by a hash of its
letters, so that making them again parts them in the same way.
"""

import collections
import gzip
import hashlib
import itertools
import random
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ENTRY = re.compile(r"^([^!%:\s]+):\S+\s+(\S+)\s*;")
KAZAKH = re.compile(r"[аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя]+")
WANTED = {  # Kind, classes of the lexicon, how many.
    "noun": (("N1",), 640),
    "loan": (("N5",), 110),
    "place": (("NP-TOP", "NP-TOP-RUS"), 130),
    "name": (("NP-ANT-M", "NP-ANT-F", "NP-COG-OB", "NP-COG-MF"), 130),
    "verb": (("V-TV", "V-IV"), 240),
}
TAGS = {
    "N1": "<n>",
    "N5": "<n>",
    "NP-TOP": "<np><top>",
    "NP-TOP-RUS": "<np><top>",
    "NP-ANT-M": "<np><ant><m>",
    "NP-ANT-F": "<np><ant><f>",
    "NP-COG-OB": "<np><cog><m>",
    "NP-COG-MF": "<np><cog><mf>",
    "V-TV": "<v><tv>",
    "V-IV": "<v><iv>",
}
NUMBERS = ("", "<pl>")
OWNERS = ("", "<px1sg>", "<px2sg>", "<px2sg><frm>", "<px3sp>", "<px1pl>", "<px2pl>")
CASES = ("<nom>", "<gen>", "<dat>", "<acc>", "<loc>", "<abl>", "<ins>")
NOMINAL = ["".join(tags) for tags in itertools.product(NUMBERS, OWNERS, CASES)] + [
    "<loc><attr>",
    "<px3sp><loc><attr>",
    "<pl><loc><attr>",
]
_PERSONS = ("<p1><sg>", "<p2><sg>", "<p2><frm><sg>", "<p3><sg>", "<p1><pl>")
VERBAL = ["<imp><p2><sg>", "<ger><nom>"]
VERBAL += [
    f"{neg}<{tense}>{person}"
    for neg in ("", "<neg>")
    for tense in ("ifi", "aor", "past")
    for person in _PERSONS
]
VERBAL += [f"<fut>{person}" for person in _PERSONS] + [f"<gna_cond>{person}" for person in _PERSONS]
VERBAL += [
    "<neg><fut><p3><sg>",
    "<neg><gna_cond><p3><sg>",
    "<fut_plan><p3><sg>",
    "<opt><p3><sg>",
    "<opt><p1><pl>",
]
VERBAL += ["<imp><p2><frm><sg>", "<imp><p2><frm><pl>", "<neg><imp><p2><sg>", "<pih><p3><sg>"]
VERBAL += ["<gpr_past>", "<neg><gpr_past>", "<gpr_impf>", "<neg><gpr_impf>", "<gna_perf>", "<gna_impf>"]
VERBAL += ["<neg><gna_perf>", "<gna_until>", "<gna_after>", "<gpr_fut>"]
VERBAL += [f"<ger>{owner}{case}" for owner in ("", "<px3sp>") for case in CASES[1:]] + ["<ger><px3sp><nom>"]
VERBAL += [
    f"<{verbal}><subst>{number}{case}"
    for verbal in ("gpr_past", "gpr_impf")
    for number in NUMBERS
    for case in CASES[1:4]
]


def lookup(transducer: Path, words: list[str]) -> dict[str, list[str]]:
    answer = subprocess.run(
        ["hfst-lookup", "-q", str(transducer)],
        input="\n".join(words) + "\n",
        text=True,
        capture_output=True,
        check=True,
    )
    found = collections.defaultdict(list)
    for line in answer.stdout.splitlines():
        parts = line.split("\t")
        if len(parts) == 3 and not parts[1].endswith("+?"):
            found[parts[0]].append(parts[1])
    return found


def is_held_out(lemma: str) -> bool:
    return hashlib.sha256(lemma.encode()).digest()[0] % 2 == 1


def lemmas_of(analyses: list[str]) -> set[str]:
    return {reading.split("<", 1)[0].lower() for reading in analyses}


def main(checkout: Path) -> None:
    rng = random.Random(2026)
    lexicon = collections.defaultdict(set)
    for line in (checkout / "apertium-kaz.kaz.lexc").read_text().splitlines():
        entry = ENTRY.match(line)
        if entry and "Use/MT" not in line and KAZAKH.fullmatch(entry[1].lower()) and len(entry[1]) >= 3:
            lexicon[entry[2]].add(entry[1])
    chosen = []
    for kind, (classes, number) in WANTED.items():
        pool = sorted(
            (lemma, name)
            for name in classes
            for lemma in lexicon[name]
            if lemma.islower() == (kind in ("noun", "loan", "verb"))
        )
        rng.shuffle(pool)
        if kind == "noun":  # A third of the nouns end in a sound that changes.
            changing = [entry for entry in pool if entry[0][-1] in "кқп"][: number // 3]
            pool = changing + [entry for entry in pool if entry not in set(changing)]
        known = set()
        for lemma, name in pool[:number]:
            if lemma not in known:
                known.add(lemma)
                chosen.append((kind, lemma, name))
    asked = {
        (kind, lemma): [f"{lemma}{TAGS[name]}{tags}" for tags in (VERBAL if kind == "verb" else NOMINAL)]
        for kind, lemma, name in chosen
    }
    # A form of two words is left out, its place stays empty.
    forms = lookup(checkout / "gen.ol", [tags for group in asked.values() for tags in group])
    groups = {False: [], True: []}
    for (kind, lemma), tags in asked.items():
        words = [next((form.lower() for form in forms[tag] if " " not in form), "") for tag in tags]
        if sum(map(bool, words)) > len(words) * 0.7:
            groups[is_held_out(lemma)].append([kind, lemma.lower(), *words])
    seen = {row[1] for row in groups[False]}  # A name and a noun may differ by a capital only.
    groups[True] = [row for row in groups[True] if row[1] not in seen]
    everybody = sorted({lemma.lower() for names in lexicon.values() for lemma in names})
    for held_out, rows in groups.items():
        name = "held_out" if held_out else "development"
        with gzip.GzipFile(HERE / f"{name}.tsv.gz", "wb", mtime=0) as file:
            file.write("\n".join("\t".join(row) for row in rows).encode())
        (HERE / f"{name}_pairs.tsv").write_text(pairs(checkout, rows, everybody, rng))
        (HERE / f"{name}_words.tsv").write_text(word_pairs(checkout, lexicon, held_out))
        print(name, len(rows), collections.Counter(row[0] for row in rows))  # noqa: T201
    (HERE / "endings.tsv").write_text(
        "\n".join(f"{tags}\t{share:.4f}" for tags, share in weights(checkout).items()) + "\n"
    )


def pairs(checkout: Path, rows: list[list[str]], everybody: list[str], rng: random.Random) -> str:
    """Pairs of words that begin alike and share no reading: a form of the set and a word of the lexicon or another
    form.
    """
    candidates = []
    starts = collections.defaultdict(list)
    for lemma in everybody:
        starts[lemma[:3]].append(lemma)
    for row in rows:
        lemma, words = row[1], [word for word in dict.fromkeys(row[2:]) if word]
        for word in [lemma, *rng.sample(words, 4)]:
            alike = [other for other in starts[word[:3]] if other != lemma and _is_alike(word, other)]
            candidates += [(word, other) for other in rng.sample(alike, min(2, len(alike)))]
    readings = lookup(checkout / "ana.ol", sorted({word for pair in candidates for word in pair}))
    capital = lookup(checkout / "ana.ol", sorted({word.capitalize() for pair in candidates for word in pair}))
    for word, found in capital.items():
        readings[word.lower()] += found
    kept = []
    for one, other in candidates:
        of_one, of_other = lemmas_of(readings[one]), lemmas_of(readings[other])
        if of_one and of_other and not of_one & of_other:
            kept.append((one, other))
    rng.shuffle(kept)
    return "\n".join("\t".join(pair) for pair in sorted(set(kept[:500]))) + "\n"


def word_pairs(checkout: Path, lexicon: dict[str, set[str]], held_out: bool) -> str:
    """Pairs of words of the lexicon that begin alike, and whether they share a reading (алма: an apple; ал: do not
    take).

    `pairs` leaves out what shares a reading, which is nearly all that an analysis by the same grammar can confuse; so
    here nothing is left out, and the third column tells what grammar excuses.
    """
    rng = random.Random(7)
    nouns = {lemma.lower() for name in ("N1", "N5", "NP-TOP", "A1", "A4") for lemma in lexicon[name]}
    half = sorted(lemma for lemma in nouns if is_held_out(lemma) == held_out)
    starts = collections.defaultdict(list)
    for lemma in half:
        starts[lemma[:3]].append(lemma)
    found = set()
    for lemma in rng.sample(half, len(half)):
        alike = [other for other in starts[lemma[:3]] if other != lemma and _is_alike(lemma, other)]
        if alike and len(found) < 1000:
            found.add(tuple(sorted((lemma, rng.choice(alike)))))
    readings = lookup(checkout / "ana.ol", sorted({word for pair in found for word in pair}))
    lines = []
    for one, other in sorted(found):
        shares = bool(lemmas_of(readings[one]) & lemmas_of(readings[other]))
        lines.append(f"{one}\t{other}\t{'shared' if shares else ''}\n")
    return "".join(lines)


def _is_alike(word: str, other: str) -> bool:
    common = len(
        [1 for _ in itertools.takewhile(lambda two: two[0] == two[1], zip(word, other, strict=False))]
    )
    return common >= min(len(word), len(other)) - 1 and common >= 3


def weights(checkout: Path) -> dict[str, float]:
    """How often each ending of a noun occurs in the treebank of apertium-kaz (texts/puupankki)."""
    case = dict(zip(("Nom", "Gen", "Dat", "Acc", "Loc", "Abl", "Ins"), CASES, strict=True))
    owner = {
        "1Sing": "<px1sg>",
        "2Sing": "<px2sg>",
        "3Plur,Sing": "<px3sp>",
        "1Plur": "<px1pl>",
        "2Plur": "<px2pl>",
    }
    count = collections.Counter()
    for line in (checkout / "texts/puupankki/puupankki.kaz.conllu").read_text().splitlines():
        columns = line.split("\t")
        if len(columns) > 5 and columns[3] in ("NOUN", "PROPN"):
            features = dict(pair.split("=", 1) for pair in columns[5].split("|") if "=" in pair)
            owned = owner.get(features.get("Person[psor]", "") + features.get("Number[psor]", ""), "")
            number = "<pl>" if features.get("Number") == "Plur" else ""
            count[number + owned + case.get(features.get("Case", "Nom"), "<nom>")] += 1
    total = sum(count.values())
    return {tags: count[tags] / total for tags in NOMINAL}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
