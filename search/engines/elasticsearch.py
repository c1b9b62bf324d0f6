"""Elasticsearch: the formula of `search.query.scoring` as constant scores, counts as cardinalities (ADR 0010).

One request ranks, collapses rows to things and counts; a second one says in which languages the things of the page
are met, so that each is shown in the one that the reader reads best.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from search.engines.base import Answer, Ask
from search.engines.cluster import LARGEST_OFFSET, Nonsense, live, within
from search.engines.sql import MOST_WORDS_IN_DETAIL
from search.query.analysis import Term, Word
from search.query.scoring import AGEING_DAYS, AGEING_KINDS, AGEING_PART, OTHER_LANGUAGE, PLACES

SECONDS = 0.4  # For all that is asked for one answer.
EXACT_UP_TO = (
    40_000  # Things; beyond, counts are estimated, by a percent or so. No server counts more exactly.
)
MOST_KINDS = 100
MOST_VALUES = 5_000  # Of all facets of one kind together.

Clause = dict[str, Any]


def find(ask: Ask) -> Answer:
    """One page of results, and the counts of kinds and facets. The index may be behind: who shows a row asks the row
    who may open it.

    Raises whatever comes of a cluster that does not answer in time, or answers nonsense.
    """
    found, languages = within(SECONDS, lambda cluster: _asked(cluster, ask))
    hits = _hits(found, languages, ask)
    counts, facets, filtered = _counts(found, ask)
    return Answer([pk for pk, _points in hits], [points for _pk, points in hits], counts, facets, filtered)


def _asked(cluster: Any, ask: Ask) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    options = {"index": live(), "allow_partial_search_results": False, "source": False}
    found = _sound(cluster.search(**options, **question(ask)).body)
    things = [hit["fields"]["thing"][0] for hit in found["hits"]["hits"]]
    if not things:
        return found, found
    languages = cluster.search(
        **options,
        query={"bool": {"filter": [_met(ask), *_chosen(ask), {"terms": {"thing": things}}]}},
        docvalue_fields=["id", "thing", "language"],
        sort=["_doc"],
        size=10 * len(things),
        track_total_hits=False,
    ).body
    return found, _sound(languages)


def _sound(answer: Any) -> Mapping[str, Any]:
    """The answer, if it is a whole one."""
    if not isinstance(answer, dict) or answer.get("timed_out") is not False or "hits" not in answer:
        raise Nonsense("not an answer to a search")
    return answer


def question(ask: Ask) -> dict[str, Any]:
    """Returns the cluster's question for an `Ask`: the body of its search."""
    offset = min(ask.offset, LARGEST_OFFSET - ask.limit)
    return {
        "query": _by_language(_by_age(_met(ask), ask.today), ask.languages[0]),
        "post_filter": {"bool": {"filter": _chosen(ask)}},  # Counts of kinds know nothing of what is chosen.
        "collapse": {"field": "thing"},
        "sort": [{"_score": "desc"}, {"id": "asc"}],
        "track_scores": True,
        "docvalue_fields": ["id", "thing"],
        "from_": offset,
        "size": ask.limit,
        "track_total_hits": False,
        "aggregations": _counting(ask),
    }


def _met(ask: Ask) -> Clause:
    """The rows that the reader may open and that meet the words, with their points."""
    is_long = len(ask.query.words) > MOST_WORDS_IN_DETAIL
    words = [_word(word, is_long) for word in ask.query.words]
    access = {"terms": {"access": list(ask.access)}}
    if ask.needs_all_words:
        return {"bool": {"filter": [access], "must": words}}
    return {"bool": {"filter": [access], "should": words, "minimum_should_match": 1}}


def _word(word: Word, is_long: bool) -> Clause:
    """Each way and place that is met adds its weight; the first way is the widest, so that it alone decides."""
    ways = word.ways[:1] if is_long else word.ways
    return {
        "bool": {
            "should": [
                {
                    "constant_score": {
                        "filter": _any_of(way.terms, place),
                        "boost": word.weight * way.weight * weight,
                    }
                }
                for way in ways
                for place, weight in PLACES.items()
            ],
            "minimum_should_match": 1,
        }
    }


def _any_of(terms: tuple[Term, ...], place: str) -> Clause:
    whole = [term.text for term in terms if not term.is_open]
    clauses: list[Clause] = [{"terms": {place: whole}}] if whole else []
    clauses += [{"prefix": {place: {"value": term.text}}} for term in terms if term.is_open]
    return clauses[0] if len(clauses) == 1 else {"bool": {"should": clauses}}


def _by_language(query: Clause, own: str) -> Clause:
    foreign = {"bool": {"must_not": {"term": {"language": own}}}}
    return _weighed(query, [{"filter": foreign, "weight": OTHER_LANGUAGE}], "multiply")


def _by_age(query: Clause, today: date) -> Clause:
    """Of what is news a part lasts and a part fades; of what is not, all lasts."""
    is_ageing = {
        "bool": {"filter": [{"terms": {"kind": list(AGEING_KINDS)}}, {"range": {"day": {"lt": today}}}]}
    }
    fading = {"day": {"origin": today.isoformat(), "scale": f"{AGEING_DAYS}d", "decay": 0.5}}
    functions = [
        {"filter": {"bool": {"must_not": is_ageing}}, "weight": 1.0},
        {"filter": is_ageing, "weight": 1.0 - AGEING_PART},
        {"filter": is_ageing, "weight": AGEING_PART, "exp": fading},
    ]
    return _weighed(query, functions, "sum")


def _weighed(query: Clause, functions: list[Clause], mode: str) -> Clause:
    return {
        "function_score": {
            "query": query,
            "functions": functions,
            "score_mode": mode,
            "boost_mode": "multiply",
        }
    }


def _chosen(ask: Ask) -> list[Clause]:
    """The asked kind and all filters."""
    if not ask.kind:
        return []
    return [_of_kind(ask), *(_filter(name, values) for name, values in ask.filters.items())]


def _of_kind(ask: Ask) -> Clause:
    return {"term": {"kind": ask.kind}}


def _filter(name: str, values: tuple[str, ...]) -> Clause:
    return {"terms": {"facets": [f"{name}={value}" for value in values]}}


def _counting(ask: Ask) -> dict[str, Any]:
    """Kinds under no filter; of the asked kind all facets under all filters, and each filter's own under the others."""
    things = {"things": {"cardinality": {"field": "thing", "precision_threshold": EXACT_UP_TO}}}
    counting: dict[str, Any] = {
        "kinds": {"terms": {"field": "kind", "size": MOST_KINDS}, "aggregations": things}
    }
    if not ask.kind:
        return counting
    values: Clause = {"terms": {"field": "facets", "size": MOST_VALUES}, "aggregations": things}
    counting["chosen"] = {
        "filter": {"bool": {"filter": _chosen(ask)}},
        "aggregations": {**things, "values": values},
    }
    for number, name in enumerate(ask.filters):
        others = [_filter(other, chosen) for other, chosen in ask.filters.items() if other != name]
        own = {"terms": {**values["terms"], "include": f"{_literally(name)}=.*"}, "aggregations": things}
        counting[f"without_{number}"] = {
            "filter": {"bool": {"filter": [_of_kind(ask), *others]}},
            "aggregations": {"values": own},
        }
    return counting


def _literally(name: str) -> str:
    """A name, which came from an address, as a regular expression of Lucene that means itself."""
    return re.sub(r"(\W)", r"\\\1", name[:100])


def _hits(found: Mapping[str, Any], languages: Mapping[str, Any], ask: Ask) -> list[tuple[int, float]]:
    """Each thing's row in the language nearest to the reader, with the points of its best."""
    own, second = ask.languages[:2]
    nearest: dict[str, tuple[int, int]] = {}
    for hit in languages["hits"]["hits"]:
        fields = hit["fields"]
        thing, language = fields["thing"][0], fields.get("language", [""])[0]
        row = ({own: 0, second: 1}.get(language, 2), int(fields["id"][0]))
        nearest[thing] = min(row, nearest.get(thing, row))
    hits = [(hit["fields"]["thing"][0], float(hit["_score"])) for hit in found["hits"]["hits"]]
    return [(nearest[thing][1], points) for thing, points in hits if thing in nearest]


def _counts(found: Mapping[str, Any], ask: Ask) -> tuple[dict[str, int], dict[str, dict[str, int]], int]:
    counted = found["aggregations"]
    counts = {bucket["key"]: int(bucket["things"]["value"]) for bucket in counted["kinds"]["buckets"]}
    facets: dict[str, dict[str, int]] = {}
    if not ask.kind:
        return counts, facets, 0
    for name, value, number in _values(counted["chosen"]):
        if name not in ask.filters:
            facets.setdefault(name, {})[value] = number
    for number, asked in enumerate(ask.filters):
        own = {value: count for _name, value, count in _values(counted[f"without_{number}"])}
        if own:
            facets[asked] = own
    return counts, facets, int(counted["chosen"]["things"]["value"])


def _values(counted: Mapping[str, Any]) -> Iterator[tuple[str, str, int]]:
    for bucket in counted["values"]["buckets"]:
        name, _sign, value = bucket["key"].partition("=")
        yield name, value, int(bucket["things"]["value"])
