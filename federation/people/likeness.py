"""How like two people are, by what they are called, their address and their region.

After Fellegi and Sunter ("A theory for record linkage", 1969): each fact that two people share, or do not, counts for
or against their being one, in bits: log2 of how often it is found of one person entered twice, over how often of two
people. That two share a rare name counts for more than that they share a common one, so frequencies are those of the
people themselves, smoothed by those of a typical name. A pair is listed when the sum outweighs how few of all pairs are
one person.

Names are compared as their coarse Latin skeletons, in which Kazakh, Russian and Latin spellings of one name meet, as
sets of words, so that their order does not count. Nothing here asks the database.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from portal.language.folding import clean, fold
from portal.language.romanisation import coarse

from .enums import Likeness

# How often it happens to one person who was entered twice.
SLIPS: Final = 0.05
"""Share of names in which one of two spellings has a slip of the hand."""
SAME_REGION: Final = 0.95
"""Share of those whose two entries name one region."""

# Bits that do not depend on the name.
OTHER_NAME: Final = -10.0
"""Both have a name that the other has not."""
FORMER_NAME: Final = -1.0
"""What is lost when a name is one that the other bore formerly."""
INITIAL: Final = 3.0
"""A letter with a full stop, and a name that begins with it."""
SAME_ADDRESS: Final = 16.0
"""Few share an address who are not one person; colleagues do, whose names differ."""

OTHER_ADDRESS: Final = -1.0
"""Both have an address, and not the same: so has half of those who were entered twice."""
NEAR_NAMES: Final = 0.0003
"""Share of people whose name is rare, and one letter away from a given one, without a slip."""
TWO_NAMES: Final = -4.0
"""What looks like a slip is two names (Анна, Инна) when so many people bear the rarer one:"""
BORNE_BY: Final = 3

TYPICAL_SHARE: Final = 0.001
"""Share of people who bear a typical name; as many people are thought to stand beside those who are counted."""
TYPICAL_PEOPLE: Final = 2000
ENTERED_TWICE: Final = 0.1
"""Pairs that are one person, for each person. The odds of any pair are this by the number of people."""
LISTED: Final = 3.3
"""Bits by which the facts must outweigh those odds: ten to one."""

SHORTEST_WITH_SLIP: Final = 4
"""In a shorter word one letter makes another name (Дана, Дина)."""
MOST_WORDS: Final = 40
"""Of somebody who was called more, the words of today's names count first: each is paired with each."""
MOST_OF_A_KEY: Final = 400
"""A key that more people share tells nothing, and would take time: they meet under another."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_PATRONYMIC: Final = re.compile(
    "(?P<stem>..+?)(?:"
    "(?P<son>[ое]вич|ич|[ұу]лы|оглы|ovich|y?evich|ich|uly|uli|ūly|ogly)"
    "|(?P<daughter>[ое]вна|ин?ична|[қк]ызы|кизи|ovna|y?evna|in?ichna|[qk][yi]z[yi])"
    ")"
)
_APART: Final = frozenset({"uli", "kizi", "ogli"})
_FEMALE: Final = re.compile("(?:ov|ev|in)a$|(?:ов|ев|ин)а$")


@dataclass(frozen=True)
class Word:
    """A word of a name: as it is compared, whole, and in the letters of a Russian keyboard."""

    compared: str
    whole: str
    folded: str
    written: str


@dataclass(frozen=True)
class Compared:
    """What is compared of somebody: names as sets of words, those borne formerly, address and region."""

    key: Any
    names: tuple[frozenset[str], ...]
    former: frozenset[str]
    address: str
    region: Any
    known: dict[str, Word]
    written: tuple[str, ...]  # The names as they stand, to say how they differ.

    @property
    def words(self) -> frozenset[str]:
        """All words of all names, whole ones alone."""
        return frozenset(word for word in self.former.union(*self.names) if len(word) > 1)


@dataclass(frozen=True)
class Pair:
    """Two people who may be one: bits above the odds of any two, and the reasons."""

    one: Any
    other: Any
    score: float
    why: tuple[Likeness, ...]


def names_of(person: Any) -> list[str]:
    """The names that somebody bears now, in whatever letters, as they were written. The one place that reads them."""
    names = (person.full_name, person.name_kk, person.name_ru, person.latin_name)
    return [name for name in names if name.strip()]


def compared(person: Any) -> Compared:
    """What is compared of a row of people. Its account must have been read along."""
    written = tuple(names_of(person))
    known = [words for name in written if (words := words_of(name))]
    names = tuple(dict.fromkeys(frozenset(words) for words in known))
    former = words_of(person.other_names)
    return Compared(
        key=person.pk,
        names=names,
        former=frozenset(former).difference(*names),
        address=person.address.lower(),
        region=person.region_id,
        known={key: word for words in (former, *known) for key, word in words.items()},
        written=written,
    )


def words_of(name: str) -> dict[str, Word]:
    """The words of a name by what is compared: Сериковна and Серікқызы are one, a letter stands for itself."""
    return {word.compared: word for word in _words_of(name)}


def former_word(full: str, former: str, new: str) -> str:
    """What a full name still has of a former name, in its own letters, as it stands there; empty where it has all of
    the new one, or nothing of the former.
    """
    gone, came = (
        words_of(former).keys() - words_of(new).keys(),
        words_of(new).keys() - words_of(former).keys(),
    )
    if not came or came <= words_of(full).keys():
        return ""
    return " ".join(word for word in full.split() if words_of(word).keys() & gone)


@lru_cache(maxsize=100_000)
def _words_of(name: str) -> tuple[Word, ...]:
    found: list[Word] = []
    for written in _WORD.findall(clean(name)):
        word = _word(written)
        if word.whole in _APART and found:  # Written apart from the father's name.
            found[-1] = _word(found[-1].written + written)
        elif word.compared:
            found.append(word)
    return tuple(found)


@lru_cache(maxsize=100_000)
def _word(written: str) -> Word:
    """A word, of a father's name its stem and M or F."""
    whole = coarse(written)
    compared = whole[:1] if len(written) == 1 else whole
    if found := _PATRONYMIC.fullmatch(written):
        compared = coarse(found["stem"]).rstrip("aeiou") + ("M" if found["son"] else "F")
    return Word(compared, whole, fold(written), written)


class Census:
    """How often names, addresses and regions are found among people; and which of them are likely to be one."""

    def __init__(self, people: Iterable[Compared]) -> None:
        self.people = [person for person in people if person.names]
        self.words = Counter(word for person in self.people for word in person.words)
        self.regions = Counter(person.region for person in self.people if person.region)
        self.size = len(self.people) + TYPICAL_PEOPLE
        self.needed = math.log2(self.size / ENTERED_TWICE) + LISTED

    def likely_pairs(self) -> Iterator[Pair]:
        """The pairs that are likely to be one person, without comparing everybody with everybody."""
        for one, other in self._candidates():
            pair = self.compare(one, other)
            if pair.score >= 0:
                yield pair

    def compare(self, one: Compared, other: Compared) -> Pair:
        """How like two people are; they are listed from a score of 0 on."""
        score, why = max(
            (self._names(mine, theirs, one, other) for mine in one.names for theirs in other.names),
            key=lambda found: found[0],
        )
        if one.address and other.address:
            is_same = one.address == other.address
            score += SAME_ADDRESS if is_same else OTHER_ADDRESS
            why = [*why, Likeness.ADDRESS] if is_same else why
        if one.region and other.region:
            is_same = one.region == other.region
            share = self.regions[one.region] / max(len(self.people), 1) if is_same else 0
            score += math.log2(SAME_REGION / share) if is_same else math.log2(1 - SAME_REGION)
            why = [*why, Likeness.REGION] if is_same else why
        score -= self.needed
        return Pair(
            one.key, other.key, score, tuple([*_how_written(one, other), *why] if score >= 0 else why)
        )

    def share(self, *words: str) -> float:
        """Share of people who bear one of these names."""
        known = sum(self.words[word] + TYPICAL_SHARE * TYPICAL_PEOPLE for word in words)
        return known / self.size

    def _names(
        self, mine: frozenset[str], theirs: frozenset[str], one: Compared, other: Compared
    ) -> tuple[float, list[Likeness]]:
        """What two names count for, and the reasons."""
        same = mine & theirs
        score = sum(self._agreement(word) for word in same)
        left, right = set(mine - same), set(theirs - same)
        why = []
        for word, another in _taken(
            left, right, lambda word, another: is_slip(one.known[word], other.known[another])
        ):
            score += self._slip(word, another)
            why.append(Likeness.SLIP)
        for _word, _another in _taken(left, right, _is_initial):
            score += INITIAL
            why.append(Likeness.INITIALS)
        # A name that the other bore formerly, and for which the other bears a new one now.
        was_theirs, was_mine = left & other.former, right & one.former
        for word in was_theirs | was_mine:
            score += self._agreement(word) + FORMER_NAME
            why.append(Likeness.FORMER_NAME)
        only_mine = max(len(left - was_theirs) - len(was_mine), 0)
        only_theirs = max(len(right - was_mine) - len(was_theirs), 0)
        if bool(only_mine) != bool(only_theirs):
            why.append(Likeness.PART_MISSING)
        unlike = min(only_mine, only_theirs)
        return score + unlike * OTHER_NAME, list(dict.fromkeys(why))

    def _agreement(self, word: str) -> float:
        return INITIAL if len(word) == 1 else -math.log2(self.share(word))

    def _slip(self, word: str, other: str) -> float:
        """What it counts for that two words differ by one slip."""
        rare, frequent = sorted((word, other), key=lambda each: self.words[each])
        if self.words[rare] >= BORNE_BY:
            return math.log2(SLIPS / self.share(word, other)) + TWO_NAMES
        return math.log2(SLIPS / (SLIPS * self.share(frequent) + NEAR_NAMES))

    def _candidates(self) -> Iterator[tuple[Compared, Compared]]:
        """Pairs that share a key: an address, or a whole name and the beginning or the end of another."""
        by_key: dict[str, list[Compared]] = defaultdict(list)
        for person in self.people:
            for key in _keys(person):
                by_key[key].append(person)
        seen: set[tuple[int, int]] = set()
        place = {id(person): number for number, person in enumerate(self.people)}
        for sharing in by_key.values():
            if not 1 < len(sharing) <= MOST_OF_A_KEY:
                continue
            for number, one in enumerate(sharing):
                for other in sharing[number + 1 :]:
                    pair = (place[id(one)], place[id(other)])
                    if pair not in seen:
                        seen.add(pair)
                        yield one, other


def _keys(person: Compared) -> set[str]:
    words = sorted(person.words, key=lambda word: (word in person.former, word))[:MOST_WORDS]
    keys = {f"@{person.address}"} if person.address else set()
    for word in words:
        for other in words:
            if word != other:
                bare = other.rstrip("MF")
                keys |= {f"{word} {bare[:3]}", f"{word} -{bare[-3:]}"}
    return keys


def _is_initial(word: str, other: str) -> bool:
    return min(len(word), len(other)) == 1 and word[0] == other[0]


def _taken(left: set[str], right: set[str], are_alike: Callable[[str, str], bool]) -> list[tuple[str, str]]:
    """Takes out of two sets the words that are alike, each once, and returns them."""
    found = []
    for word in sorted(left):
        other = next((other for other in sorted(right) if are_alike(word, other)), None)
        if other is not None:
            found.append((word, other))
            left.remove(word)
            right.remove(other)
    return found


def is_slip(word: Word, other: Word) -> bool:
    """True when one letter was left out, put in, written wrongly, or two beside each other were exchanged."""
    are_fathers = word.compared[-1] == other.compared[-1] and word.compared[-1] in "MF"
    return (
        _differ_by_one(word.whole, other.whole)
        or _differ_by_one(word.folded, other.folded)
        or (are_fathers and _differ_by_one(word.compared[:-1], other.compared[:-1]))
    )


@lru_cache(maxsize=200_000)
def _differ_by_one(word: str, other: str) -> bool:
    short, long = sorted((word, other), key=len)
    if len(short) < SHORTEST_WITH_SLIP or len(long) - len(short) > 1 or short == long:
        return False
    if long in (f"{short}a", f"{short}а") and _FEMALE.search(long):
        return False  # Ахметов and Ахметова are two people.
    start = next((place for place, letter in enumerate(short) if letter != long[place]), len(short))
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    crossed = short[start : start + 2][::-1] == long[start : start + 2]
    return short[start + 1 :] == long[start + 1 :] or (crossed and short[start + 2 :] == long[start + 2 :])


def _how_written(one: Compared, other: Compared) -> list[Likeness]:
    """How the words that two share are written: alike, in another order, in other letters."""
    mine, theirs = (list(_words_of(person.written[0])) for person in (one, other))
    shared = {word.compared for word in mine} & {word.compared for word in theirs}
    mine, theirs = ([word for word in words if word.compared in shared] for words in (mine, theirs))
    if [word.written for word in mine] == [word.written for word in theirs]:
        return [Likeness.NAME]
    found = []
    if [word.compared for word in mine] != [word.compared for word in theirs]:
        found.append(Likeness.ORDER)
    if {word.written for word in mine} != {word.written for word in theirs}:
        found.append(Likeness.LETTERS)
    return found
