"""What the admin shows to a reader: every line of a page, its labels for screen readers, and the words of its
scripts.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from lxml import html

SPOKEN = {"title", "aria-label", "aria-description", "placeholder", "alt", "data-w-tooltip-content-value"}
UNSPOKEN = {"style", "code", "kbd", "svg", "noscript"}
# Wagtail hands texts to its scripts as JSON, in attributes and in scripts. These keys hold words …
LABELS = {
    "label",
    "label_text",
    "labelText",
    "help_text",
    "helpText",
    "description",
    "placeholder",
    "text",
    "title",
}
PACKED = re.compile(r'^\s*[\[{"]')
# … and so does what reads like a sentence; all else are names of classes, icons and addresses.
SENTENCE = re.compile(r"^[A-Z][a-z]+ [a-z]+[^<>{}/=]*$")


def lines_of(response: HttpResponse) -> set[str]:
    """Each text that a reader meets in an answer; none where the whole page is in another language."""
    kind = response["Content-Type"]
    if response.streaming or not response.content.strip():
        return set()
    if kind.startswith("text/html"):
        return set(_of_page(response.text))
    return set(_of_data(response.json(), "")) if kind.startswith("application/json") else set()


def _of_page(page: str) -> Iterator[str]:
    if page.strip():
        yield from _of_element(html.fromstring(page), is_outermost=True)


def _of_element(element: Any, is_outermost: bool = False) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in UNSPOKEN:
        return
    if element.get("hidden") is not None and not len(element):
        return  # A counter that a script fills.
    if element.get("lang") is not None and not (is_outermost and element.get("lang") in ("kk", "ru")):
        return  # It says itself that it is in another language.
    if element.tag == "script":
        if element.get("type") == "application/json" and element.text:
            yield from _of_data(json.loads(element.text), "")
        return
    yield from _of_attributes(element)
    yield from _line(element.text)
    for child in element:
        yield from _of_element(child)
        yield from _line(child.tail)


def _of_attributes(element: Any) -> Iterator[str]:
    for name, value in element.attrib.items():
        is_button = element.tag == "input" and element.get("type") in ("submit", "button")
        if name in SPOKEN or (name == "value" and is_button):
            yield from _line(value)
        elif name.startswith("data-") and PACKED.match(value):
            try:
                packed = json.loads(value)
            except ValueError:
                continue
            yield from _of_data(packed, "")


def _of_data(value: Any, key: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _of_data(inner, str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from _of_data(inner, key)
    elif isinstance(value, str):
        if value.lstrip().startswith("<"):
            yield from _of_page(value)
        elif value.startswith("{"):
            return  # A rich text as its editor packs it.
        elif key in LABELS or SENTENCE.match(value):
            yield from _line(value)


def _line(text: str | None) -> Iterator[str]:
    line = " ".join((text or "").split())
    if line:
        yield line
