"""Passages of a text with the words that were asked for marked, in the script and spelling of the text."""

import re

from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString

from ..query.analysis import Query, document_terms

PASSAGE = 240  # Characters of a passage.
BEFORE = 70  # Of them at most before the first word that was met.
LOOKED_AT = 20_000  # Characters of a text in which words are looked for.

# A number with dots inside, else letters and digits with the marks that belong to them.
_WORD = re.compile(r"\d+(?:\.\d+)+|[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f][^\W_]*)*")


def highlight(text: str, query: Query) -> SafeString:
    """The text, escaped, with the words of the query in `<mark>`."""
    parts, end = [], 0
    for start, stop in _met(text, query):
        parts.append((escape(text[end:start]), text[start:stop]))
        end = stop
    return format_html_join("", "{}<mark>{}</mark>", parts) + escape(text[end:])


def passage(summary: str, body: str, query: Query) -> SafeString:
    """A passage that shows why the thing was found: of the summary, else around the first word met in the body.

    Where neither holds a word of the query, the beginning of the summary, or of the body.
    """
    for text in (summary, body):
        place = next(iter(_met(text[:LOOKED_AT], query)), None)
        if place:
            return highlight(_around(text, place[0], place[1]), query)
    return SafeString(escape(_around(summary or body, 0, 0)))


def _met(text: str, query: Query):  # noqa: ANN202 - an iterator of (start, end)
    for found in _WORD.finditer(text):
        word = found.group()
        if query.may_be_met_by(word) and query.is_met_by(document_terms(word, query.language)):
            yield found.span()


def _around(text: str, start: int, stop: int) -> str:
    """A piece of the text that holds these places, cut between words."""
    if len(text) <= PASSAGE:
        return text
    first = 0 if start <= BEFORE else _next_space(text, start - BEFORE, start)
    last = first + PASSAGE
    if last < len(text):
        space = text.rfind(" ", first + 1, last)
        last = space if space >= stop else last  # Else the word itself is as long as a passage.
    piece = text[first:last].strip()
    return f"{'…' if first else ''}{piece}{'…' if last < len(text) else ''}"


def _next_space(text: str, start: int, stop: int) -> int:
    space = text.find(" ", start, stop)
    return space + 1 if space >= 0 else start
